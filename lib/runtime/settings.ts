import type { Context } from "./context.js";
import { ONLY_ROW } from "./store/key.js";
import { defineTable, type TableDefinition } from "./store/store.js";

/**
 * What a test can set of a service for all accounts and regions, such as
 * `sim.ecs.strictLogGroups`. The values are one row: a snapshot carries them,
 * and `reset` restores the defaults.
 */
export interface SettingsDefinition<Values extends object> {
  readonly table: TableDefinition<Values>;
  readonly defaults: Values;
}

/** Defines the settings of a service. @param name unique in the simulator: `ecs.settings`. */
export function defineSettings<Values extends object>(
  name: string,
  defaults: Values,
): SettingsDefinition<Values> {
  return { table: defineTable<Values>({ name, key: [], scope: "global" }), defaults };
}

/** The values in force. */
export function settingsOf<Values extends object>(
  ctx: Context,
  { table, defaults }: SettingsDefinition<Values>,
): Values {
  return ctx.table(table).get(ONLY_ROW) ?? defaults;
}

/** Changes some of the values. */
export function changeSettings<Values extends object>(
  ctx: Context,
  definition: SettingsDefinition<Values>,
  change: Partial<Values>,
): void {
  ctx.table(definition.table).put(ONLY_ROW, { ...settingsOf(ctx, definition), ...change });
}
