import type { AwsError } from "../../core/errors.js";
import type { ViolationKind } from "../../core/service.js";
import { clientException, invalidParameter } from "./errors.js";

/**
 * ECS has no ValidationException: a missing member is a ClientException, a
 * value outside its constraints an InvalidParameterException.
 */
export function validationError(message: string, violation: ViolationKind): AwsError {
  return violation === "required" ? clientException(message) : invalidParameter(message);
}
