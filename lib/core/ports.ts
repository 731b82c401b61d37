import type { Partition } from "./store.js";

/**
 * What one service may ask of another without knowing it. `sim.ts` plugs the
 * services in; a port that nobody fills is left out.
 */
export interface Ports {
  logs?: LogSink;
  callers?: CallerDirectory;
}

/** Knows the sessions behind temporary access keys: filled by STS. */
export interface CallerDirectory {
  /** `undefined` for a key that is no session's. */
  resolve(accessKeyId: string): SessionCaller | undefined;
}

export interface SessionCaller {
  readonly account: string;
  readonly arn: string;
  readonly userId: string;
}

/** Takes the output of containers and functions: filled by CloudWatch Logs. */
export interface LogSink {
  /** Says whether a group exists, for callers that must not create it. */
  hasGroup(at: Partition, group: string): boolean;
  /** Appends events to a stream; creates the group and the stream when they are not there. */
  write(at: Partition, group: string, stream: string, events: readonly LogEvent[]): void;
}

export interface LogEvent {
  /** Milliseconds since the epoch. */
  readonly timestamp: number;
  readonly message: string;
}
