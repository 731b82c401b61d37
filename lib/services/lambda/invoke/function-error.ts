import { describeThrown } from "../../../values/foreign-values.js";
import type { RuntimeFamily } from "../runtimes.js";
import type { InvocationError } from "./invocation.js";

/** A failure of a function, as in the response and the log. */
export interface FunctionFailure {
  readonly error: InvocationError;
  /** The response body. */
  readonly payload: string;
}

/** An exception of a handler, in the format of the function's runtime. */
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

/** The function timed out. */
export function timedOut(requestId: string, seconds: number): FunctionFailure {
  return platformFailure(
    "Sandbox.Timedout",
    `RequestId: ${requestId} Error: Task timed out after ${seconds.toFixed(2)} seconds`,
  );
}

/** The response exceeds Lambda's limit. */
export function responseTooLarge(limit: number): FunctionFailure {
  return platformFailure(
    "Function.ResponseSizeTooLarge",
    `Response payload size exceeded maximum allowed payload size (${limit} bytes).`,
  );
}

/** The function returned a value that is not JSON. */
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
