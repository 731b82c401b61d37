import type { Context } from "../../runtime/context.js";
import { longPollTimers } from "../../runtime/long-polls.js";
import { POLLS } from "./messages/polls.js";
import { MESSAGE_TIMERS } from "./messages/timers.js";
import { MOVE_TASK_TIMERS } from "./queues/move-tasks.js";
import { DELETED_NAMES, QUEUES } from "./state/queues.js";

/** The delays of SQS. */
export const DELAYS = {
  /** Until the name of a deleted queue can be reused. */
  nameRelease: "60s",
  /** Until a queue can be purged again. */
  purge: "60s",
  /** Between two batches of a message move task. */
  move: "1s",
} as const;

const NAME_RELEASE = "sqs.name-release";
const PURGE_END = "sqs.purge-end";

/** Blocks the name of a deleted queue. */
export function blockName(ctx: Context, name: string): void {
  ctx.table(DELETED_NAMES).put(name, true);
  ctx.later("nameRelease", NAME_RELEASE, name, { background: true });
}

/** Blocks another purge of a queue. */
export function blockPurge(ctx: Context, name: string): void {
  const queue = ctx.table(QUEUES).get(name);
  if (queue) ctx.table(QUEUES).put(name, { ...queue, purging: true });
  ctx.later("purge", PURGE_END, name, { background: true });
}

export const TIMERS = {
  ...MESSAGE_TIMERS,
  ...longPollTimers(POLLS),
  ...MOVE_TASK_TIMERS,
  [NAME_RELEASE]: (name: string, ctx: Context) => {
    ctx.table(DELETED_NAMES).delete(name);
  },
  [PURGE_END]: (name: string, ctx: Context) => {
    const queue = ctx.table(QUEUES).get(name);
    if (!queue) return;
    const { purging: _, ...row } = queue;
    ctx.table(QUEUES).put(name, row);
  },
};
