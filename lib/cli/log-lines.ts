import { styleText } from "node:util";
import type { LogEntry } from "../runtime/logger.js";
import { describeThrown, logText } from "../values/foreign-values.js";
import { isError } from "../values/is-error.js";

/** A log entry with its simulated time. */
export interface LogLine extends LogEntry {
  readonly time: Date;
}

/** Formats a line. */
export type LineFormat = (line: LogLine) => string;

/** One JSON object per line, for programs that read logs. */
export const jsonLine: LineFormat = ({ time, level, msg, fields }) =>
  JSON.stringify({ time, level, msg, ...fields }, (_, value: unknown) =>
    isError(value) ? describeThrown(value) : value,
  );

/** For people: time of day, event, and the relevant fields. */
export function prettyLine(colours: boolean): LineFormat {
  const paint = (style: Style, text: string) => (colours ? styleText(style, text) : text);
  return ({ time, level, msg, fields }) => {
    const clock = paint("dim", time.toISOString().slice(11, 23));
    if (fields.event === "request") return `${clock} ${requestText(fields, paint)}`;
    const mark = level === "info" ? "" : `${paint(LEVEL_STYLES[level], level)} `;
    const exceptions = Object.values(fields).filter(isError);
    const stacks = exceptions.map((exception) => `\n  ${logText(exception)}`).join("");
    const details = Object.entries(fields)
      .filter(([name, value]) => name !== "event" && !isError(value))
      .map(([name, value]) => ` ${paint("dim", `${name}=${logText(value)}`)}`);
    return `${clock} ${mark}${msg}${details.join("")}${stacks}`;
  };
}

type Style = "dim" | "green" | "red" | "yellow";

const LEVEL_STYLES = { debug: "dim", info: "green", warn: "yellow", error: "red" } as const;

function requestText(fields: LogEntry["fields"], paint: (style: Style, text: string) => string): string {
  const { service, operation, method, path, status, duration, errorCode, errorMessage } = fields;
  const asked = operation === undefined ? `${service} ${method} ${path}` : `${service} ${operation}`;
  // 0: a fault closed the connection.
  const shown = status === 0 ? "---" : String(status);
  const good = Number(status) >= 200 && Number(status) < 400;
  const reason = errorCode === undefined ? "" : ` ${errorCode}: ${errorMessage}`;
  return `${paint(good ? "green" : "red", shown)} ${asked} ${paint("dim", `${duration}ms`)}${reason}`;
}
