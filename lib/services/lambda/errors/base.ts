import { AwsError } from "../../../runtime/errors.js";
import { type Constraint, describeBroken } from "../../../shared/constraints.js";

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

/** A constraint that the model does not have, in the words of those that it has. */
export function brokenConstraint(value: string, path: string, constraint: Constraint): AwsError {
  return validationException(describeBroken([{ value: `'${value}'`, path, constraint }]));
}

/** A `Marker` that no listing gave. */
export function invalidMarker(): AwsError {
  return invalidParameter("Invalid pagination token");
}
