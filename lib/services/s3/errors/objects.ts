import type { AwsError } from "../../../runtime/errors.js";
import { invalidArgument } from "./requests.js";
import { s3Error } from "./s3-error.js";

export function noSuchKey(Key: string): AwsError {
  return s3Error(404, "NoSuchKey", "The specified key does not exist.", { Key });
}

export function noSuchVersion(Key: string, VersionId: string): AwsError {
  return s3Error(404, "NoSuchVersion", "The specified version does not exist.", { Key, VersionId });
}

export function keyTooLong(Size: number): AwsError {
  return s3Error(400, "KeyTooLongError", "Your key is too long", { Size, MaxSizeAllowed: 1024 });
}

export function metadataTooLarge(Size: number, MaxSizeAllowed: number): AwsError {
  const message = "Your metadata headers exceed the maximum allowed metadata size";
  return s3Error(400, "MetadataTooLarge", message, { Size, MaxSizeAllowed });
}

export function invalidMetadataName(name: string): AwsError {
  return invalidArgument("The name of metadata you specified is not valid", `x-amz-meta-${name}`);
}

export function entityTooLarge(ProposedSize: number, MaxSizeAllowed: number): AwsError {
  const message = "Your proposed upload exceeds the maximum allowed size";
  return s3Error(400, "EntityTooLarge", message, { ProposedSize, MaxSizeAllowed });
}

export function invalidStorageClass(StorageClassRequested: string): AwsError {
  const message = "The storage class you specified is not valid";
  return s3Error(400, "InvalidStorageClass", message, { StorageClassRequested });
}

export function invalidRedirectLocation(): AwsError {
  const message = "The website redirect location must have a prefix of 'http://' or 'https://' or '/'.";
  return s3Error(400, "InvalidRedirectLocation", message);
}

export function redirectLocationTooLong(): AwsError {
  const message = "The length of website redirect location cannot exceed 2,048 characters.";
  return s3Error(400, "InvalidRedirectLocation", message);
}

/** The object is in an archive, and not restored from there. */
export function archived(StorageClass: string): AwsError {
  const message = "The operation is not valid for the object's storage class";
  return s3Error(403, "InvalidObjectState", message, { StorageClass });
}
