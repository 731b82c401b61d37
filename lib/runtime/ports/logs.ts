import type { AccountRegion } from "../scope.js";

/** Stores the output of containers and functions. Implemented by CloudWatch Logs. */
export interface LogSink {
  /** Whether a group exists, for callers that must not create it. */
  hasGroup(at: AccountRegion, group: string): boolean;
  /** Appends events to a stream; creates missing groups and streams. */
  write(at: AccountRegion, group: string, stream: string, events: readonly LogEvent[]): void;
}

export interface LogEvent {
  /** Milliseconds since the epoch. */
  readonly timestamp: number;
  readonly message: string;
}
