import type { AwsError } from "../../../runtime/errors.js";
import {
  accessDenied,
  invalidArgument,
  invalidRequest,
  malformedXml,
  methodNotAllowed,
  s3Error,
} from "./requests.js";

export function malformedAcl(): AwsError {
  return s3Error(400, "MalformedACLError", malformedXml().message);
}

/** The message is empty, as in S3. */
export function unknownCannedAcl(value: string): AwsError {
  return invalidArgument("", "x-amz-acl", value);
}

/** @param name its place in the request: `uri` in a header, `Group/URI` in XML. */
export function invalidGroup(name: string, uri: string): AwsError {
  return invalidArgument("Invalid group uri", name, uri);
}

/** @param name its place in the request: `id` in a header, `CanonicalUser/ID` in XML. */
export function invalidGrantee(name: string, id: string): AwsError {
  return invalidArgument("Invalid id", name, id);
}

export function unreadableGrant(header: string, text: string): AwsError {
  return invalidArgument("Argument format not recognized", header, text);
}

/** Since October 2025, S3 rejects grants to e-mail addresses. */
export function emailGrant(resource: "BUCKET" | "OBJECT"): AwsError {
  return methodNotAllowed("PUT", resource);
}

export function noAclSupplied(): AwsError {
  const message = "Your request was missing a required header";
  return s3Error(400, "MissingSecurityHeader", message, { MissingHeaderName: "x-amz-acl" });
}

export function cannedAclAndGrants(): AwsError {
  return invalidRequest("Specifying both Canned ACLs and Header Grants is not allowed");
}

export function aclInHeadersAndBody(): AwsError {
  return s3Error(400, "UnexpectedContent", "This request does not support content");
}

export function aclsDisabled(): AwsError {
  return s3Error(400, "AccessControlListNotSupported", "The bucket does not allow ACLs");
}

export function aclAgainstOwnership(BucketName: string): AwsError {
  const message = "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting";
  return s3Error(400, "InvalidBucketAclWithObjectOwnership", message, { BucketName });
}

/** CreateBucket requests a public ACL, which every new bucket blocks. */
export function publicAclOfNewBucket(BucketName: string): AwsError {
  const message = "Bucket cannot have public ACLs set with BlockPublicAccess enabled";
  return s3Error(400, "InvalidBucketAclWithBlockPublicAccessError", message, { BucketName });
}

/** @param action `s3:PutBucketAcl`, and so on. @param resource its ARN. */
export function publicAclBlocked(caller: string, action: string, resource: string): AwsError {
  return accessDenied(
    `User: ${caller} is not authorized to perform: ${action} on resource: "${resource}" because public access ` +
      "control lists (ACLs) are blocked by the BlockPublicAcls block public access setting",
  );
}

/** S3 names this header in all errors about encryption, whichever header is invalid. */
const ARGUMENT = "x-amz-server-side-encryption";

const CUSTOMER_KEYS = "Requests specifying Server Side Encryption with Customer provided keys must provide";

export function invalidEncryptionAlgorithm(ArgumentValue: string): AwsError {
  const message = "The Encryption request you specified is not valid. Supported value: AES256.";
  return s3Error(400, "InvalidEncryptionAlgorithmError", message, { ArgumentName: ARGUMENT, ArgumentValue });
}

export function keyWithoutKms(): AwsError {
  const message =
    "Server Side Encryption with AWS KMS managed key requires HTTP header x-amz-server-side-encryption : aws:kms";
  return invalidArgument(message, ARGUMENT);
}

export function incompatibleEncryption(method: string): AwsError {
  const message =
    "Server Side Encryption with Customer provided key is incompatible with the encryption method specified";
  return invalidArgument(message, ARGUMENT, method);
}

export function customerAlgorithmMissing(): AwsError {
  return invalidArgument(`${CUSTOMER_KEYS} a valid encryption algorithm.`, ARGUMENT);
}

export function customerKeyMissing(): AwsError {
  return invalidArgument(`${CUSTOMER_KEYS} an appropriate secret key.`, ARGUMENT);
}

export function customerKeyInvalid(): AwsError {
  return invalidArgument("The secret key was invalid for the specified algorithm.", ARGUMENT);
}

export function customerKeyDigestWrong(): AwsError {
  const message = "The calculated MD5 hash of the key did not match the hash that was provided.";
  return invalidArgument(message, ARGUMENT);
}

export function customerKeyNeeded(): AwsError {
  return invalidRequest(
    "The object was stored using a form of Server Side Encryption. " +
      "The correct parameters must be provided to retrieve the object.",
  );
}

export function customerKeyWrong(): AwsError {
  return accessDenied(`${CUSTOMER_KEYS} the correct secret key.`);
}

export function customerKeyNotApplicable(): AwsError {
  return invalidRequest("The encryption parameters are not applicable to this object.");
}

/** @param message In KMS's own words. */
export function kmsNotFound(message: string): AwsError {
  return s3Error(400, "KMS.NotFoundException", message);
}

/** A version protected by Object Lock cannot be deleted, nor its protection removed. */
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

/** The object has no retention, or no legal hold. */
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

/** The error of PutObject and UploadPart for a lock without a checksum. */
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

/** S3 writes times in errors as Java's `toString` in its servers' zone: `Tue Dec 31 16:00:00 PST 2019`. */
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
