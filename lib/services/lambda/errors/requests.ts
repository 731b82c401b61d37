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

/** Not in the model: Lambda's front end returns it. */
export function entityTooLarge(message: string): AwsError {
  return new AwsError("RequestEntityTooLargeException", message, { status: 413 });
}

/** Input that breaks a constraint of the model. */
export function validationException(message: string): AwsError {
  return new AwsError("ValidationException", message, { status: 400 });
}

/** A constraint outside the model, in the wording of modelled ones. */
export function brokenConstraint(value: string, path: string, constraint: Constraint): AwsError {
  return validationException(describeBroken([{ value: `'${value}'`, path, constraint }]));
}

/** A `Marker` that no listing returned. */
export function invalidMarker(): AwsError {
  return invalidParameter("Invalid pagination token");
}

export const statementExists = (sid: string) =>
  resourceConflict(
    `The statement id (${sid}) provided already exists. Please provide a new statement id, or remove the existing statement.`,
  );

export const principalInvalid = () =>
  invalidParameter("The provided principal was invalid. Please check the principal and try again.");

export const noPolicyForLatest = () =>
  invalidParameter("We currently do not support adding policies for $LATEST.");

/** The error of GetPolicy and several other reads for missing resources. */
export const resourceMissing = () => resourceNotFound("The resource you requested does not exist.");

export const noPolicyAssociated = () => resourceNotFound("No policy is associated with the given resource.");

export const noPolicyFound = (arn: string) => resourceNotFound(`No policy found for: ${arn}`);

export const statementNotFound = (sid: string) =>
  resourceNotFound(`Statement ${sid} is not found in resource policy.`);

export const policyTooLong = (size: number) =>
  new AwsError(
    "PolicyLengthExceededException",
    `The final policy size (${size}) is bigger than the limit (20480).`,
  );

export const tooManyTags = () => invalidParameter("Number of tags exceeds resource tag limit.");

/** AWS's complete message for a tagging request without tags. */
export const genericRefusal = () =>
  invalidParameter("An error occurred and the request cannot be processed.");

export const onlyFunctionsHaveTags = () =>
  invalidParameter("Tags on function aliases and versions are not supported. Please specify a function ARN.");
