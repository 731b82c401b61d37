/** Severity of a {@link LogEntry}. */
export type LogLevel = "debug" | "info" | "warn" | "error";

/** One structured line of the simulator's own log. */
export interface LogEntry {
  readonly level: LogLevel;
  readonly msg: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** Where log lines go. Silent unless the `logger` option is given. */
export type Logger = (entry: LogEntry) => void;

/** `fields.event` of entries for requests that were answered with an error: programs that log every request leave them out. */
export const ERROR_RESPONSE = "error-response";
