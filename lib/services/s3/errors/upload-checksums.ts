import type { AwsError } from "../../../runtime/errors.js";
import type { ChecksumType } from "../generated/types.js";
import { invalidRequest } from "./requests.js";
import { s3Error } from "./s3-error.js";

/** S3 names algorithms in lower case in these messages. */
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

/** The part's checksum is of another algorithm than the upload's. */
export function partChecksumOther(algorithm: string, number: number): AwsError {
  const message = `The ${lower(algorithm)} you specified for part ${number} did not match what we received.`;
  return s3Error(400, "BadDigest", message);
}
