import { defineTable, key } from "../../../runtime/store/store.js";

/** Log streams, by {@link streamKey}. */
export interface LogStreamRow {
  readonly logGroupName: string;
  readonly logStreamName: string;
  /** Digits in the keys of its events; a stream that is deleted and created again gets others. */
  readonly id: string;
  readonly creationTime: number;
  readonly firstEventTimestamp?: number;
  readonly lastEventTimestamp?: number;
  readonly lastIngestionTime?: number;
  readonly uploadSequenceToken?: string;
}

export const LOG_STREAMS = defineTable<LogStreamRow>({
  name: "logs.streams",
  key: ["logGroupName", "logStreamName"],
});

/** Names of streams in the order of their last events, by {@link activityKey}. */
export const STREAM_ACTIVITY = defineTable<string>({
  name: "logs.stream-activities",
  key: ["logGroupName", "lastEvent", "logStreamName"],
});

export function streamKey(group: string, stream: string): string {
  return key(group, stream);
}

/** Streams without events are in creation order. */
export function activityKey(row: LogStreamRow): string {
  return key(row.logGroupName, row.lastEventTimestamp ?? row.creationTime, row.logStreamName);
}
