import type { AwsError } from "../../core/errors.js";
import type { BrokenConstraint } from "../../core/service.js";
import { clientException, invalidParameter } from "./errors.js";

/**
 * ECS has no ValidationException: a missing member is a ClientException, a
 * value outside its constraints an InvalidParameterException.
 */
export function validationError(message: string, first: BrokenConstraint): AwsError {
  return first.constraint === "Member must not be null" ? clientException(message) : invalidParameter(message);
}
