import type { Context } from "../../../runtime/context.js";
import { compareKeys } from "../../../runtime/store/sorted-keys.js";
import { keyPrefix, type Table, withPrefix } from "../../../runtime/store/store.js";
import type { LocatedQueue } from "../queues/lookup.js";
import { HIDDEN, type MessageRow, type MessageState, VISIBLE } from "../state/messages.js";

/** The table of the messages in a state. */
export function tableOf(ctx: Context, state: MessageState): Table<MessageRow> {
  return ctx.table(state === "visible" ? VISIBLE : HIDDEN);
}

/** The message of a key, if it exists. */
export function messageAt(ctx: Context, place: string): MessageRow | undefined {
  return ctx.table(HIDDEN).get(place) ?? ctx.table(VISIBLE).get(place);
}

/** All messages of a queue, oldest first. */
export function messagesIn({ ctx, queue }: LocatedQueue): MessageRow[] {
  const prefix = keyPrefix(queue.id);
  const messages = [VISIBLE, HIDDEN].flatMap((table) => [...withPrefix(ctx.table(table), prefix)]);
  return messages.sort((a, b) => compareKeys(a.key, b.key));
}
