import { AwsError } from "../../../runtime/errors.js";
import type { ValidationExceptionReason } from "../generated/types.js";

/** Input that breaks a constraint of the model, or a rule between members. */
export function validationException(message: string, reason?: ValidationExceptionReason): AwsError {
  return new AwsError("ValidationException", message, reason === undefined ? {} : { members: { reason } });
}

/** The statuses in the order of the model and of AWS's errors. */
const MODELLED_STATUSES = "[RUNNING, SUCCEEDED, FAILED, TIMED_OUT, ABORTED, PENDING_REDRIVE]";
const AWS_STATUSES = "[SUCCEEDED, TIMED_OUT, PENDING_REDRIVE, ABORTED, FAILED, RUNNING]";

/** Input that breaks a constraint of the model, in AWS's wording. */
export function brokenConstraint(message: string): AwsError {
  return validationException(message.replace(MODELLED_STATUSES, AWS_STATUSES));
}

const invalidArn = (message: string) => new AwsError("InvalidArn", `Invalid Arn: '${message}'`);

/** A string that is not an ARN of this service. */
export const invalidArnPrefix = (text: string) => invalidArn(`Invalid ARN prefix: ${text}`);

/** An ARN of another resource type. @param type of the ARN: `express` */
export const wrongResourceType = (type: string) =>
  invalidArn(`Resource type not valid in this context: ${type}`);

export const invalidName = (name: string) => new AwsError("InvalidName", `Invalid Name: '${name}'`);

/** A `nextToken` that no listing returned, or an unknown task token. */
export const invalidToken = () => new AwsError("InvalidToken", "Invalid Token: 'Invalid token'");

/** A version or alias that does not exist. */
export const referencedResourceNotFound = () =>
  new AwsError("ResourceNotFound", "Request references a resource that does not exist.");

/** The resource cannot be tagged or does not exist. */
export const resourceNotFound = (arn: string) =>
  new AwsError("ResourceNotFound", `Resource not found: '${arn}'`, { members: { resourceName: arn } });

export const tooManyTags = (most: number, arn: string) =>
  new AwsError("TooManyTags", `Number of tags exceeds the limit of ${most}.`, {
    members: { resourceName: arn },
  });

export const conflict = (message: string) => new AwsError("ConflictException", message);

export const quotaExceeded = (message: string) => new AwsError("ServiceQuotaExceededException", message);
