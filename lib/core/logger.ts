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
