import type { AwsError } from "../../../runtime/errors.js";
import { accessDenied, invalidArgument } from "./requests.js";
import { s3Error } from "./s3-error.js";

export function malformedForm(): AwsError {
  const message = "The body of your POST request is not well-formed multipart/form-data.";
  return s3Error(400, "MalformedPOSTRequest", message);
}

export function fieldsTooLarge(): AwsError {
  const message = "Your POST request fields preceding the upload file were too large.";
  return s3Error(400, "MaxPostPreDataLengthExceeded", message);
}

export function missingField(name: string): AwsError {
  const message = `Bucket POST must contain a field named '${name}'.  If it is specified, please check the order of the fields.`;
  return invalidArgument(message, name, "");
}

export function emptyKey(): AwsError {
  return invalidArgument("User key must have a length greater than 0.", "key", "");
}

export function missingFile(): AwsError {
  return invalidArgument("POST requires exactly one file upload per request.", "file", "0");
}

export function invalidPolicy(reason: string): AwsError {
  return s3Error(400, "InvalidPolicyDocument", `Invalid Policy: ${reason}`);
}

/** The form is not what its policy allows. */
export function againstPolicy(reason: string): AwsError {
  return accessDenied(`Invalid according to Policy: ${reason}`);
}

export function fileTooLarge(ProposedSize: number, MaxSizeAllowed: number): AwsError {
  const message = "Your proposed upload exceeds the maximum allowed size";
  return s3Error(400, "EntityTooLarge", message, { ProposedSize, MaxSizeAllowed });
}

export function fileTooSmall(ProposedSize: number, MinSizeAllowed: number): AwsError {
  const message = "Your proposed upload is smaller than the minimum allowed size";
  return s3Error(400, "EntityTooSmall", message, { ProposedSize, MinSizeAllowed });
}
