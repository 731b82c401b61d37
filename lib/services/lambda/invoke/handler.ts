import type { Duration } from "../../../clock/duration.js";
import { isError } from "../../../values/is-error.js";

/** An event whose type the test does not say. To compute with its members, annotate the handler's event. */
export type UntypedEvent = Readonly<Record<string, unknown>>;

/** What a function does, as a test writes it. The event is parsed JSON, as real runtimes hand it over. */
export type LambdaHandler<Event = UntypedEvent> = (event: Event, context: LambdaContext) => unknown;

/**
 * A handler; an `Error`, which the function then throws; or any other value,
 * which it returns.
 */
export type LambdaOutcome<Event = UntypedEvent> =
  | LambdaHandler<Event>
  | Error
  | string
  | number
  | boolean
  | null
  | object;

/** What a function does, call after call; the last outcome stays for all further calls. */
export type LambdaOutcomes<Event = UntypedEvent> = readonly [LambdaOutcome<Event>, ...LambdaOutcome<Event>[]];

/**
 * What a handler knows of its invocation, by the names of the Node.js runtime:
 * https://docs.aws.amazon.com/lambda/latest/dg/nodejs-context.html
 */
export interface LambdaContext {
  readonly functionName: string;
  /** The version that runs: a number or `$LATEST`. */
  readonly functionVersion: string;
  /** As it was invoked: unqualified, or with the alias or version. */
  readonly invokedFunctionArn: string;
  /** In MB, as text, as the runtime has it. */
  readonly memoryLimitInMB: string;
  readonly awsRequestId: string;
  readonly logGroupName: string;
  readonly logStreamName: string;
  /** The caller's client context, parsed; absent when there was none. */
  readonly clientContext?: unknown;
  /** The function's environment: its variables, and those that Lambda sets. */
  readonly env: Readonly<Record<string, string>>;
  /** Number of this attempt, from 1; asynchronous invocations are retried. */
  readonly attempt: number;
  /** Aborted when the function times out or the simulator is reset. */
  readonly signal: AbortSignal;
  /** Milliseconds of simulated time until the function times out. */
  getRemainingTimeInMillis(): number;
  /** Writes a line to the function's log. Values that are no text are written as JSON. */
  log(...values: unknown[]): void;
  /** Waits on the simulated clock. */
  sleep(duration: Duration): Promise<void>;
}

/** Does what an outcome is: calls it, throws it, or returns it. */
export function perform<Event>(
  outcome: LambdaOutcome<Event> | undefined,
  event: unknown,
  context: LambdaContext,
): unknown {
  // What its events are is the test's word: nothing else sends them.
  if (isHandler<Event>(outcome)) return outcome(event as Event, context);
  if (isError(outcome)) throw outcome;
  return outcome;
}

function isHandler<Event>(outcome: LambdaOutcome<Event> | undefined): outcome is LambdaHandler<Event> {
  return typeof outcome === "function";
}
