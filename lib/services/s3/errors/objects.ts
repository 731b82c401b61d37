import type { AwsError } from "../../../runtime/errors.js";
import { invalidArgument, invalidRequest, s3Error } from "./requests.js";

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

/** The object is archived and not restored. */
export function archived(StorageClass: string): AwsError {
  const message = "The operation is not valid for the object's storage class";
  return s3Error(403, "InvalidObjectState", message, { StorageClass });
}

/** @param Condition The header that does not hold, as S3 spells it. */
export function preconditionFailed(Condition: string): AwsError {
  const message = "At least one of the pre-conditions you specified did not hold";
  return s3Error(412, "PreconditionFailed", message, { Condition });
}

export function conditionalRequestConflict(Condition: string, Key: string): AwsError {
  const message =
    "The conditional request cannot succeed due to a conflicting operation against this resource.";
  return s3Error(409, "ConditionalRequestConflict", message, { Condition, Key });
}

/** A header, or a value of it, that S3 has but general purpose buckets do not support. */
export function headerNotImplemented(Header: string, additionalMessage?: string): AwsError {
  const message = "A header you provided implies functionality that is not implemented";
  return s3Error(501, "NotImplemented", message, { Header, additionalMessage });
}

/** The object is not archived. */
export function restoreNotAllowed(StorageClass: string): AwsError {
  const message = "Restore is not allowed for the object's current storage class";
  return s3Error(403, "InvalidObjectState", message, { StorageClass });
}

export function restoreInProgress(): AwsError {
  return s3Error(409, "RestoreAlreadyInProgress", "Object restore is already in progress");
}

const SOURCE = "x-amz-copy-source";

export function invalidCopySourceKey(): AwsError {
  return invalidArgument("Invalid copy source object key", SOURCE, SOURCE);
}

export function invalidCopySourceBucket(): AwsError {
  return invalidArgument("Invalid copy source bucket name", SOURCE, SOURCE);
}

export function invalidCopySourceEncoding(): AwsError {
  return invalidArgument("Invalid copy source encoding.", SOURCE, SOURCE);
}

export function copyOfDeleteMarker(): AwsError {
  return invalidRequest(
    "The source of a copy request may not specifically refer to a delete marker by version id.",
  );
}

export function copySourceTooLarge(limit: number): AwsError {
  return invalidRequest(
    `The specified copy source is larger than the maximum allowable size for a copy source: ${limit}`,
  );
}

export function copyWithoutChange(): AwsError {
  return invalidRequest(
    "This copy request is illegal because it is trying to copy an object to itself without changing the " +
      "object's metadata, storage class, website redirect location or encryption attributes.",
  );
}

export function unknownDirective(what: "metadata" | "tagging", value: string): AwsError {
  return invalidArgument(`Unknown ${what} directive.`, `x-amz-${what}-directive`, value);
}

export function sourceNotInActiveTier(): AwsError {
  const message =
    "The source object of the COPY operation is not in the active tier and is only stored in Amazon S3 Glacier.";
  return s3Error(403, "ObjectNotInActiveTierError", message);
}

/** The tagged resource. */
export type Tagged = "object" | "bucket";

export function tooManyTags(tagged: Tagged): AwsError {
  const message =
    tagged === "object"
      ? "Object tags cannot be greater than 10"
      : "Bucket tag count cannot be greater than 50";
  return s3Error(400, "BadRequest", message);
}

export function duplicateTag(TagKey: string): AwsError {
  return invalidTag("Cannot provide multiple Tags with the same key", { TagKey });
}

export function invalidTagKey(TagKey: string): AwsError {
  return invalidTag("The TagKey you have provided is invalid", { TagKey });
}

export function invalidTagValue(TagKey: string, TagValue: string): AwsError {
  return invalidTag("The TagValue you have provided is invalid", { TagKey, TagValue });
}

export function systemTag(tagged: Tagged, TagKey: string): AwsError {
  const message =
    tagged === "object"
      ? "Your TagKey cannot be prefixed with aws:"
      : "System tags cannot be added/updated by requester";
  return invalidTag(message, { TagKey });
}

/** CreateBucket has its own message for what {@link systemTag} rejects. */
export function systemTagOfNewBucket(): AwsError {
  const message =
    `User-defined tag keys can't start with "aws:". This prefix is reserved for system tags. ` +
    `Remove "aws:" from your tag keys and try again.`;
  return invalidTag(message);
}

export function malformedTagHeader(text: string): AwsError {
  const message =
    "The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query parameters without tag name duplicates.";
  return invalidArgument(message, "x-amz-tagging", text);
}

export function noSuchTagSet(BucketName: string): AwsError {
  return s3Error(404, "NoSuchTagSet", "The TagSet does not exist", { BucketName });
}

function invalidTag(message: string, members: { TagKey?: string; TagValue?: string } = {}): AwsError {
  return s3Error(400, "InvalidTag", message, members);
}
