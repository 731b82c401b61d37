import type { AwsError } from "../../../core/errors.js";
import { refusal } from "./refusal.js";
import { invalidArgument, invalidRequest } from "./requests.js";

const SOURCE = "x-amz-copy-source";
const RANGE = "x-amz-copy-source-range";

/** @param what is wrong: `bucket name`, `object key`, ... S3 gives the header's name for its value. */
export function invalidCopySource(what: string): AwsError {
  return invalidArgument(`Invalid copy source ${what}`, SOURCE, SOURCE);
}

export function markerAsCopySource(): AwsError {
  return invalidRequest(
    "The source of a copy request may not specifically refer to a delete marker by version id.",
  );
}

/** The source is in an archive, and not restored from there. */
export function sourceNotActive(): AwsError {
  const message =
    "The source object of the COPY operation is not in the active tier and is only stored in Amazon S3 Glacier.";
  return refusal(403, "ObjectNotInActiveTierError", message);
}

export function sourceTooLarge(limit: number): AwsError {
  return invalidRequest(
    `The specified copy source is larger than the maximum allowable size for a copy source: ${limit}`,
  );
}

export function malformedCopyRange(value: string): AwsError {
  const message =
    "The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the " +
    "zero-based offsets of the first and last bytes to copy";
  return invalidArgument(message, RANGE, value);
}

export function copyRangeTooLong(value: string, size: number): AwsError {
  return invalidArgument(`Range specified is not valid for source object of size: ${size}`, RANGE, value);
}

export function copyRangeOutside(): AwsError {
  return invalidRequest("The specified copy range is invalid for the source object size");
}
