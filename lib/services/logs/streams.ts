import type { Context } from "../../runtime/context.js";
import { streamExists, streamNotFound } from "./errors.js";
import { StreamEvents } from "./events/chunks.js";
import { STREAM_DIGITS, startOf } from "./events/position.js";
import { oldestKept } from "./events/retention.js";
import type { LogStream } from "./generated/types.js";
import { existingGroup, groupArn } from "./groups.js";
import type { LogGroupRow } from "./state/groups.js";
import { activityKey, LOG_STREAMS, type LogStreamRow, STREAM_ACTIVITY, streamKey } from "./state/streams.js";

/** @throws ResourceNotFoundException for a missing group or stream. */
export function existingStream(ctx: Context, group: string, stream: string): LogStreamRow {
  existingGroup(ctx, group);
  const row = ctx.table(LOG_STREAMS).get(streamKey(group, stream));
  if (!row) throw streamNotFound();
  return row;
}

/** @throws ResourceNotFoundException, ResourceAlreadyExistsException */
export function createStream(ctx: Context, logGroupName: string, logStreamName: string): LogStreamRow {
  existingGroup(ctx, logGroupName);
  if (ctx.table(LOG_STREAMS).has(streamKey(logGroupName, logStreamName))) throw streamExists();
  const row = { logGroupName, logStreamName, id: ctx.ids.digits(STREAM_DIGITS), creationTime: ctx.now() };
  saveStream(ctx, undefined, row);
  return row;
}

export function saveStream(ctx: Context, before: LogStreamRow | undefined, row: LogStreamRow): void {
  ctx.table(LOG_STREAMS).put(streamKey(row.logGroupName, row.logStreamName), row);
  const moved = before && activityKey(before) !== activityKey(row);
  if (moved) ctx.table(STREAM_ACTIVITY).delete(activityKey(before));
  if (moved || !before) ctx.table(STREAM_ACTIVITY).put(activityKey(row), row.logStreamName);
}

/** Removes a stream and its events. */
export function removeStream(ctx: Context, row: LogStreamRow): void {
  new StreamEvents(ctx, row.id).clear();
  ctx.table(STREAM_ACTIVITY).delete(activityKey(row));
  ctx.table(LOG_STREAMS).delete(streamKey(row.logGroupName, row.logStreamName));
}

/** A stream as returned by DescribeLogStreams. */
export function describeStream(ctx: Context, group: LogGroupRow, row: LogStreamRow): LogStream {
  const { logStreamName, lastEventTimestamp, lastIngestionTime, uploadSequenceToken } = row;
  const firstEventTimestamp = firstTimestamp(ctx, group, row);
  return {
    logStreamName,
    creationTime: row.creationTime,
    ...(firstEventTimestamp !== undefined && { firstEventTimestamp }),
    ...(lastEventTimestamp !== undefined && { lastEventTimestamp }),
    ...(lastIngestionTime !== undefined && { lastIngestionTime }),
    ...(uploadSequenceToken !== undefined && { uploadSequenceToken }),
    arn: `${groupArn(ctx, row.logGroupName)}:log-stream:${logStreamName}`,
    // AWS has not reported the bytes of streams since 2019.
    storedBytes: 0,
  };
}

/** The first event that has not expired. */
function firstTimestamp(ctx: Context, group: LogGroupRow, row: LogStreamRow): number | undefined {
  const kept = oldestKept(ctx, group);
  if (row.firstEventTimestamp === undefined || row.firstEventTimestamp >= kept)
    return row.firstEventTimestamp;
  const [[first] = []] = new StreamEvents(ctx, row.id).from(startOf(kept));
  return first?.timestamp;
}
