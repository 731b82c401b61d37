import type { AwsError } from "../../runtime/errors.js";
import type { BrokenConstraint } from "../../shared/constraints.js";
import { invalidParameter, nameTooLong, validationException } from "./errors.js";

/** The vended logs API, whose operations name the error of younger services. */
const DELIVERY_OPERATION =
  /^(Create|Get|Put|Update|Delete|Describe)(Delivery|Deliveries|ConfigurationTemplates)/;

/** The longest names of groups and streams have an error of their own. */
const NAMES: ReadonlySet<string> = new Set(["logGroupName", "logStreamName"]);

/** Input that the model does not allow. Most operations report it like any other wrong parameter. */
export function validationError(message: string, first: BrokenConstraint, operation: string): AwsError {
  if (NAMES.has(first.path) && first.constraint.kind === "maxLength") return nameTooLong();
  return DELIVERY_OPERATION.test(operation) ? validationException(message) : invalidParameter(message);
}
