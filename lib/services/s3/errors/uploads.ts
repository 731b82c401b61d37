import type { AwsError } from "../../../runtime/errors.js";
import { invalidArgument, invalidRequest } from "./requests.js";
import { s3Error } from "./s3-error.js";

/** S3's smallest part, but for the last. */
export const MIN_PART_SIZE = 5 * 1024 * 1024;

export function noSuchUpload(UploadId: string): AwsError {
  const message =
    "The specified upload does not exist. The upload ID may be invalid, or the upload may have been " +
    "aborted or completed.";
  return s3Error(404, "NoSuchUpload", message, { UploadId });
}

export function invalidPartNumber(number: number): AwsError {
  const message = "Part number must be an integer between 1 and 10000, inclusive";
  return invalidArgument(message, "partNumber", String(number));
}

export function invalidPart(UploadId: string, PartNumber: number, ETag: string): AwsError {
  const message =
    "One or more of the specified parts could not be found.  The part may not have been uploaded, or " +
    "the specified entity tag may not match the part's entity tag.";
  return s3Error(400, "InvalidPart", message, { UploadId, PartNumber, ETag });
}

export function invalidPartOrder(UploadId: string): AwsError {
  const message = "The list of parts was not in ascending order. Parts must be ordered by part number.";
  return s3Error(400, "InvalidPartOrder", message, { UploadId });
}

export function partTooSmall(size: number, PartNumber: number, ETag: string): AwsError {
  const message = "Your proposed upload is smaller than the minimum allowed size";
  const sizes = { ProposedSize: size, MinSizeAllowed: MIN_PART_SIZE };
  return s3Error(400, "EntityTooSmall", message, { ...sizes, PartNumber, ETag });
}

export function noParts(): AwsError {
  return invalidRequest("You must specify at least one part");
}

export function objectSizeMismatch(said: number, computed: number): AwsError {
  return invalidRequest(
    `The provided 'x-amz-mp-object-size' header value ${said} does not match what was computed: ${computed}`,
  );
}

/** The upload was begun with a customer-provided key and the part comes without one, or the other way round. */
export function partEncryptionMissing(): AwsError {
  return invalidRequest(
    "The multipart upload initiate requested encryption. Subsequent part requests must include the " +
      "appropriate encryption parameters.",
  );
}

export function partEncryptionDiffers(): AwsError {
  return invalidRequest("The provided encryption parameters did not match the ones used originally.");
}

const COPY_RANGE = "x-amz-copy-source-range";

export function malformedCopyRange(value: string): AwsError {
  const message =
    "The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the " +
    "zero-based offsets of the first and last bytes to copy";
  return invalidArgument(message, COPY_RANGE, value);
}

export function copyRangeTooLong(value: string, size: number): AwsError {
  return invalidArgument(
    `Range specified is not valid for source object of size: ${size}`,
    COPY_RANGE,
    value,
  );
}

export function copyRangeOutside(): AwsError {
  return invalidRequest("The specified copy range is invalid for the source object size");
}
