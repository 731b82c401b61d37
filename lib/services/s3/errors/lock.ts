import type { AwsError } from "../../../runtime/errors.js";
import { accessDenied, invalidArgument, invalidRequest } from "./requests.js";
import { s3Error } from "./s3-error.js";

/** A version that Object Lock protects is not deleted, nor its protection taken back. */
export function objectLocked(): AwsError {
  return accessDenied("Access Denied because object protected by object lock.");
}

export function bucketWithoutLock(): AwsError {
  return invalidRequest("Bucket is missing Object Lock Configuration");
}

export function lockConfigurationNotFound(BucketName: string): AwsError {
  const message = "Object Lock configuration does not exist for this bucket";
  return s3Error(404, "ObjectLockConfigurationNotFoundError", message, { BucketName });
}

/** The object never had a retention, or never a legal hold. */
export function objectLockNotFound(): AwsError {
  const message = "The specified object does not have a ObjectLock configuration";
  return s3Error(404, "NoSuchObjectLockConfiguration", message);
}

/** @param missing the header of the two that was left out. */
export function lockHeaderMissing(missing: string): AwsError {
  const message = "x-amz-object-lock-retain-until-date and x-amz-object-lock-mode must both be supplied";
  return invalidArgument(message, missing);
}

export function unknownLockMode(mode: string): AwsError {
  return invalidArgument("Unknown wormMode directive.", "x-amz-object-lock-mode", mode);
}

export function unknownLegalHold(status: string): AwsError {
  const message = "Legal Hold must be either of 'ON' or 'OFF'";
  return invalidArgument(message, "x-amz-object-lock-legal-hold", status);
}

export function retainedUntilPast(until: Date): AwsError {
  return invalidArgument(
    "The retain until date must be in the future!",
    "RetainUntilDate",
    seattleTime(until),
  );
}

/** What the operation that uploads says when an upload with a lock comes without any checksum. */
export function lockNeedsChecksum(): AwsError {
  const message =
    "Content-MD5 OR x-amz-checksum- HTTP header is required for Put Object requests with Object Lock parameters";
  return invalidRequest(message);
}

export function bypassWithoutLock(): AwsError {
  const header = "x-amz-bypass-governance-retention";
  return invalidArgument(`${header} is only applicable to Object Lock enabled buckets.`, header);
}

export function retentionPeriodNotPositive(): AwsError {
  return invalidArgument("Default retention period must be a positive integer value.", "Days");
}

export function retentionPeriodTooLarge(unit: "Days" | "Years"): AwsError {
  return invalidArgument("Default retention period is too large.", unit);
}

export function lockNeedsVersioning(): AwsError {
  const message = "Versioning must be 'Enabled' on the bucket to apply a Object Lock configuration";
  return s3Error(409, "InvalidBucketState", message);
}

export function lockKeepsVersioning(): AwsError {
  const message =
    "An Object Lock configuration is present on this bucket, so the versioning state cannot be changed.";
  return s3Error(409, "InvalidBucketState", message);
}

/** S3 shows times in errors as its servers' `toString` does: `Tue Dec 31 16:00:00 PST 2019`. */
function seattleTime(date: Date): string {
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone: "America/Los_Angeles",
    weekday: "short",
    month: "short",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
    year: "numeric",
    timeZoneName: "short",
  });
  const part = Object.fromEntries(format.formatToParts(date).map(({ type, value }) => [type, value]));
  const time = `${part.hour}:${part.minute}:${part.second}`;
  return `${part.weekday} ${part.month} ${part.day} ${time} ${part.timeZoneName} ${part.year}`;
}
