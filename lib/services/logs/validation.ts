import type { AwsError } from "../../core/errors.js";
import type { BrokenConstraint } from "../../core/service.js";
import { invalidParameter, validationException } from "./errors.js";

/** The vended logs API, whose operations name the error of younger services. */
const DELIVERY_OPERATION =
  /^(Create|Get|Put|Update|Delete|Describe)(Delivery|Deliveries|ConfigurationTemplates)/;

/** Input that the model does not allow. Most operations report it like any other wrong parameter. */
export function validationError(message: string, _first: BrokenConstraint, operation: string): AwsError {
  return DELIVERY_OPERATION.test(operation) ? validationException(message) : invalidParameter(message);
}
