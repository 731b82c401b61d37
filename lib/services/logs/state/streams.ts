import { defineTable } from "../../../runtime/store/store.js";

/** Log streams, by {@link streamKey}. */
export interface LogStreamRow {
  readonly logGroupName: string;
  readonly logStreamName: string;
  /** Digits that its events are kept under; a stream that is deleted and made anew has another. */
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

/** Names of groups have no colon, so a group's streams stand together. */
export function streamKey(group: string, stream: string): string {
  return `${group}:${stream}`;
}

/** Streams without events are in the order of their creation. */
export function activityKey(row: LogStreamRow): string {
  const moment = String(row.lastEventTimestamp ?? row.creationTime).padStart(16, "0");
  return `${row.logGroupName}:${moment}:${row.logStreamName}`;
}
