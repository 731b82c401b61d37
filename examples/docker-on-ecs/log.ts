import type { Clock } from "./clock.js";

/** Members of a line of the log. */
export type LogFields = Readonly<Record<string, unknown>>;

/** The structured log: one JSON object per line. */
export interface Log {
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
}

/** A log that writes lines such as `{"time":"…","level":"info","message":"request",…}`. */
export function jsonLog(write: (line: string) => void, clock: Clock): Log {
  const at =
    (level: string) =>
    (message: string, fields: LogFields = {}) =>
      write(`${JSON.stringify({ time: new Date(clock.now()).toISOString(), level, message, ...fields })}\n`);
  return { info: at("info"), warn: at("warn"), error: at("error") };
}

/** The members of a line for an error, with what caused it. */
export function errorFields(error: unknown): LogFields {
  if (!(error instanceof Error)) return { error: String(error) };
  const { cause } = error;
  return {
    error: error.message,
    cause: cause instanceof Error ? cause.message : undefined,
    requestId: requestIdOf(cause) ?? requestIdOf(error),
    stack: error.stack,
  };
}

function requestIdOf(error: unknown): unknown {
  return typeof error === "object" && error !== null && "requestId" in error ? error.requestId : undefined;
}
