import type { Context } from "../../../runtime/context.js";
import { keyPrefix, withPrefix } from "../../../runtime/store/store.js";
import { invalidParameter } from "../errors.js";
import type {
  CreateLogStreamRequest,
  DeleteLogStreamRequest,
  DescribeLogStreamsRequest,
  DescribeLogStreamsResponse,
} from "../generated/types.js";
import { referencedGroup } from "../groups.js";
import { pager } from "../paging.js";
import { activityKey, LOG_STREAMS, type LogStreamRow, STREAM_ACTIVITY, streamKey } from "../state/streams.js";
import { createStream, describeStream, existingStream, removeStream } from "../streams.js";

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogStream.html */
export function createLogStream(input: CreateLogStreamRequest, ctx: Context): object {
  createStream(ctx, input.logGroupName, input.logStreamName);
  return {};
}

export function deleteLogStream(input: DeleteLogStreamRequest, ctx: Context): object {
  removeStream(ctx, existingStream(ctx, input.logGroupName, input.logStreamName));
  return {};
}

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeLogStreams.html */
export function describeLogStreams(
  input: DescribeLogStreamsRequest,
  ctx: Context,
): DescribeLogStreamsResponse {
  const { logStreamNamePrefix: prefix = "", orderBy = "LogStreamName", descending = false } = input;
  const group = referencedGroup(ctx, input);
  const byTime = orderBy === "LastEventTime";
  if (byTime && input.logStreamNamePrefix !== undefined) {
    throw invalidParameter("Cannot order by LastEventTime with a logStreamNamePrefix.");
  }
  const { logGroupName } = group;
  const { items, next } = pager.page(input, {
    name: ["DescribeLogStreams", logGroupName, prefix, orderBy, descending],
    after: (position) =>
      byTime
        ? byActivity(ctx, logGroupName, descending, position)
        : byName(ctx, streamKey(logGroupName, prefix), descending, position),
    position: (row) => (byTime ? activityKey(row) : streamKey(logGroupName, row.logStreamName)),
  });
  return {
    logStreams: items.map((row) => describeStream(ctx, group, row)),
    nextToken: next,
  };
}

function byName(
  ctx: Context,
  prefix: string,
  descending: boolean,
  after: string | undefined,
): Generator<LogStreamRow> {
  const streams = ctx.table(LOG_STREAMS);
  return descending ? reversed(streams, prefix, after) : withPrefix(streams, prefix, after);
}

function* byActivity(
  ctx: Context,
  group: string,
  descending: boolean,
  after: string | undefined,
): Generator<LogStreamRow> {
  const index = ctx.table(STREAM_ACTIVITY);
  const prefix = keyPrefix(group);
  for (const name of descending ? reversed(index, prefix, after) : withPrefix(index, prefix, after)) {
    const row = ctx.table(LOG_STREAMS).get(streamKey(group, name));
    if (row) yield row;
  }
}

/** No key of these tables continues with this character after a prefix. */
const LAST = "\uffff";

/** Rows whose keys start with a prefix, in reverse order. */
function* reversed<Row>(
  table: {
    range(range: { from?: string; after?: string; reverse: boolean }): Iterable<[string, Row]>;
  },
  prefix: string,
  after: string | undefined,
): Generator<Row> {
  const range = after === undefined ? { from: prefix + LAST } : { after };
  for (const [key, row] of table.range({ ...range, reverse: true })) {
    if (!key.startsWith(prefix)) return;
    yield row;
  }
}
