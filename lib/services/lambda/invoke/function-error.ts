import { describeThrown } from "../../../values/foreign-values.js";
import type { RuntimeFamily } from "../runtimes.js";
import type { InvocationError } from "./invocation.js";

/** How a function failed: what the answer carries, and what the log shows. */
export interface FunctionFailure {
  readonly error: InvocationError;
  /** The answer's body. */
  readonly payload: string;
}

/** What a handler threw, in the words of the function's runtime. */
export function thrown(family: RuntimeFamily, requestId: string, reason: unknown): FunctionFailure {
  const { name, message, stack } = describeThrown(reason);
  const error = { errorType: name, errorMessage: message };
  const trace = stack?.split("\n") ?? [];
  switch (family) {
    case "python":
      return failure(error, {
        errorMessage: error.errorMessage,
        errorType: error.errorType,
        requestId,
        stackTrace: trace.slice(1).map((line) => `${line}\n`),
      });
    case "node":
      return failure(error, { ...error, trace });
    default:
      return failure(error, {
        errorMessage: error.errorMessage,
        errorType: error.errorType,
        stackTrace: trace.slice(1),
      });
  }
}

/** The function did not finish in its time. */
export function timedOut(requestId: string, seconds: number): FunctionFailure {
  return platformFailure(
    "Sandbox.Timedout",
    `RequestId: ${requestId} Error: Task timed out after ${seconds.toFixed(2)} seconds`,
  );
}

/** The function returned more than Lambda passes on. */
export function responseTooLarge(limit: number): FunctionFailure {
  return platformFailure(
    "Function.ResponseSizeTooLarge",
    `Response payload size exceeded maximum allowed payload size (${limit} bytes).`,
  );
}

/** The function returned something that is no JSON. */
export function notSerializable(reason: unknown): FunctionFailure {
  return platformFailure(
    "Runtime.MarshalError",
    `Unable to marshal response: ${describeThrown(reason).message}`,
  );
}

function platformFailure(errorType: string, errorMessage: string): FunctionFailure {
  const error = { errorType, errorMessage };
  return failure(error, error);
}

function failure(error: InvocationError, body: object): FunctionFailure {
  return { error, payload: JSON.stringify(body) };
}
