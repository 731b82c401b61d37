import type { Context } from "../../../runtime/context.js";
import type { LogEvent } from "../../../runtime/ports/logs.js";
import { familyOf } from "../runtimes.js";
import type { InvocationTarget } from "./attempt.js";
import type { ExecutionEnvironment } from "./environments.js";
import type { FunctionFailure } from "./function-error.js";

const TAIL_BYTES = 4096;
/** Lambda reports measured memory; the simulator reports this constant. */
const MEMORY_USED = 64;
const INIT_MILLISECONDS = 100;

/**
 * The log of one invocation: https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-view.html
 */
export class ExecutionLog {
  private readonly events: LogEvent[] = [];
  private readonly startedAt: number;

  constructor(
    private readonly ctx: Context,
    private readonly target: InvocationTarget,
    private readonly environment: Pick<ExecutionEnvironment, "logStream" | "cold">,
    private readonly requestId: string,
  ) {
    this.startedAt = ctx.now();
    if (environment.cold) this.write(initLine(target));
    this.write(`START RequestId: ${requestId} Version: ${target.version}`);
  }

  write(line: string): void {
    this.events.push({ timestamp: this.ctx.now(), message: `${line}\n` });
  }

  /** Logs console output of a handler as the Node.js runtime does. */
  writeConsole(level: string, text: string): void {
    this.write(`${this.ctx.date().toISOString()}\t${this.requestId}\t${level}\t${text}`);
  }

  /** Logs a failure of the function as the runtime does. */
  writeFailure({ error, payload }: FunctionFailure): void {
    const moment = this.ctx.date().toISOString();
    if (error.errorType === "Sandbox.Timedout") {
      const [, message = ""] = / Error: (.*)$/s.exec(error.errorMessage) ?? [];
      this.write(`${moment} ${this.requestId} ${message}`);
    } else if (familyOf(this.target.settings.Runtime) === "node") {
      this.write(`${moment}\t${this.requestId}\tERROR\tInvoke Error \t${payload}`);
    } else {
      this.write(`[ERROR] ${error.errorType}: ${error.errorMessage}`);
    }
  }

  /** Ends the log and sends it to CloudWatch Logs. */
  finish(): void {
    const { settings } = this.target;
    const duration = this.ctx.now() - this.startedAt;
    const init = this.environment.cold ? `Init Duration: ${INIT_MILLISECONDS.toFixed(2)} ms\t` : "";
    this.write(`END RequestId: ${this.requestId}`);
    this.write(
      `REPORT RequestId: ${this.requestId}\tDuration: ${duration.toFixed(2)} ms\tBilled Duration: ${Math.max(1, Math.ceil(duration))} ms\t` +
        `Memory Size: ${settings.MemorySize} MB\tMax Memory Used: ${MEMORY_USED} MB\t${init}`,
    );
    const group = settings.LoggingConfig.LogGroup ?? `/aws/lambda/${this.target.name}`;
    this.ctx.ports.logs?.write(this.ctx, group, this.environment.logStream, this.events);
  }

  /** The last 4 KB in base64, as in `X-Amz-Log-Result`. */
  tail(): string {
    const text = Buffer.from(this.events.map(({ message }) => message).join(""));
    return text.subarray(Math.max(0, text.length - TAIL_BYTES)).toString("base64");
  }
}

function initLine({ settings }: InvocationTarget): string {
  const runtime = (settings.Runtime ?? "provided.al2023").replace(/^([a-z]+?)(\d.*)$/, "$1:$2");
  const arn = settings.RuntimeVersionConfig?.RuntimeVersionArn ?? "";
  return `INIT_START Runtime Version: ${runtime}.v1\tRuntime Version ARN: ${arn}`;
}
