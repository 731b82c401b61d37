import type { AwsError } from "../../../runtime/errors.js";
import { invalidArgument } from "./requests.js";

/** @param name as the query has it: `max-keys`. */
export function notAnInteger(name: string, value: string): AwsError {
  return invalidArgument(`Provided ${name} not an integer or within integer range`, name, value);
}

/** A parameter of ListObjectsV2 in a ListObjects. */
export function onlyInVersion2(name: "continuation-token" | "start-after"): AwsError {
  const word = name === "start-after" ? "startAfter" : name;
  return invalidArgument(`${word} only supported in REST.GET.BUCKET with list-type=2`, name);
}

export function markerInVersion2(): AwsError {
  return invalidArgument("Marker unsupported with REST.GET.BUCKET in list-type=2", "marker");
}

/** @param name in the words of S3's own code, which differ by listing: `maxKeys`, `max-uploads`. */
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

export function invalidContinuationToken(): AwsError {
  return invalidArgument("The continuation token provided is incorrect", "continuation-token");
}

export function versionWithoutKey(value: string): AwsError {
  const message = "A version-id marker cannot be specified without a key marker.";
  return invalidArgument(message, "version-id-marker", value);
}

export function emptyVersionMarker(): AwsError {
  return invalidArgument("A version-id marker cannot be empty.", "version-id-marker", "");
}

/** ListObjectVersions has other words for it than the other listings. */
export function negativeMaxKeys(): AwsError {
  return invalidArgument("max-keys cannot be negative", "max-keys");
}

export function invalidVersionMarker(value: string): AwsError {
  return invalidArgument("Invalid version id specified", "version-id-marker", value);
}

export function invalidUploadMarker(value: string): AwsError {
  return invalidArgument("Invalid uploadId marker", "upload-id-marker", value);
}
