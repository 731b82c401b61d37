import { key } from "../../../runtime/store/store.js";
import type { LocatedQueue } from "../queues/lookup.js";
import { backlogOf, changeBacklog } from "./backlog.js";

export const ALARM = "sqs.alarm";
export const SWEEP = "sqs.sweep";

/** Sets the timer that makes messages visible to `moment` or earlier. */
export function planAlarm(at: LocatedQueue, moment: number): void {
  plan(at, "alarm", ALARM, moment);
}

/** Sets the timer that removes expired messages to `moment` or earlier. */
export function planSweep(at: LocatedQueue, moment: number): void {
  plan(at, "sweep", SWEEP, moment);
}

/** The time at which a message that was sent at `sent` expires. */
export function expiryOf({ queue }: LocatedQueue, sent: number): number {
  return sent + Number(queue.attributes.MessageRetentionPeriod) * 1000;
}

/**
 * One timer for each queue instead of one for each message. The earliest is effective; replaced timers do
 * nothing.
 */
function plan({ ctx, queue }: LocatedQueue, timer: "alarm" | "sweep", kind: string, due: number): void {
  const planned = backlogOf(ctx, queue)[timer];
  const moment = Math.max(due, ctx.now());
  if (planned !== undefined && planned <= moment) return;
  changeBacklog(ctx, queue, { [timer]: moment });
  const background = timer === "sweep";
  ctx.after(moment - ctx.now(), kind, key(queue.name, queue.id, moment), { background });
}
