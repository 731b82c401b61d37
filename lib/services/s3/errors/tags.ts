import type { AwsError } from "../../../runtime/errors.js";
import { invalidArgument } from "./requests.js";
import { s3Error } from "./s3-error.js";

/** What tags are for. */
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

/** CreateBucket has a text of its own for what {@link systemTag} refuses. */
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
