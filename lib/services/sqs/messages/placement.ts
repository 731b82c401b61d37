import { key } from "../../../runtime/store/store.js";
import type { LocatedQueue } from "../queues/lookup.js";
import { HIDDEN, MESSAGES, type MessageRow, messageKey, VISIBLE } from "../state/messages.js";
import { messagesAreVisible } from "./arrivals.js";
import { countNewMessage, recount } from "./backlog.js";
import { joinGroup, leaveGroup, refreshGroup } from "./groups.js";
import { expiryOf, planAlarm, planSweep } from "./planning.js";

/** Adds a message to a queue, behind all others of its group. */
export function addMessage(at: LocatedQueue, message: Omit<MessageRow, "key" | "number">): MessageRow {
  const { ctx, queue } = at;
  const { sent } = message;
  const number = countNewMessage(ctx, queue, message.state);
  // Members are written out: V8 takes longer to add members to a clone.
  const row: MessageRow = {
    key: messageKey(queue.id, { sent, number }),
    content: message.content,
    number,
    sent,
    state: message.state,
    due: message.due,
    receives: message.receives,
    receivedBefore: message.receivedBefore,
    firstReceived: message.firstReceived,
    received: message.received,
    deadLetterSource: message.deadLetterSource,
  };
  ctx.table(MESSAGES).put(row.key, row);
  if (queue.fifo) joinGroup(at, row);
  enter(at, row);
  planSweep(at, expiryOf(at, row.sent));
  return row;
}

/** Updates the row of a message and the indexes of its state. */
export function changeMessage(at: LocatedQueue, before: MessageRow, after: MessageRow): void {
  const { ctx, queue } = at;
  leave(at, before);
  ctx.table(MESSAGES).put(after.key, after);
  recount(ctx, queue, before.state, after.state);
  enter(at, after);
}

/** Removes a message. */
export function removeMessage(at: LocatedQueue, message: MessageRow): void {
  const { ctx, queue } = at;
  leave(at, message);
  ctx.table(MESSAGES).delete(message.key);
  recount(ctx, queue, message.state, undefined);
  if (queue.fifo) leaveGroup(at, message);
}

/** Adds a message to the index of its state. */
function enter(at: LocatedQueue, message: MessageRow): void {
  const { ctx, queue } = at;
  if (message.state !== "visible") {
    ctx.table(HIDDEN).put(key(queue.id, message.due, message.number), message.key);
    planAlarm(at, message.due);
  } else if (!queue.fifo) {
    ctx.table(VISIBLE).put(message.key, true);
  }
  if (queue.fifo) refreshGroup(at, message.content.groupId);
  if (message.state === "visible") messagesAreVisible(at);
}

function leave({ ctx, queue }: LocatedQueue, message: MessageRow): void {
  if (message.state !== "visible") ctx.table(HIDDEN).delete(key(queue.id, message.due, message.number));
  else if (!queue.fifo) ctx.table(VISIBLE).delete(message.key);
}
