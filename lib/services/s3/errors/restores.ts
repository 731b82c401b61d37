import type { AwsError } from "../../../runtime/errors.js";
import { s3Error } from "./s3-error.js";

/** The object is in no archive. */
export function restoreNotAllowed(StorageClass: string): AwsError {
  const message = "Restore is not allowed for the object's current storage class";
  return s3Error(403, "InvalidObjectState", message, { StorageClass });
}

export function restoreInProgress(): AwsError {
  return s3Error(409, "RestoreAlreadyInProgress", "Object restore is already in progress");
}
