import type { AwsError } from "../../../runtime/errors.js";
import { invalidArgument, invalidRequest } from "./requests.js";
import { s3Error } from "./s3-error.js";

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
