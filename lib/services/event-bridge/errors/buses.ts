import { AwsError } from "../../../runtime/errors.js";

/** Input that violates a constraint of the model, or a rule between members. */
export function validationException(message: string): AwsError {
  return new AwsError("ValidationException", message);
}

/** @param name of the parameter, as AWS writes it: `Destination.Arn` */
export function invalidParameter(name: string, reason?: string): AwsError {
  const message = `Parameter ${name} is not valid.`;
  return validationException(reason === undefined ? message : `${message} Reason: ${reason}`);
}

/** There is no resource with this name. */
export function notFound(message: string): AwsError {
  return new AwsError("ResourceNotFoundException", message);
}

/** @param what `Event bus orders` */
export function alreadyExists(what: string): AwsError {
  return new AwsError("ResourceAlreadyExistsException", `${what} already exists.`);
}

export const limitExceeded = () =>
  new AwsError("LimitExceededException", "The requested resource exceeds the maximum number allowed.");

export const busNotFound = (name: string) => notFound(`Event bus ${name} does not exist.`);
export const eventSourceNotFound = (name: string) => notFound(`Event source ${name} does not exist.`);

export const slashInBusName = () => validationException("Event bus name must not contain '/'.");
export const defaultBusDeletion = () => validationException("Cannot delete event bus default.");
/** The text is not verified on AWS. */
export const busHasRules = () => validationException("Event bus can't be deleted since it has rules.");

export const statementNotFound = () => notFound("Statement with the provided id does not exist.");
export const actionNotSupported = () =>
  validationException("Provided value in parameter 'action' is not supported.");
/** The text is not verified on AWS. */
export const policyInvalid = () => invalidParameter("Policy", "The policy is not valid.");
/** The text is not verified on AWS. */
export const principalInvalid = () => invalidParameter("Policy", "Invalid principal in policy.");
/** The text is not verified on AWS. */
export const permissionIncomplete = (name: string) =>
  validationException(`Parameter(s) ${name} must be specified.`);
export const policyTooLong = () =>
  new AwsError("PolicyLengthExceededException", "The policy exceeds the maximum length allowed.");

/** The text is not verified on AWS. */
export const tooManyTags = () => validationException("The resource has too many tags.");
export const invalidNextToken = () => invalidParameter("NextToken");

export const accessDenied = (message: string) => new AwsError("AccessDeniedException", message);
