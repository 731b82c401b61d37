import type { AwsError } from "../../../core/errors.js";
import { invalidArgument } from "./requests.js";

/** @param name as the query has it: `max-keys`. */
export function notAnInteger(name: string, value: string): AwsError {
  return invalidArgument(`Provided ${name} not an integer or within integer range`, name, value);
}

/** @param name in the words of S3's own code: `maxKeys`. */
export function negative(name: string, value: number): AwsError {
  const message = `Argument ${name} must be an integer between 0 and 2147483647`;
  return invalidArgument(message, name, String(value));
}

export function invalidListType(value: string): AwsError {
  return invalidArgument("Invalid List Type specified in Request", "list-type", value);
}

export function invalidEncoding(value: string): AwsError {
  return invalidArgument("Invalid Encoding Method specified in Request", "encoding-type", value);
}

export function invalidContinuationToken(value: string): AwsError {
  const message = "The continuation token provided is incorrect";
  return invalidArgument(message, "continuation-token", value);
}

export function versionWithoutKey(value: string): AwsError {
  const message = "A version-id marker cannot be specified without a key marker.";
  return invalidArgument(message, "version-id-marker", value);
}

export function invalidVersionMarker(value: string): AwsError {
  return invalidArgument("Invalid version id specified", "version-id-marker", value);
}

export function invalidUploadMarker(value: string): AwsError {
  return invalidArgument("Invalid uploadId marker", "upload-id-marker", value);
}
