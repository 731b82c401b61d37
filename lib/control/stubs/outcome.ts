import type { AwsError } from "../../runtime/errors.js";
import type { GivenValues } from "../../runtime/execute.js";
import { shown } from "../../values/foreign-values.js";
import { isError } from "../../values/is-error.js";
import { andThen } from "../../values/promises.js";
import type { StubFunction, StubOutcome } from "./answer.js";
import { awsErrorOf, givenErrorOf, isGivenError } from "./given-errors.js";
import type { StubbedCall } from "./stubbed-call.js";

/** The response to one call: an output by the model, or an error. */
export type Settled = { readonly output: object } | { readonly error: AwsError };

/**
 * Computes the response to a call. @throws any exception of a function of the test; TypeError for an output
 * that the operation cannot return.
 */
export type Outcome = (call: StubbedCall) => Settled | PromiseLike<Settled>;

/**
 * Converts the response given by a test to an outcome.
 *
 * @throws TypeError for a fixed response that the operation cannot return.
 */
export function outcomeOf(answer: StubOutcome, given: GivenValues): Outcome {
  if (isFunction(answer)) return called(answer);
  const settled = settle(answer, given);
  return "output" in settled ? readable(settled) : () => settled;
}

function called(answer: StubFunction): Outcome {
  return (call) => {
    const { input } = call;
    const returned = call.ctx.work.run<unknown>(() => answer(input, call.context(input)));
    return andThen(returned, (value) => settle(value, call.given));
  };
}

function settle(value: unknown, given: GivenValues): Settled {
  if (isError(value)) return { error: awsErrorOf(value, given) };
  if (isGivenError(value, given)) return { error: givenErrorOf(value, given) };
  if (typeof value !== "object" && value !== undefined)
    throw new TypeError(`A response cannot be ${shown(value)}. Use an output, an error, or a function.`);
  return { output: given.output(value) };
}

/** A stream can be read once, while bytes, strings and functions can serve every call. */
function readable(settled: { readonly output: object }): Outcome {
  if (!Object.values(settled.output).some(isReadOnce)) return () => settled;
  let isRead = false;
  return () => {
    if (isRead)
      throw new TypeError("Its stream was read by an earlier call. Use bytes, a string, or a function.");
    isRead = true;
    return settled;
  };
}

function isReadOnce(value: unknown): boolean {
  if (typeof value !== "object" || value === null || !(Symbol.asyncIterator in value)) return false;
  return !("whole" in value && value.whole !== undefined);
}

/** The test declares its input type. */
function isFunction(answer: StubOutcome): answer is StubFunction {
  return typeof answer === "function";
}
