import type { Context } from "../../../runtime/context.js";
import { key, keyParts, keyPrefix, withPrefix } from "../../../runtime/store/store.js";
import { LOG_GROUPS, type LogGroupRow } from "../state/groups.js";
import { LOG_STREAMS } from "../state/streams.js";
import { StreamEvents } from "./chunks.js";
import { startOf } from "./position.js";
import { sizeOfAll } from "./sizes.js";

const DAY = 86_400_000;
const HOUR = 3_600_000;
const SWEEP = "logs.sweep";

/**
 * The oldest time whose events a group still has. An event expires exactly after the retention period; sweeps
 * only free memory.
 */
export function oldestKept(ctx: Context, { retentionInDays }: LogGroupRow): number {
  return retentionInDays === undefined ? 0 : Math.max(0, ctx.now() - retentionInDays * DAY + 1);
}

/** The row with a sweep scheduled for events from `oldest` on, if necessary. */
export function withSweep(ctx: Context, row: LogGroupRow, oldest: number): LogGroupRow {
  if (row.retentionInDays === undefined) return row;
  const sweepAt = Math.max(oldest + row.retentionInDays * DAY, ctx.now());
  if (row.sweepAt !== undefined && row.sweepAt <= sweepAt) return row;
  ctx.after(sweepAt - ctx.now(), SWEEP, sweepKey(row.logGroupName, sweepAt), { background: true });
  return { ...row, sweepAt };
}

/** Removes the expired events of a group, and schedules the next sweep, at least an hour later. */
export function sweep(ctx: Context, row: LogGroupRow): LogGroupRow {
  const { sweepAt: _, ...swept } = row;
  const kept = startOf(oldestKept(ctx, row));
  let freed = 0;
  let oldest: number | undefined;
  for (const { id } of withPrefix(ctx.table(LOG_STREAMS), keyPrefix(row.logGroupName))) {
    const events = new StreamEvents(ctx, id);
    for (const piece of events.removeBefore(kept)) freed += sizeOfAll(piece);
    const [[first] = []] = events.from(kept);
    if (first && first.timestamp < (oldest ?? Number.POSITIVE_INFINITY)) oldest = first.timestamp;
  }
  const result = { ...swept, storedBytes: row.storedBytes - freed };
  if (oldest === undefined || row.retentionInDays === undefined) return result;
  return withSweep(ctx, result, Math.max(oldest, ctx.now() + HOUR - row.retentionInDays * DAY));
}

export const RETENTION_TIMERS = {
  [SWEEP]: (timer: string, ctx: Context) => {
    const [name = ""] = keyParts(timer);
    const row = ctx.table(LOG_GROUPS).get(name);
    if (row?.sweepAt === undefined || sweepKey(name, row.sweepAt) !== timer) return;
    ctx.table(LOG_GROUPS).put(name, sweep(ctx, row));
  },
};

/** Identifies a sweep: one that was rescheduled earlier leaves its old timer. */
function sweepKey(group: string, dueAt: number): string {
  return key(group, dueAt);
}
