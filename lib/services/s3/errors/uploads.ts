import type { AwsError } from "../../../runtime/errors.js";
import type { ChecksumType } from "../generated/types.js";
import { accessDenied, invalidArgument, invalidRequest, s3Error } from "./requests.js";

/** S3's minimum part size in bytes, except for the last part. */
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

/** The upload has a customer-provided key and the part has none, or the reverse. */
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

/** S3 writes algorithms in lower case in these messages. */
function lower(algorithm: string): string {
  return algorithm.toLowerCase();
}

export function typeNotOfAlgorithm(type: ChecksumType, algorithm: string): AwsError {
  return invalidRequest(
    `The ${type} checksum type cannot be used with the ${lower(algorithm)} checksum algorithm.`,
  );
}

export function typeWithoutAlgorithm(): AwsError {
  return invalidRequest(
    "The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header.",
  );
}

export function algorithmMismatch(expected: string, actual: string): AwsError {
  return invalidRequest(
    `Checksum Type mismatch occurred, expected checksum Type: ${lower(expected)}, ` +
      `actual checksum Type: ${lower(actual)}`,
  );
}

export function typeMismatch(created: ChecksumType | undefined): AwsError {
  return invalidRequest(
    `The upload was created using the ${created ?? "null"} checksum mode. ` +
      "The complete request must use the same checksum mode.",
  );
}

export function partChecksumMissing(algorithm: string, number: number): AwsError {
  return invalidRequest(
    `The upload was created using a ${lower(algorithm)} checksum. The complete request must include the ` +
      `checksum for each part. It was missing for part ${number} in the request.`,
  );
}

/** The part's checksum algorithm differs from the upload's. */
export function partChecksumOther(algorithm: string, number: number): AwsError {
  const message = `The ${lower(algorithm)} you specified for part ${number} did not match what we received.`;
  return s3Error(400, "BadDigest", message);
}

export function severalChecksums(): AwsError {
  return invalidRequest(
    "Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.",
  );
}

export function checksumInvalid(algorithm: string): AwsError {
  return invalidRequest(`Value for x-amz-checksum-${algorithm.toLowerCase()} header is invalid.`);
}

export function checksumUnsupported(): AwsError {
  return invalidRequest(
    "Checksum algorithm provided is unsupported. Please try again with any of the valid types: " +
      "[CRC32, CRC32C, CRC64NVME, SHA1, SHA256]",
  );
}

export function checksumMissing(): AwsError {
  return invalidRequest("Missing required header for this request: Content-MD5 OR x-amz-checksum-*");
}

/** @param algorithm As the operation prints it: `CRC32` for uploads, `crc32` where parts are completed. */
export function badChecksum(algorithm: string): AwsError {
  const message = `The ${algorithm} you specified did not match the calculated checksum.`;
  return s3Error(400, "BadDigest", message);
}

export function invalidDigest(value: string): AwsError {
  return s3Error(400, "InvalidDigest", "The Content-MD5 you specified was invalid.", {
    "Content-MD5": value,
  });
}

export function badDigest(ExpectedDigest: string, CalculatedDigest: string): AwsError {
  const message = "The Content-MD5 you specified did not match what we received.";
  return s3Error(400, "BadDigest", message, { ExpectedDigest, CalculatedDigest });
}

export function malformedForm(): AwsError {
  const message = "The body of your POST request is not well-formed multipart/form-data.";
  return s3Error(400, "MalformedPOSTRequest", message);
}

export function fieldsTooLarge(): AwsError {
  const message = "Your POST request fields preceding the upload file were too large.";
  return s3Error(400, "MaxPostPreDataLengthExceeded", message);
}

export function missingField(name: string): AwsError {
  const message = `Bucket POST must contain a field named '${name}'.  If it is specified, please check the order of the fields.`;
  return invalidArgument(message, name, "");
}

export function emptyKey(): AwsError {
  return invalidArgument("User key must have a length greater than 0.", "key", "");
}

export function missingFile(): AwsError {
  return invalidArgument("POST requires exactly one file upload per request.", "file", "0");
}

export function invalidPolicy(reason: string): AwsError {
  return s3Error(400, "InvalidPolicyDocument", `Invalid Policy: ${reason}`);
}

/** The form violates its policy. */
export function againstPolicy(reason: string): AwsError {
  return accessDenied(`Invalid according to Policy: ${reason}`);
}

export function fileTooLarge(ProposedSize: number, MaxSizeAllowed: number): AwsError {
  const message = "Your proposed upload exceeds the maximum allowed size";
  return s3Error(400, "EntityTooLarge", message, { ProposedSize, MaxSizeAllowed });
}

export function fileTooSmall(ProposedSize: number, MinSizeAllowed: number): AwsError {
  const message = "Your proposed upload is smaller than the minimum allowed size";
  return s3Error(400, "EntityTooSmall", message, { ProposedSize, MinSizeAllowed });
}
