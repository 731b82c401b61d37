import { key } from "../../../runtime/store/store.js";
import type { LocatedQueue } from "../queues/lookup.js";
import { EXPIRING } from "../state/messages.js";
import { nextNumberOf } from "./backlog.js";
import { planSweep } from "./planning.js";

/** Validity of deduplication ids and receive request attempt ids, in milliseconds. */
export const ID_LIFETIME = 300_000;

/** Schedules the removal of the row of an id after the id has expired. */
export function expireId(at: LocatedQueue, row: string, until: number): void {
  const { ctx, queue } = at;
  ctx.table(EXPIRING).put(key(queue.id, until, nextNumberOf(ctx, queue)), row);
  planSweep(at, until);
}
