import type { LoggedRequest } from "../control/requests.js";
import type { LogEntry, LogLevel } from "../runtime/logger.js";
import { jsonLine, type LineFormat, prettyLine } from "./log-lines.js";
import type { Settings } from "./settings.js";

const SEVERITY = { debug: 0, info: 1, warn: 2, error: 3, silent: 4 } as const;

/** Writes events as log lines with simulated time. */
export class Log {
  /** Lines are buffered until there is a clock. */
  private clock: { date(): Date } | undefined;
  private early: LogEntry[] = [];
  private readonly format: LineFormat;
  private readonly threshold: number;

  constructor(
    private readonly out: NodeJS.WriteStream,
    settings: Pick<Settings, "logFormat" | "logLevel">,
    environment: Readonly<Record<string, string | undefined>>,
  ) {
    const pretty = settings.logFormat === "pretty" || (settings.logFormat === undefined && out.isTTY);
    this.format = pretty ? prettyLine(out.isTTY && !environment.NO_COLOR) : jsonLine;
    this.threshold = SEVERITY[settings.logLevel];
    // The reader of the log may stop first, as in `aws-sim | head -1`.
    out.on("error", () => {});
  }

  /** Sets the clock and writes the buffered lines. */
  startClock(clock: { date(): Date }): void {
    this.clock = clock;
    for (const entry of this.early) this.put(entry);
    this.early = [];
  }

  /** Logs an event of the program. */
  event(event: string, msg: string, fields: LogEntry["fields"] = {}): void {
    this.write({ level: "info", msg, fields: { event, ...fields } });
  }

  /** Logs an event that other programs wait for, at any level except silent. */
  announce(event: string, msg: string, fields: LogEntry["fields"]): void {
    if (this.threshold < SEVERITY.silent) this.put({ level: "info", msg, fields: { event, ...fields } });
  }

  /** Logs a completed request. */
  request(record: LoggedRequest): void {
    const { status } = record;
    const level: LogLevel = status >= 500 || status === 0 ? "warn" : "info";
    if (SEVERITY[level] < this.threshold) return;
    const { service, operation, duration, errorCode, errorMessage } = record;
    const { account, region, requestId, method, path } = record;
    const asked = { service, operation, status, duration, errorCode, errorMessage };
    const fields = { event: "request", ...asked, account, region, requestId, method, path };
    this.write({ level, msg: `${service} ${operation ?? `${method} ${path}`}`, fields });
  }

  /** Receives the simulator's own log. */
  readonly write = (entry: LogEntry): void => {
    if (SEVERITY[entry.level] >= this.threshold) this.put(entry);
  };

  private put(entry: LogEntry): void {
    if (this.clock) this.out.write(`${this.format({ time: this.clock.date(), ...entry })}\n`);
    else this.early.push(entry);
  }
}
