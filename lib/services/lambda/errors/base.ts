import { AwsError } from "../../../core/errors.js";

/** Lambda marks the caller's faults in the body too; only `ValidationException` goes without. */
const USER = { members: { Type: "User" } };

export function invalidParameter(message: string): AwsError {
  return new AwsError("InvalidParameterValueException", message, USER);
}

export function resourceNotFound(message: string): AwsError {
  return new AwsError("ResourceNotFoundException", message, USER);
}

export function resourceConflict(message: string): AwsError {
  return new AwsError("ResourceConflictException", message, USER);
}

export function preconditionFailed(message: string): AwsError {
  return new AwsError("PreconditionFailedException", message, USER);
}

export function invalidRequestContent(message: string): AwsError {
  return new AwsError("InvalidRequestContentException", message, USER);
}

/** Not in the model: Lambda's front end answers it, without `Type`. */
export function entityTooLarge(message: string): AwsError {
  return new AwsError("RequestEntityTooLargeException", message, { status: 413 });
}

/** Input that breaks a constraint of the model. */
export function validationException(message: string): AwsError {
  return new AwsError("ValidationException", message, { status: 400 });
}

/** One broken constraint, in the words of the model's own checks. */
export function constraintViolation(value: string, path: string, constraint: string): AwsError {
  return validationException(oneViolation(value, path, constraint));
}

export function oneViolation(value: string, path: string, constraint: string): string {
  return `1 validation error detected: Value '${value}' at '${path}' failed to satisfy constraint: ${constraint}`;
}
