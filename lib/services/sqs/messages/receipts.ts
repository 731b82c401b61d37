import {
  handleExpired,
  handleMalformed,
  messageGone,
  notInFlight,
  visibilityOutOfRange,
  visibilityTooLong,
} from "../errors/messages.js";
import type { LocatedQueue } from "../queues/lookup.js";
import type { MessageRow } from "../state/messages.js";
import { receiptOf } from "./handles.js";
import { messageAt } from "./lookup.js";
import { changeMessage, removeMessage } from "./placement.js";

/**
 * The maximum visibility timeout, and the maximum time for which a receipt can keep a message in flight, in
 * seconds.
 */
export const LONGEST_VISIBILITY = 43_200;

/**
 * Deletes the message of a receipt handle. In a standard queue any handle of the message is valid, and a
 * deleted message is ignored; in a FIFO queue the receipt must not have expired.
 *
 * @throws ReceiptHandleIsInvalid, InvalidParameterValue
 */
export function deleteByHandle(at: LocatedQueue, handle: string): void {
  const { message, isLatest } = messageOf(at, handle);
  if (!message) return;
  if (at.queue.fifo && !(isLatest && message.state === "inFlight")) throw handleExpired(handle);
  removeMessage(at, message);
}

/**
 * Makes the message of a receipt handle visible in `seconds`; 0 means immediately.
 *
 * @throws ReceiptHandleIsInvalid, MessageNotInflight, InvalidParameterValue
 */
export function changeVisibilityByHandle(at: LocatedQueue, handle: string, seconds: number): void {
  if (seconds < 0 || seconds > LONGEST_VISIBILITY) throw visibilityOutOfRange(seconds);
  const { message, isLatest } = messageOf(at, handle);
  if (!message || !isLatest) throw messageGone(handle);
  // A visible message of a standard queue can be hidden again if it was not received by another call since.
  if (message.state !== "inFlight" && at.queue.fifo) throw notInFlight();
  const now = at.ctx.now();
  const due = now + seconds * 1000;
  if (due > (message.received ?? now) + LONGEST_VISIBILITY * 1000) throw visibilityTooLong(seconds);
  changeMessage(at, message, { ...message, state: seconds > 0 ? "inFlight" : "visible", due });
}

/** @throws ReceiptHandleIsInvalid */
function messageOf(
  { ctx, queue }: LocatedQueue,
  handle: string,
): { readonly message: MessageRow | undefined; readonly isLatest: boolean } {
  const receipt = receiptOf(queue.id, handle);
  if (!receipt) throw handleMalformed(handle);
  const message = messageAt(ctx, receipt.key);
  return { message, isLatest: message?.receives === receipt.number };
}
