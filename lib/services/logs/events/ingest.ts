import type { Context } from "../../../core/context.js";
import type { LogEvent } from "../../../core/ports.js";
import { existingGroup } from "../groups.js";
import { LOG_GROUPS } from "../state/groups.js";
import type { LogStreamRow } from "../state/streams.js";
import { saveStream } from "../streams.js";
import { deliverToSubscribers } from "../subscriptions.js";
import { type StoredEvent, StreamEvents } from "./chunks.js";
import { withSweep } from "./retention.js";
import { sizeOfAll } from "./sizes.js";

/** Digits of a sequence token; CloudWatch Logs has begun them with 496 for years. */
const TOKEN_DIGITS = 56;

/**
 * Takes events into a stream, whatever their age; they need not be in order.
 * Gives the stream's next sequence token.
 */
export function ingest(ctx: Context, stream: LogStreamRow, events: readonly LogEvent[]): string {
  const uploadSequenceToken = `496${ctx.ids.text("0123456789", TOKEN_DIGITS - 3)}`;
  const [first] = events;
  if (!first) return uploadSequenceToken;
  const group = existingGroup(ctx, stream.logGroupName);
  const stored = store(ctx, group.received, events);
  new StreamEvents(ctx, stream.id).add(stored);
  const oldest = stored[0]?.timestamp ?? first.timestamp;
  const latest = stored.at(-1)?.timestamp ?? first.timestamp;
  const received = group.received + events.length;
  const storedBytes = group.storedBytes + sizeOfAll(events);
  ctx.table(LOG_GROUPS).put(group.logGroupName, withSweep(ctx, { ...group, received, storedBytes }, oldest));
  saveStream(ctx, stream, {
    ...stream,
    firstEventTimestamp: Math.min(oldest, stream.firstEventTimestamp ?? oldest),
    lastEventTimestamp: Math.max(latest, stream.lastEventTimestamp ?? latest),
    lastIngestionTime: ctx.now(),
    uploadSequenceToken,
  });
  deliverToSubscribers(ctx, stream, stored);
  return uploadSequenceToken;
}

/** The events as they are kept, in order of time. */
function store(ctx: Context, received: number, events: readonly LogEvent[]): StoredEvent[] {
  const ingestionTime = ctx.now();
  const stored = events.map(({ timestamp, message }, i) => ({
    timestamp,
    message,
    ordinal: received + i,
    ingestionTime,
  }));
  const inOrder = stored.every((event, i) => i === 0 || (stored[i - 1]?.timestamp ?? 0) <= event.timestamp);
  return inOrder ? stored : stored.sort((a, b) => a.timestamp - b.timestamp);
}
