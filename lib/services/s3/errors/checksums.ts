import type { AwsError } from "../../../runtime/errors.js";
import { invalidRequest } from "./requests.js";
import { s3Error } from "./s3-error.js";

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
