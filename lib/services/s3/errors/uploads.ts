import type { AwsError } from "../../../core/errors.js";
import { refusal } from "./refusal.js";
import { invalidArgument } from "./requests.js";

/** S3's smallest part, but for the last. */
export const MIN_PART_SIZE = 5 * 1024 * 1024;

export function noSuchUpload(UploadId: string): AwsError {
  const message =
    "The specified upload does not exist. The upload ID may be invalid, or the upload may have been " +
    "aborted or completed.";
  return refusal(404, "NoSuchUpload", message, { UploadId });
}

export function invalidPartNumber(number: number): AwsError {
  const message = "Part number must be an integer between 1 and 10000, inclusive";
  return invalidArgument(message, "partNumber", String(number));
}

export function invalidPart(UploadId: string, PartNumber: number, ETag: string): AwsError {
  const message =
    "One or more of the specified parts could not be found.  The part may not have been uploaded, or " +
    "the specified entity tag may not match the part's entity tag.";
  return refusal(400, "InvalidPart", message, { UploadId, PartNumber, ETag });
}

export function invalidPartOrder(UploadId: string): AwsError {
  const message = "The list of parts was not in ascending order. Parts must be ordered by part number.";
  return refusal(400, "InvalidPartOrder", message, { UploadId });
}

export function partTooSmall(size: number, PartNumber: number, ETag: string): AwsError {
  const message = "Your proposed upload is smaller than the minimum allowed size";
  const sizes = { ProposedSize: size, MinSizeAllowed: MIN_PART_SIZE };
  return refusal(400, "EntityTooSmall", message, { ...sizes, PartNumber, ETag });
}

/** What a write's condition was about has changed since its upload was initiated: only a new upload can succeed. */
export function conditionalRequestConflict(Condition: string, Key: string): AwsError {
  const message =
    "The conditional request cannot succeed due to a conflicting operation against this resource.";
  return refusal(409, "ConditionalRequestConflict", message, { Condition, Key });
}
