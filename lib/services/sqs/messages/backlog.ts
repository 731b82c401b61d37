import type { Context } from "../../../runtime/context.js";
import { keyPrefix, type TableDefinition } from "../../../runtime/store/store.js";
import {
  APPEARING,
  ATTEMPTS,
  DEDUPLICATIONS,
  EXPIRING,
  GROUPED,
  HIDDEN,
  type MessageState,
  READY_GROUPS,
  TURNS,
  VISIBLE,
} from "../state/messages.js";
import { BACKLOGS, type BacklogRow, type QueueRow } from "../state/queues.js";

const EMPTY: BacklogRow = {
  next: 0,
  visible: 0,
  inFlight: 0,
  delayed: 0,
  alarm: undefined,
  sweep: undefined,
};

/** Tables whose rows belong to one queue each, by the first part of their keys. */
const OF_QUEUES: readonly TableDefinition<unknown>[] = [
  ATTEMPTS,
  DEDUPLICATIONS,
  EXPIRING,
  GROUPED,
  HIDDEN,
  READY_GROUPS,
  APPEARING,
  TURNS,
  VISIBLE,
];

/** The number of messages in a queue, and the times of its timers. */
export function backlogOf(ctx: Context, { id }: Pick<QueueRow, "id">): BacklogRow {
  return ctx.table(BACKLOGS).get(id) ?? EMPTY;
}

export function changeBacklog(ctx: Context, queue: QueueRow, change: Partial<BacklogRow>): void {
  ctx.table(BACKLOGS).put(queue.id, changed(backlogOf(ctx, queue), change));
}

/** Members are written out, since each message changes them: V8 takes a microsecond to clone what is a clone itself. */
function changed(backlog: BacklogRow, change: Partial<BacklogRow>): BacklogRow {
  return {
    next: change.next ?? backlog.next,
    visible: change.visible ?? backlog.visible,
    inFlight: change.inFlight ?? backlog.inFlight,
    delayed: change.delayed ?? backlog.delayed,
    alarm: "alarm" in change ? change.alarm : backlog.alarm,
    sweep: "sweep" in change ? change.sweep : backlog.sweep,
  };
}

/** Returns the next number of a queue, for a message or for the turn of a group. */
export function nextNumberOf(ctx: Context, queue: QueueRow): number {
  const { next } = backlogOf(ctx, queue);
  changeBacklog(ctx, queue, { next: next + 1 });
  return next;
}

/** Counts a new message and returns its number. */
export function countNewMessage(ctx: Context, queue: QueueRow, state: MessageState): number {
  const backlog = backlogOf(ctx, queue);
  const { next } = backlog;
  ctx.table(BACKLOGS).put(queue.id, counted(backlog, undefined, state, next + 1));
  return next;
}

/** Counts a message that goes from one state to another; without a state, it is gone. */
export function recount(
  ctx: Context,
  queue: QueueRow,
  before: MessageState,
  after: MessageState | undefined,
): void {
  if (before === after) return;
  const backlog = backlogOf(ctx, queue);
  ctx.table(BACKLOGS).put(queue.id, counted(backlog, before, after, backlog.next));
}

/** Members are written out, as in {@link changed}. */
function counted(
  { visible, inFlight, delayed, alarm, sweep }: BacklogRow,
  before: MessageState | undefined,
  after: MessageState | undefined,
  next: number,
): BacklogRow {
  const change = (state: MessageState) => Number(after === state) - Number(before === state);
  return {
    next,
    visible: visible + change("visible"),
    inFlight: inFlight + change("inFlight"),
    delayed: delayed + change("delayed"),
    alarm,
    sweep,
  };
}

/** Removes all messages of a queue, and its deduplication and attempt ids. */
export function clearQueue(ctx: Context, queue: QueueRow): void {
  for (const definition of OF_QUEUES) removeRows(ctx, definition, keyPrefix(queue.id));
  const { next } = backlogOf(ctx, queue);
  ctx.table(BACKLOGS).put(queue.id, { ...EMPTY, next });
}

function removeRows(ctx: Context, definition: TableDefinition<unknown>, prefix: string): void {
  const table = ctx.table(definition);
  const keys: string[] = [];
  for (const [key] of table.range({ from: prefix })) {
    if (!key.startsWith(prefix)) break;
    keys.push(key);
  }
  for (const key of keys) table.delete(key);
}
