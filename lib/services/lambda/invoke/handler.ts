import type { Duration } from "../../../clock/duration.js";
import type { HandlerClientConfig } from "../../../runtime/ports/clients.js";
import { isError } from "../../../values/is-error.js";

/** An event of undeclared type. To use its members, annotate the handler's event. */
export type UntypedEvent = Readonly<Record<string, unknown>>;

/** The behaviour of a function. The event is parsed JSON, as in real runtimes. */
export type LambdaHandler<Event = UntypedEvent> = (event: Event, context: LambdaContext) => unknown;

/** A handler; an `Error`, which the function throws; or any other value, which it returns. */
export type LambdaOutcome<Event = UntypedEvent> =
  | LambdaHandler<Event>
  | Error
  | string
  | number
  | boolean
  | null
  | object;

/** Outcomes of successive calls; the last one repeats. */
export type LambdaOutcomes<Event = UntypedEvent> = readonly [LambdaOutcome<Event>, ...LambdaOutcome<Event>[]];

/**
 * The context of an invocation, by the names of the Node.js runtime:
 * https://docs.aws.amazon.com/lambda/latest/dg/nodejs-context.html
 */
export interface LambdaContext {
  readonly functionName: string;
  /** The executed version: a number or `$LATEST`. */
  readonly functionVersion: string;
  /** As invoked: unqualified, or with the alias or version. */
  readonly invokedFunctionArn: string;
  /** Megabytes, as a string, as in the runtime. */
  readonly memoryLimitInMB: string;
  readonly awsRequestId: string;
  readonly logGroupName: string;
  readonly logStreamName: string;
  /** The caller's parsed client context; absent if there is none. */
  readonly clientContext?: unknown;
  /** The function's environment: its own variables, and those that Lambda sets. */
  readonly env: Readonly<Record<string, string>>;
  /**
   * Configuration for an AWS SDK client with the execution role of the function.
   *
   * @throws Error for a function without a role if permissions are enforced.
   */
  clientConfig(): HandlerClientConfig;
  /** Number of this attempt, from 1; asynchronous invocations are retried. */
  readonly attempt: number;
  /** Aborts when the function times out or the simulator is reset. */
  readonly signal: AbortSignal;
  /** Milliseconds of simulated time until the function times out. */
  getRemainingTimeInMillis(): number;
  /** Writes a line to the function's log. Values other than strings are written as JSON. */
  log(...values: unknown[]): void;
  /** Waits on the simulated clock. */
  sleep(duration: Duration): Promise<void>;
}

/** Applies an outcome: calls it, throws it, or returns it. */
export function perform<Event>(
  outcome: LambdaOutcome<Event> | undefined,
  event: unknown,
  context: LambdaContext,
): unknown {
  // The test declares the type of its events; nothing else sends them.
  if (isHandler<Event>(outcome)) return outcome(event as Event, context);
  if (isError(outcome)) throw outcome;
  return outcome;
}

function isHandler<Event>(outcome: LambdaOutcome<Event> | undefined): outcome is LambdaHandler<Event> {
  return typeof outcome === "function";
}
