import { key, keyPrefix } from "../../../runtime/store/store.js";
import type { LocatedQueue } from "../queues/lookup.js";
import { GROUPED, type MessageRow, READY_GROUPS, TURNS } from "../state/messages.js";
import { nextNumberOf } from "./backlog.js";
import { messageAt } from "./lookup.js";

/**
 * The groups of a FIFO queue. A group is ready when its first message is visible. The messages before its
 * first invisible one can be received. Groups that become ready are queued behind the groups that are ready.
 */
export function joinGroup({ ctx, queue }: LocatedQueue, message: MessageRow): void {
  ctx.table(GROUPED).put(placeOf(queue.id, message), message.key);
}

export function leaveGroup(at: LocatedQueue, message: MessageRow): void {
  const { ctx, queue } = at;
  ctx.table(GROUPED).delete(placeOf(queue.id, message));
  refreshGroup(at, message.content.groupId);
}

/** Adds a group to the ready groups, or removes it, after one of its messages has changed. */
export function refreshGroup(at: LocatedQueue, group = ""): void {
  const { ctx, queue } = at;
  const place = key(queue.id, group);
  const [first] = messagesOf(at, group);
  if (first?.state !== "visible") return loseTurn(at, group);
  if (ctx.table(TURNS).has(place)) return;
  const turn = nextNumberOf(ctx, queue);
  ctx.table(TURNS).put(place, turn);
  ctx.table(READY_GROUPS).put(key(queue.id, turn), group);
}

/** Moves a group behind the other ready groups after a receive, if it has more messages to receive. */
export function passTurn(at: LocatedQueue, group = ""): void {
  loseTurn(at, group);
  refreshGroup(at, group);
}

function loseTurn({ ctx, queue }: LocatedQueue, group: string): void {
  const place = key(queue.id, group);
  const turn = ctx.table(TURNS).get(place);
  if (turn === undefined) return;
  ctx.table(TURNS).delete(place);
  ctx.table(READY_GROUPS).delete(key(queue.id, turn));
}

/** The messages of a FIFO queue that can be received, group by group in the order of their turns. */
export function* readyMessages(at: LocatedQueue): Generator<MessageRow> {
  const { ctx, queue } = at;
  const prefix = keyPrefix(queue.id);
  for (const [place, group] of ctx.table(READY_GROUPS).range({ from: prefix })) {
    if (!place.startsWith(prefix)) return;
    for (const message of messagesOf(at, group)) {
      if (message.state !== "visible") break;
      yield message;
    }
  }
}

/** The messages of a group, first to last. */
function* messagesOf({ ctx, queue }: LocatedQueue, group: string): Generator<MessageRow, undefined> {
  const prefix = keyPrefix(queue.id, group);
  for (const [place, message] of ctx.table(GROUPED).range({ from: prefix })) {
    if (!place.startsWith(prefix)) return;
    const row = messageAt(ctx, message);
    if (row) yield row;
  }
}

function placeOf(queue: string, { content: { groupId = "" }, number }: MessageRow): string {
  return key(queue, groupId, number);
}
