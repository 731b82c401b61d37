import type { Duration } from "../../../clock/duration.js";
import type { Json } from "../../../runtime/store/codec.js";
import { describeThrown } from "../../../values/foreign-values.js";

/** An input of undeclared type. To use its members, annotate the handler's input. */
export type UntypedInput = Readonly<Record<string, unknown>>;

/**
 * Replaces a task, a state or a whole state machine. The input is parsed JSON. The return value is the
 * result; a returned `{ error, cause }` or an exception is a failure.
 */
export type MockHandler<Input = UntypedInput> = (input: Input, context: MockContext) => unknown;

/** A failure, by the name that Retry and Catch match. */
export interface MockFailure {
  readonly error: string;
  readonly cause?: string;
}

/**
 * A handler; a failure, as `{ error, cause }` or as an `Error` with that name and message; or any other JSON
 * value, which is the result.
 */
export type MockOutcome<Input = UntypedInput> =
  | MockHandler<Input>
  | MockFailure
  | Error
  | string
  | number
  | boolean
  | null
  | object;

/** Outcomes of successive calls; the last one repeats. */
export type MockOutcomes<Input = UntypedInput> = readonly [MockOutcome<Input>, ...MockOutcome<Input>[]];

/** The context of a call. */
export interface MockContext {
  readonly executionArn: string;
  /** The name of the state machine. */
  readonly stateMachine: string;
  /** The name of the state; omitted for a mock of a whole state machine. */
  readonly state?: string;
  /** The resource of a Task state, such as `arn:aws:states:::glue:startJobRun.sync`. */
  readonly resource?: string;
  /** Number of retries of the state before this call, from 0. */
  readonly retryCount: number;
  /**
   * The token of a `.waitForTaskToken` task. If the handler returns nothing, the task waits until the token
   * is sent back.
   */
  readonly taskToken?: string;
  /** Aborts when the simulator is reset, restored or closed. */
  readonly signal: AbortSignal;
  /** Waits on the simulated clock. */
  sleep(duration: Duration): Promise<void>;
}

/** The result of a call. */
export type MockResult =
  /**
   * `output` is omitted if a handler returned nothing: the result is `null`, or the task waits for its token.
   */
  { readonly output?: Json } | MockFailure;

export function isFailure(value: object): value is MockFailure {
  const { error, cause, ...others } = value as { readonly error?: unknown; readonly cause?: unknown };
  return (
    typeof error === "string" &&
    (cause === undefined || typeof cause === "string") &&
    Object.keys(others).length === 0
  );
}

/** Converts an outcome, or a handler's return value. */
export function toResult(value: unknown): MockResult {
  if (value === undefined) return {};
  if (typeof value === "object" && value !== null && isFailure(value)) return failureOf(value);
  try {
    const text: string | undefined = JSON.stringify(value);
    if (text !== undefined) return { output: JSON.parse(text) as Json };
  } catch (reason) {
    return notJson(describeThrown(reason).message);
  }
  return notJson(`It is a ${typeof value}.`);
}

/** Converts an exception of a handler: `{ error, cause }`, or an error. */
export function toFailure(reason: unknown): MockFailure {
  if (typeof reason === "object" && reason !== null && isFailure(reason)) return failureOf(reason);
  const { name, message } = describeThrown(reason);
  return { error: name, cause: message };
}

function failureOf({ error, cause }: MockFailure): MockFailure {
  return cause === undefined ? { error } : { error, cause };
}

function notJson(reason: string): MockFailure {
  return { error: "States.Runtime", cause: `The result of the mock is not JSON. ${reason}` };
}
