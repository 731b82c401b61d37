import { keyPrefix, withPrefix } from "../../../runtime/store/store.js";
import type { LocatedQueue } from "../queues/lookup.js";
import { HIDDEN, type MessageRow } from "../state/messages.js";
import { changeMessage } from "./placement.js";

/** Applies the current delay of a FIFO queue to its delayed messages. */
export function applyQueueDelay(at: LocatedQueue): void {
  const { ctx, queue } = at;
  const delayed: MessageRow[] = [];
  for (const message of withPrefix(ctx.table(HIDDEN), keyPrefix(queue.id)))
    if (message.state === "delayed") delayed.push(message);
  const delay = Number(queue.attributes.DelaySeconds) * 1000;
  for (const message of delayed) {
    const due = message.sent + delay;
    changeMessage(at, message, { ...message, due, state: due > ctx.now() ? "delayed" : "visible" });
  }
}
