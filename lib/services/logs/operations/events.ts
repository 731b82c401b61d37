import type { Context } from "../../../runtime/context.js";
import { withPrefix } from "../../../runtime/store/store.js";
import { decodeToken, encodeToken } from "../../../shared/pager.js";
import { invalidParameter, invalidToken } from "../errors.js";
import { checkBatch, rejected } from "../events/batch.js";
import { StreamEvents } from "../events/chunks.js";
import { ingest } from "../events/ingest.js";
import { readPage } from "../events/pages.js";
import { behind, digitsOf, latest, type Position, positionOf, startOf } from "../events/position.js";
import { oldestKept } from "../events/retention.js";
import { type FoundEvent, search } from "../events/search.js";
import { MOST_BYTES, MOST_EVENTS, sizeOf } from "../events/sizes.js";
import { readPattern } from "../filter-pattern/read-pattern.js";
import type {
  FilterLogEventsRequest,
  FilterLogEventsResponse,
  GetLogEventsRequest,
  GetLogEventsResponse,
  PutLogEventsRequest,
  PutLogEventsResponse,
} from "../generated/types.js";
import { existingGroup, referencedGroup } from "../groups.js";
import { LOG_STREAMS, type LogStreamRow, streamKey } from "../state/streams.js";
import { existingStream } from "../streams.js";

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html */
export function putLogEvents(input: PutLogEventsRequest, ctx: Context): PutLogEventsResponse {
  const { logGroupName, logStreamName, logEvents } = input;
  checkBatch(logEvents);
  const stream = existingStream(ctx, logGroupName, logStreamName);
  const { info, accepted } = rejected(ctx, existingGroup(ctx, logGroupName), logEvents);
  const nextSequenceToken = ingest(ctx, stream, accepted);
  return { nextSequenceToken, ...(info && { rejectedLogEventsInfo: info }) };
}

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetLogEvents.html */
export function getLogEvents(input: GetLogEventsRequest, ctx: Context): GetLogEventsResponse {
  const group = referencedGroup(ctx, input);
  const stream = existingStream(ctx, group.logGroupName, input.logStreamName);
  const page = readPage(new StreamEvents(ctx, stream.id), {
    from: Math.max(input.startTime ?? 0, oldestKept(ctx, group)),
    until: input.endTime ?? Number.MAX_SAFE_INTEGER,
    limit: input.limit ?? MOST_EVENTS,
    fromHead: input.startFromHead ?? false,
    token: input.nextToken,
  });
  return {
    ...page,
    events: page.events.map(({ timestamp, message, ingestionTime }) => ({
      timestamp,
      message,
      ingestionTime,
    })),
  };
}

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html */
export function filterLogEvents(input: FilterLogEventsRequest, ctx: Context): FilterLogEventsResponse {
  const { startTime = 0, endTime = Number.MAX_SAFE_INTEGER, limit = MOST_EVENTS } = input;
  const group = referencedGroup(ctx, input);
  const pattern = readPattern(input.filterPattern);
  const listing = JSON.stringify(["FilterLogEvents", group.logGroupName, input.filterPattern]);
  const found = search(ctx, {
    streams: searchedStreams(ctx, group.logGroupName, input),
    from: latest(resumed(listing, input.nextToken) ?? startOf(startTime), startOf(oldestKept(ctx, group))),
    until: endTime,
    matches: pattern.matches,
  });
  const { events, complete } = take(found, limit);
  const last = events.at(-1);
  return {
    events: events.map(({ stream: { id, logStreamName }, event }) => ({
      logStreamName,
      timestamp: event.timestamp,
      message: event.message,
      ingestionTime: event.ingestionTime,
      eventId: digitsOf(event, id),
    })),
    // AWS no longer fills this list, but returns it.
    searchedLogStreams: [],
    ...(!complete && last && { nextToken: encodeToken(listing, digitsOf(behind(last.event))) }),
  };
}

function searchedStreams(ctx: Context, group: string, input: FilterLogEventsRequest): LogStreamRow[] {
  const { logStreamNames, logStreamNamePrefix } = input;
  if (logStreamNames && logStreamNamePrefix !== undefined) {
    throw invalidParameter("LogStream names and LogStream name prefix are mutually exclusive parameters.");
  }
  if (logStreamNames) return [...new Set(logStreamNames)].map((name) => existingStream(ctx, group, name));
  return [...withPrefix(ctx.table(LOG_STREAMS), streamKey(group, logStreamNamePrefix ?? ""))];
}

function resumed(listing: string, token: string | undefined): Position | undefined {
  if (token === undefined) return undefined;
  const position = positionOf(decodeToken(listing, token) ?? "");
  if (!position) throw invalidToken();
  return position;
}

/** As many events as fit in a page, and whether these are all. */
function take(found: Iterable<FoundEvent>, limit: number): { events: FoundEvent[]; complete: boolean } {
  const events: FoundEvent[] = [];
  let bytes = 0;
  for (const next of found) {
    bytes += sizeOf(next.event);
    if (events.length === limit || (events.length > 0 && bytes > MOST_BYTES))
      return { events, complete: false };
    events.push(next);
  }
  return { events, complete: true };
}
