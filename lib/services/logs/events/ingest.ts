import type { Context } from "../../../runtime/context.js";
import type { LogEvent } from "../../../runtime/ports/logs.js";
import type { TimerHandler } from "../../../runtime/service.js";
import { defineTable } from "../../../runtime/store/store.js";
import { LOG_STREAMS, type LogStreamRow, streamKey } from "../state/streams.js";
import { type Batch, deliver } from "./deliver.js";

/** Digits of a sequence token. For years, CloudWatch Logs has started them with 496. */
const TOKEN_DIGITS = 56;

/** Events that are not readable yet, by their sequence token. */
interface PendingBatch extends Batch {
  readonly logGroupName: string;
  readonly logStreamName: string;
  /** Changes if the stream is deleted and created again. */
  readonly streamId: string;
}

export const PENDING_BATCHES = defineTable<PendingBatch>({ name: "logs.pending-batches", key: "token" });
const DELIVERY = "logs.event-delivery";

/**
 * Accepts events of any age and order into a stream. They are readable after the delay `delivery`. Returns
 * the stream's next sequence token.
 */
export function ingest(ctx: Context, stream: LogStreamRow, events: readonly LogEvent[]): string {
  const token = `496${ctx.ids.text("0123456789", TOKEN_DIGITS - 3)}`;
  const [first, ...others] = events;
  if (!first) return token;
  const batch: Batch = { events: [first, ...others], ingestionTime: ctx.now(), token };
  // Without a delay no timer is needed: the next request sees the events.
  if (ctx.delay("delivery") === 0) deliver(ctx, stream, batch);
  else {
    const { logGroupName, logStreamName, id } = stream;
    ctx.table(PENDING_BATCHES).put(token, { ...batch, logGroupName, logStreamName, streamId: id });
    ctx.later("delivery", DELIVERY, token);
  }
  return token;
}

export const DELIVERY_TIMERS: Readonly<Record<string, TimerHandler>> = {
  [DELIVERY]: (token, ctx) => {
    const batch = ctx.table(PENDING_BATCHES).get(token);
    if (!batch) return;
    ctx.table(PENDING_BATCHES).delete(token);
    const stream = ctx.table(LOG_STREAMS).get(streamKey(batch.logGroupName, batch.logStreamName));
    if (stream?.id === batch.streamId) deliver(ctx, stream, batch);
  },
};
