import type { Context } from "./context.js";
import { ONLY_ROW } from "./store/key.js";
import { TableDefinition } from "./store/store.js";

/**
 * Settings of a service for all accounts and regions, such as `sim.ecs.strictLogGroups`. The values are one
 * row: a snapshot includes them, and `reset` restores the defaults.
 */
export class SettingsDefinition<Values extends object> extends TableDefinition<Values> {
  constructor(
    name: string,
    readonly defaults: Values,
  ) {
    super({ name, key: [], scope: "global" });
  }
}

/** Defines the settings of a service. @param name unique in the simulator: `ecs.settings`. */
export function defineSettings<Values extends object>(
  name: string,
  defaults: Values,
): SettingsDefinition<Values> {
  return new SettingsDefinition(name, defaults);
}

/** The current values. */
export function settingsOf<Values extends object>(
  ctx: Context,
  definition: SettingsDefinition<Values>,
): Values {
  return ctx.table(definition).get(ONLY_ROW) ?? definition.defaults;
}

/** Changes some of the values. */
export function changeSettings<Values extends object>(
  ctx: Context,
  definition: SettingsDefinition<Values>,
  change: Partial<Values>,
): void {
  ctx.table(definition).put(ONLY_ROW, { ...settingsOf(ctx, definition), ...change });
}
