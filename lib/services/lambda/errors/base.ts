import { AwsError } from "../../../runtime/errors.js";

export function invalidParameter(message: string): AwsError {
  return new AwsError("InvalidParameterValueException", message);
}

export function resourceNotFound(message: string): AwsError {
  return new AwsError("ResourceNotFoundException", message);
}

export function resourceConflict(message: string): AwsError {
  return new AwsError("ResourceConflictException", message);
}

export function preconditionFailed(message: string): AwsError {
  return new AwsError("PreconditionFailedException", message);
}

export function invalidRequestContent(message: string): AwsError {
  return new AwsError("InvalidRequestContentException", message);
}

/** Not in the model: Lambda's front end answers it. */
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

/** A `Marker` that no listing gave. */
export function invalidMarker(): AwsError {
  return invalidParameter("Invalid pagination token");
}
