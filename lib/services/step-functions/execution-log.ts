import { createHash } from "node:crypto";
import type { Context } from "../../runtime/context.js";
import type { HistoryEvent, LoggingConfiguration, LogLevel } from "./generated/types.js";
import { logGroupOf } from "./machines/configuration.js";

/** The execution data for its log. */
export interface LoggedExecution {
  readonly executionArn: string;
  /** The name of the state machine. */
  readonly stateMachine: string;
  readonly startDate: Date;
  /** The configuration of the revision of the execution. */
  readonly loggingConfiguration: LoggingConfiguration;
}

/**
 * Writes an event of an execution to the log group of its state machine, as a line of JSON, if the log level
 * includes it (https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html).
 */
export function logEvent(ctx: Context, execution: LoggedExecution, event: HistoryEvent): void {
  const { level = "OFF", includeExecutionData = false } = execution.loggingConfiguration;
  if (!isLogged(level, event.type)) return;
  const destination = logGroupOf(execution.loggingConfiguration);
  const { logs } = ctx.ports;
  // A deleted group is not created again.
  if (!destination || !logs?.hasGroup(destination, destination.group)) return;
  const details = detailsOf(event);
  const message = JSON.stringify({
    id: String(event.id),
    type: event.type,
    details: includeExecutionData ? details : withoutData(details),
    previous_event_id: String(event.previousEventId ?? 0),
    event_timestamp: String(event.timestamp.getTime()),
    execution_arn: execution.executionArn,
  });
  const timestamp = event.timestamp.getTime();
  logs.write(destination, destination.group, streamOf(execution), [{ timestamp, message }]);
}

const FATAL = /^Execution(Aborted|Failed|TimedOut)$/;
const ERROR = /(Aborted|Failed|TimedOut)$|^FailStateEntered$/;

function isLogged(level: LogLevel, type: string): boolean {
  if (level === "ALL") return true;
  if (level === "ERROR") return ERROR.test(type);
  return level === "FATAL" && FATAL.test(type);
}

/** The details of an event, in the member for its type. */
function detailsOf(event: HistoryEvent): object {
  const [, details = {}] = Object.entries(event).find(([name]) => name.endsWith("EventDetails")) ?? [];
  return typeof details === "object" && details !== null ? details : {};
}

const DATA: ReadonlySet<string> = new Set([
  "input",
  "inputDetails",
  "output",
  "outputDetails",
  "parameters",
  "assignedVariables",
  "assignedVariablesDetails",
]);

function withoutData(details: object): object {
  return Object.fromEntries(Object.entries(details).filter(([name]) => !DATA.has(name)));
}

/** Executions of a state machine that start in the same minute share a stream. */
function streamOf({ stateMachine, startDate }: LoggedExecution): string {
  const minute = startDate.toISOString().slice(0, 16).replace(/[T:]/g, "-");
  const hash = createHash("sha256").update(`${stateMachine} ${minute}`).digest("hex").slice(0, 8);
  return `states/${stateMachine}/${minute}/${hash}`;
}
