import type { Context } from "../../../runtime/context.js";
import { keyParts, keyPrefix, withPrefix } from "../../../runtime/store/store.js";
import type { LocatedQueue } from "../queues/lookup.js";
import {
  APPEARING,
  ATTEMPTS,
  DEDUPLICATIONS,
  EXPIRING,
  HIDDEN,
  type MessageRow,
  VISIBLE,
} from "../state/messages.js";
import { QUEUES } from "../state/queues.js";
import { backlogOf, changeBacklog } from "./backlog.js";
import { changeMessage, removeMessage } from "./placement.js";
import { ALARM, expiryOf, planAlarm, planSweep, SWEEP } from "./planning.js";

/** Expired ids are kept for this additional time, so that few sweeps remove many. */
const ID_SLACK = 60_000;

export const MESSAGE_TIMERS = {
  [ALARM]: (timer: string, ctx: Context) => {
    const at = dueQueue(ctx, timer, "alarm");
    if (at) showDue(at);
  },
  [SWEEP]: (timer: string, ctx: Context) => {
    const at = dueQueue(ctx, timer, "sweep");
    if (at) removeExpired(at);
  },
};

/** The queue of a timer, unless the queue has been deleted or an earlier timer has already run. */
function dueQueue(ctx: Context, timer: string, kind: "alarm" | "sweep"): LocatedQueue | undefined {
  const [name = "", id, moment] = keyParts(timer);
  const queue = ctx.table(QUEUES).get(name);
  if (queue?.id !== id || !queue || backlogOf(ctx, queue)[kind] !== Number(moment)) return undefined;
  changeBacklog(ctx, queue, { [kind]: undefined });
  return { ctx, queue };
}

/** Makes the messages visible whose delay or visibility timeout has ended. */
function showDue(at: LocatedQueue): void {
  const { ctx, queue } = at;
  const due: MessageRow[] = [];
  let next: number | undefined;
  for (const place of withPrefix(ctx.table(APPEARING), keyPrefix(queue.id))) {
    const message = ctx.table(HIDDEN).get(place);
    if (!message) continue;
    if (message.due > ctx.now()) {
      next = message.due;
      break;
    }
    due.push(message);
  }
  for (const message of due) changeMessage(at, message, { ...message, state: "visible" });
  if (next !== undefined) planAlarm(at, next);
}

/** Removes the messages that are older than the retention period, in any state, and expired ids. */
export function removeExpired(at: LocatedQueue): void {
  const expired = [VISIBLE, HIDDEN].flatMap((definition) => expiredIn(at, definition));
  for (const message of expired) removeMessage(at, message);
  removeExpiredIds(at);
}

function expiredIn(at: LocatedQueue, definition: typeof VISIBLE): MessageRow[] {
  const { ctx, queue } = at;
  const expired: MessageRow[] = [];
  for (const message of withPrefix(ctx.table(definition), keyPrefix(queue.id))) {
    const moment = expiryOf(at, message.sent);
    if (moment > ctx.now()) {
      planSweep(at, moment);
      break;
    }
    expired.push(message);
  }
  return expired;
}

function removeExpiredIds(at: LocatedQueue): void {
  const { ctx, queue } = at;
  const prefix = keyPrefix(queue.id);
  const expired: [string, string][] = [];
  for (const [place, row] of ctx.table(EXPIRING).range({ from: prefix })) {
    if (!place.startsWith(prefix)) break;
    const until = Number(keyParts(place)[1]);
    if (until > ctx.now()) {
      planSweep(at, until + ID_SLACK);
      break;
    }
    expired.push([place, row]);
  }
  for (const [place, row] of expired) {
    ctx.table(EXPIRING).delete(place);
    for (const table of [ctx.table(DEDUPLICATIONS), ctx.table(ATTEMPTS)]) {
      const known = table.get(row);
      if (known && known.until <= ctx.now()) table.delete(row);
    }
  }
}
