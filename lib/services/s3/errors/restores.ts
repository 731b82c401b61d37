import type { AwsError } from "../../../core/errors.js";
import { refusal } from "./refusal.js";

/** The object is in no archive. */
export function restoreNotAllowed(StorageClass: string): AwsError {
  const message = "Restore is not allowed for the object's current storage class";
  return refusal(403, "InvalidObjectState", message, { StorageClass });
}

export function restoreInProgress(): AwsError {
  return refusal(409, "RestoreAlreadyInProgress", "Object restore is already in progress");
}
