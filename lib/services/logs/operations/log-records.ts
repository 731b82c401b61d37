import type { Context } from "../../../runtime/context.js";
import { keyPrefix, withPrefix } from "../../../runtime/store/store.js";
import { invalidParameter, logRecordNotFound } from "../errors.js";
import { StreamEvents } from "../events/chunks.js";
import { comparePositions, positionOf, startOf } from "../events/position.js";
import { oldestKept } from "../events/retention.js";
import { search } from "../events/search.js";
import type {
  GetLogGroupFieldsRequest,
  GetLogGroupFieldsResponse,
  GetLogRecordRequest,
  GetLogRecordResponse,
} from "../generated/types.js";
import { referencedGroup } from "../groups.js";
import { discoveredFields } from "../insights/record.js";
import { toText } from "../insights/values.js";
import { decodePointer } from "../pointers.js";
import { LOG_STREAMS, streamKey } from "../state/streams.js";

const FIELDS = ["@timestamp", "@ingestionTime", "@message", "@logStream", "@log"] as const;
/** The period that GetLogGroupFields examines, in milliseconds. */
const LOOKED_AT = 15 * 60_000;

/** The event of a query's `@ptr`. */
export function getLogRecord({ logRecordPointer }: GetLogRecordRequest, ctx: Context): GetLogRecordResponse {
  const pointer = decodePointer(logRecordPointer);
  const position = positionOf(pointer?.digits ?? "");
  if (!pointer || !position) throw invalidParameter("The specified log record pointer is invalid.");
  const stream = ctx.table(LOG_STREAMS).get(streamKey(pointer.group, pointer.stream));
  const [[event] = []] = stream ? new StreamEvents(ctx, stream.id).from(position) : [];
  if (!event || comparePositions(event, position) !== 0) throw logRecordNotFound();
  const found = [...discoveredFields(event.message)].flatMap(([name, value]) =>
    value === undefined ? [] : [[name, toText(value)]],
  );
  return {
    logRecord: {
      ...Object.fromEntries(found),
      "@timestamp": String(event.timestamp),
      "@ingestionTime": String(event.ingestionTime),
      "@message": event.message,
      "@logStream": pointer.stream,
      "@log": `${ctx.account}:${pointer.group}`,
    },
  };
}

/** The fields of recent events, and the percentage of events with them. */
export function getLogGroupFields(input: GetLogGroupFieldsRequest, ctx: Context): GetLogGroupFieldsResponse {
  const group = referencedGroup(ctx, input);
  const streams = [...withPrefix(ctx.table(LOG_STREAMS), keyPrefix(group.logGroupName))];
  const middle = input.time === undefined ? undefined : input.time * 1000;
  const from = middle === undefined ? ctx.now() - LOOKED_AT : middle - LOOKED_AT / 2;
  const start = startOf(Math.max(0, from, oldestKept(ctx, group)));
  const counts = new Map<string, number>();
  let events = 0;
  for (const { event } of search(ctx, {
    streams,
    from: start,
    until: from + LOOKED_AT,
    matches: () => true,
  })) {
    events++;
    for (const name of [...FIELDS, ...discoveredFields(event.message).keys()]) {
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
  }
  const logGroupFields = [...counts].map(([name, count]) => ({
    name,
    percent: Math.round((count / events) * 100),
  }));
  return { logGroupFields: logGroupFields.sort((a, b) => b.percent - a.percent) };
}
