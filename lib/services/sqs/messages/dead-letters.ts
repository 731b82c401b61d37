import { type LocatedQueue, queueArn, queueOfArn } from "../queues/lookup.js";
import type { MessageRow } from "../state/messages.js";
import { addMessage, removeMessage } from "./placement.js";

/** The dead-letter queue of a queue, if it exists. */
export function deadLetterQueueOf({ ctx, queue }: LocatedQueue): LocatedQueue | undefined {
  return queue.redrive && queueOfArn(ctx, queue.redrive.deadLetterTargetArn);
}

/** Whether a message was received as often as the redrive policy of its queue allows. */
export function isDeadLetter({ queue }: LocatedQueue, { receives, receivedBefore }: MessageRow): boolean {
  return queue.redrive !== undefined && receives - receivedBefore >= queue.redrive.maxReceiveCount;
}

/**
 * Moves a message to the dead-letter queue. Its retention period counts from the original send time; in FIFO
 * queues it restarts.
 */
export function moveDeadLetter(from: LocatedQueue, to: LocatedQueue, message: MessageRow): void {
  const { content, receives, firstReceived, received } = message;
  const sent = to.queue.fifo ? to.ctx.now() : message.sent;
  const deadLetterSource = queueArn(from.ctx, from.queue);
  removeMessage(from, message);
  addMessage(to, content, {
    sent,
    past: { receives, receivedBefore: receives, firstReceived, received, deadLetterSource },
  });
}
