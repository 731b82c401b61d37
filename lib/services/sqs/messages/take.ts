import { keyPrefix, withPrefix } from "../../../runtime/store/store.js";
import type { LocatedQueue } from "../queues/lookup.js";
import { type MessageRow, VISIBLE } from "../state/messages.js";
import { deadLetterQueueOf, isDeadLetter, moveDeadLetter } from "./dead-letters.js";
import { passTurn, readyMessages } from "./groups.js";
import { changeMessage } from "./placement.js";

/**
 * Receives messages from a queue: they are in flight for the visibility timeout. Messages that were received
 * too often are moved to the dead-letter queue, if it exists.
 *
 * @param visibility the timeout in milliseconds; 0 leaves the messages visible.
 * @returns the updated messages
 */
export function takeMessages(at: LocatedQueue, limit: number, visibility: number): MessageRow[] {
  const target = deadLetterQueueOf(at);
  const isDead = (message: MessageRow) => target !== undefined && isDeadLetter(at, message);
  const found: MessageRow[] = [];
  let live = 0;
  for (const message of visibleMessages(at)) {
    if (!isDead(message) && live++ === limit) break;
    found.push(message);
  }
  const taken: MessageRow[] = [];
  for (const message of found) {
    if (target && isDead(message)) moveDeadLetter(at, target, message);
    else taken.push(takeMessage(at, message, visibility));
  }
  if (at.queue.fifo)
    for (const group of new Set(taken.map(({ content }) => content.groupId))) passTurn(at, group);
  return taken;
}

/** The messages that can be received, in order. Do not change the queue while iterating. */
export function visibleMessages(at: LocatedQueue): Iterable<MessageRow> {
  const { ctx, queue } = at;
  return queue.fifo ? readyMessages(at) : withPrefix(ctx.table(VISIBLE), keyPrefix(queue.id));
}

function takeMessage(at: LocatedQueue, message: MessageRow, visibility: number): MessageRow {
  const now = at.ctx.now();
  const taken: MessageRow = {
    ...message,
    state: visibility > 0 ? "inFlight" : "visible",
    due: now + visibility,
    receives: message.receives + 1,
    firstReceived: message.firstReceived ?? now,
    received: now,
  };
  changeMessage(at, message, taken);
  return taken;
}
