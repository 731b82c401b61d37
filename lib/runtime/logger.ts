/** Severity of a {@link LogEntry}. */
export type LogLevel = "debug" | "info" | "warn" | "error";

/** One structured line of the simulator's own log. */
export interface LogEntry {
  readonly level: LogLevel;
  readonly msg: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** Receives log lines. Default none. */
export type Logger = (entry: LogEntry) => void;

/** `fields.event` of entries for error responses. Programs that log every request omit them. */
export const ERROR_RESPONSE = "error-response";
