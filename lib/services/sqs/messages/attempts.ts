import { key } from "../../../runtime/store/store.js";
import type { LocatedQueue } from "../queues/lookup.js";
import { ATTEMPTS, type MessageRow } from "../state/messages.js";
import { expireId, ID_LIFETIME } from "./expiring-ids.js";
import { messageAt } from "./lookup.js";
import { changeMessage } from "./placement.js";

/**
 * Returns the messages that a receive with the same attempt id returned within the last five minutes, if all
 * of them are still in flight. They get a new visibility timeout.
 *
 * @param visibility in milliseconds
 */
export function repeatAttempt(
  at: LocatedQueue,
  attempt: string,
  visibility: number,
): MessageRow[] | undefined {
  const { ctx, queue } = at;
  const row = ctx.table(ATTEMPTS).get(key(queue.id, attempt));
  if (!row || row.until <= ctx.now()) return undefined;
  const messages = row.receipts.flatMap(([place, receipt]) => {
    const message = messageAt(ctx, place);
    return message?.state === "inFlight" && message.receives === receipt ? message : [];
  });
  if (messages.length < row.receipts.length) return undefined;
  return messages.map((message) => {
    const again: MessageRow = {
      ...message,
      state: visibility > 0 ? "inFlight" : "visible",
      due: ctx.now() + visibility,
    };
    changeMessage(at, message, again);
    return again;
  });
}

/** Stores the messages of a receive for later receives with the same attempt id. */
export function rememberAttempt(at: LocatedQueue, attempt: string, messages: readonly MessageRow[]): void {
  const { ctx, queue } = at;
  const place = key(queue.id, attempt);
  const until = ctx.now() + ID_LIFETIME;
  const receipts = messages.map((message) => [message.key, message.receives] as const);
  ctx.table(ATTEMPTS).put(place, { receipts, until });
  expireId(at, place, until);
}
