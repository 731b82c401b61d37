import { AwsError } from "../../runtime/errors.js";

export function validationError(message: string): AwsError {
  return new AwsError("ValidationError", message, { status: 400 });
}

export const roleArnInvalid = (arn: string) => validationError(`${arn} is invalid`);

export const chainedSessionTooLong = () =>
  validationError(
    "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.",
  );

export const sessionTooLong = () =>
  validationError("The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");

export const malformedPolicy = () =>
  new AwsError("MalformedPolicyDocument", "This policy contains invalid Json");

const invalidParameterValue = (message: string) =>
  new AwsError("InvalidParameterValue", message, { status: 400 });

export const duplicateTagKeys = () =>
  invalidParameterValue("Duplicate tag keys found. Please note that Tag keys are case insensitive.");

export const transitiveTagMissing = () =>
  invalidParameterValue("The specified transitive tag key must be included in the requested tags.");

export const transitiveTagConflict = () =>
  invalidParameterValue(
    "One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key from the calling session.",
  );

export const sessionCredentialsRefused = (operation: string) =>
  new AwsError("AccessDenied", `Cannot call ${operation} with session credentials`, { status: 403 });

export const notAJwt = () =>
  new AwsError(
    "InvalidIdentityToken",
    "The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)",
  );

export const tokenExpired = (now: Date, expiry: Date) =>
  new AwsError(
    "ExpiredTokenException",
    `Token expired: current date/time ${Math.floor(now.getTime() / 1000)} must be before the expiration date/time ${Math.floor(expiry.getTime() / 1000)}`,
  );
