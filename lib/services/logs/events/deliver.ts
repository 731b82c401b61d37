import type { Context } from "../../../runtime/context.js";
import type { LogEvent } from "../../../runtime/ports/logs.js";
import { existingGroup } from "../groups.js";
import { LOG_GROUPS } from "../state/groups.js";
import type { LogStreamRow } from "../state/streams.js";
import { saveStream } from "../streams.js";
import { deliverToSubscribers } from "../subscriptions.js";
import { type StoredEvent, StreamEvents } from "./chunks.js";
import { withSweep } from "./retention.js";
import { sizeOfAll } from "./sizes.js";

/** Events of one request to a stream. */
export interface Batch {
  readonly events: readonly [LogEvent, ...LogEvent[]];
  readonly ingestionTime: number;
  /** The stream's next sequence token. */
  readonly token: string;
}

/** Makes events of a stream readable, whatever their age and order, and passes them to subscriptions. */
export function deliver(ctx: Context, stream: LogStreamRow, batch: Batch): void {
  const { events, ingestionTime, token } = batch;
  const [first] = events;
  const group = existingGroup(ctx, stream.logGroupName);
  const stored = store(group.received, batch);
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
    lastIngestionTime: Math.max(ingestionTime, stream.lastIngestionTime ?? ingestionTime),
    uploadSequenceToken: token,
  });
  deliverToSubscribers(ctx, stream, stored);
}

/** The events as stored, in time order. */
function store(received: number, { events, ingestionTime }: Batch): StoredEvent[] {
  const stored = events.map(({ timestamp, message }, i) => ({
    timestamp,
    message,
    ordinal: received + i,
    ingestionTime,
  }));
  const inOrder = stored.every((event, i) => i === 0 || (stored[i - 1]?.timestamp ?? 0) <= event.timestamp);
  return inOrder ? stored : stored.sort((a, b) => a.timestamp - b.timestamp);
}
