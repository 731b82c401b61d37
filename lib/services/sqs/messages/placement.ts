import { key } from "../../../runtime/store/store.js";
import type { LocatedQueue } from "../queues/lookup.js";
import { APPEARING, type MessageContent, type MessageRow, messageKey } from "../state/messages.js";
import { messagesAreVisible } from "./arrivals.js";
import { countNewMessage, recount } from "./backlog.js";
import { joinGroup, leaveGroup, refreshGroup } from "./groups.js";
import { tableOf } from "./lookup.js";
import { expiryOf, planAlarm, planSweep } from "./planning.js";

/** What has happened to a message in other queues. */
type Past = Pick<
  MessageRow,
  "receives" | "receivedBefore" | "firstReceived" | "received" | "deadLetterSource"
>;

/** How a message comes into a queue. */
interface Arrival {
  readonly sent: number;
  /** The time until it is visible, in milliseconds. Default 0. */
  readonly delay?: number;
  readonly past?: Past;
}

const NO_PAST: Past = {
  receives: 0,
  receivedBefore: 0,
  firstReceived: undefined,
  received: undefined,
  deadLetterSource: undefined,
};

/** Adds a message to a queue, behind all others of its group. */
export function addMessage(
  at: LocatedQueue,
  content: MessageContent,
  { sent, delay = 0, past = NO_PAST }: Arrival,
): MessageRow {
  const { ctx, queue } = at;
  const state = delay > 0 ? "delayed" : "visible";
  const number = countNewMessage(ctx, queue, state);
  // Members are written out: V8 takes longer to add members to a clone.
  const row: MessageRow = {
    key: messageKey(queue.id, { sent, number }),
    content,
    number,
    sent,
    state,
    due: sent + delay,
    receives: past.receives,
    receivedBefore: past.receivedBefore,
    firstReceived: past.firstReceived,
    received: past.received,
    deadLetterSource: past.deadLetterSource,
  };
  tableOf(ctx, state).put(row.key, row);
  if (queue.fifo) joinGroup(at, row);
  enter(at, row);
  planSweep(at, expiryOf(at, row.sent));
  return row;
}

/** Updates the row of a message, which may have another state. */
export function changeMessage(at: LocatedQueue, before: MessageRow, after: MessageRow): void {
  const { ctx, queue } = at;
  const [from, to] = [tableOf(ctx, before.state), tableOf(ctx, after.state)];
  leave(at, before);
  if (from !== to) from.delete(before.key);
  to.put(after.key, after);
  recount(ctx, queue, before.state, after.state);
  enter(at, after);
}

/** Removes a message. */
export function removeMessage(at: LocatedQueue, message: MessageRow): void {
  const { ctx, queue } = at;
  leave(at, message);
  tableOf(ctx, message.state).delete(message.key);
  recount(ctx, queue, message.state, undefined);
  if (queue.fifo) leaveGroup(at, message);
}

/** Plans what follows from the state of a message. */
function enter(at: LocatedQueue, message: MessageRow): void {
  const { ctx, queue } = at;
  if (message.state !== "visible") {
    ctx.table(APPEARING).put(key(queue.id, message.due, message.number), message.key);
    planAlarm(at, message.due);
  }
  if (queue.fifo) refreshGroup(at, message.content.groupId);
  if (message.state === "visible") messagesAreVisible(at);
}

function leave({ ctx, queue }: LocatedQueue, message: MessageRow): void {
  if (message.state !== "visible") ctx.table(APPEARING).delete(key(queue.id, message.due, message.number));
}
