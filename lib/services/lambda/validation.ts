import type { AwsError } from "../../runtime/errors.js";
import type { BrokenConstraint } from "../../shared/constraints.js";
import { unknownRuntime } from "./errors/functions.js";
import { validationException } from "./errors/requests.js";
import { SUPPORTED_RUNTIMES } from "./runtimes.js";

/** The error for input that the model does not allow; runtimes have their own. */
export function validationError(message: string, { path, value }: BrokenConstraint): AwsError {
  if (path === "runtime") return unknownRuntime(value.replaceAll("'", ""), SUPPORTED_RUNTIMES);
  return validationException(message);
}
