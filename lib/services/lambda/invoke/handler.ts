import type { Duration } from "../../../core/duration.js";
import { isError } from "../../../core/is-error.js";
import { Sequence } from "../../../core/sequence.js";

/**
 * What a function does, as a test writes it. The event is parsed JSON, as real
 * runtimes hand it over; it is typed by the test.
 */
// biome-ignore lint/suspicious/noExplicitAny: only the test knows the type of its event
export type LambdaHandler<Event = any> = (event: Event, context: LambdaContext) => unknown;

/**
 * A handler; an `Error`, which the function then throws; or any other value,
 * which it returns.
 */
export type LambdaOutcome = LambdaHandler | Error | string | number | boolean | null | object;

/** One outcome, or a {@link Sequence} of them. */
export type LambdaBehaviour = LambdaOutcome | Sequence<LambdaOutcome>;

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

/** Makes a handler of whatever a test gave. */
export function handlerFor(behaviour: LambdaBehaviour): LambdaHandler {
  return (event, context) => {
    const outcome = behaviour instanceof Sequence ? behaviour.take() : behaviour;
    if (typeof outcome === "function") return (outcome as LambdaHandler)(event, context);
    if (isError(outcome)) throw outcome;
    return outcome;
  };
}
