import type { AwsError } from "../../core/errors.js";
import { invalidParameter } from "./errors.js";

/** Input that the model does not allow. CloudWatch Logs names it like any other wrong parameter. */
export function validationError(message: string): AwsError {
  return invalidParameter(message);
}
