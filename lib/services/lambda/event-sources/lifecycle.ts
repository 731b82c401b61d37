import type { Context } from "../../../runtime/context.js";
import { mappingInUse } from "../errors/invocations.js";
import { EVENT_SOURCE_MAPPINGS, type EventSourceMappingRow, type MappingState } from "./mapping.js";
import { POLLERS, planPoll } from "./queues/poller.js";
import { isQueue, sourceKind } from "./source.js";

const TIMER = "lambda.event-source-mapping";
const SETTLED: ReadonlySet<MappingState> = new Set(["Enabled", "Disabled"]);

/** Stores a mapping in a transitional state. */
export function beginTransition(ctx: Context, row: EventSourceMappingRow): EventSourceMappingRow {
  ctx.table(EVENT_SOURCE_MAPPINGS).put(row.settings.UUID, row);
  ctx.later("mapping", TIMER, row.settings.UUID);
  return row;
}

/** Counts a describe call of a mapping. */
export function mappingDescribed(ctx: Context, { settings }: EventSourceMappingRow): void {
  ctx.described(TIMER, settings.UUID);
}

/** @throws ResourceInUseException while a mapping is between two states. */
export function refuseWhileInUse({ state }: EventSourceMappingRow, what: "update" | "delete"): void {
  if (!SETTLED.has(state)) throw mappingInUse(what);
}

export const MAPPING_TIMERS = {
  [TIMER]: (uuid: string, ctx: Context) => {
    const row = ctx.table(EVENT_SOURCE_MAPPINGS).get(uuid);
    if (!row || SETTLED.has(row.state)) return;
    if (row.state === "Deleting") {
      ctx.table(EVENT_SOURCE_MAPPINGS).delete(uuid);
      ctx.table(POLLERS).delete(uuid);
      return;
    }
    ctx.table(EVENT_SOURCE_MAPPINGS).put(uuid, { ...row, state: row.enabled ? "Enabled" : "Disabled" });
    if (isQueue(sourceKind(row.settings))) planPoll(ctx, uuid);
  },
};
