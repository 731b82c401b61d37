import type { AwsError } from "../../runtime/errors.js";
import type { BrokenConstraint } from "../../shared/constraints.js";
import { invalidParameter, nameTooLong, validationException } from "./errors.js";

/** The vended logs operations, which use the error of newer services. */
const DELIVERY_OPERATION =
  /^(Create|Get|Put|Update|Delete|Describe)(Delivery|Deliveries|ConfigurationTemplates)/;

/** Names of groups and streams that are too long have their own error. */
const NAMES: ReadonlySet<string> = new Set(["logGroupName", "logStreamName"]);

/** Input that the model does not allow. Most operations report it as an invalid parameter. */
export function validationError(message: string, first: BrokenConstraint, operation: string): AwsError {
  if (NAMES.has(first.path) && first.constraint.kind === "maxLength") return nameTooLong();
  return DELIVERY_OPERATION.test(operation) ? validationException(message) : invalidParameter(message);
}
