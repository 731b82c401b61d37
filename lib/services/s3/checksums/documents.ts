import { own } from "../../../values/own.js";
import type { RequestHead } from "../../../wire/hooks.js";
import { badChecksum, checksumInvalid, checksumMissing, severalChecksums } from "../errors/uploads.js";
import { ALGORITHMS, type ChecksumAlgorithm, checksumOfBytes, md5Of } from "./algorithms.js";
import { checkContentMd5, compareContentMd5 } from "./content-md5.js";
import { checksumHeader, isChecksum } from "./request.js";

/** Operations for whose documents S3 requires a digest. SDKs send one for more operations. */
const NEEDS_DIGEST: ReadonlySet<string> = new Set([
  "DeleteObjects",
  "PutBucketCors",
  "PutBucketLifecycleConfiguration",
  "PutBucketReplication",
  "PutBucketTagging",
  "PutObjectLegalHold",
  "PutObjectLockConfiguration",
  "PutObjectRetention",
]);

/**
 * Verifies a document (any body except the content of an object) against the digests in the request headers.
 *
 * @throws BadDigest, InvalidDigest, InvalidRequest
 */
export function checkBody(operation: string, { headers }: RequestHead, body: Uint8Array): void {
  const md5 = headers["content-md5"];
  const promised = promises(operation, headers);
  if (md5 === undefined && promised.length === 0) {
    if (NEEDS_DIGEST.has(operation)) throw checksumMissing();
    return;
  }
  if (md5 !== undefined) {
    checkContentMd5(md5);
    compareContentMd5(md5, md5Of(body), "base64");
  }
  if (promised.length > 1) throw severalChecksums();
  for (const [algorithm, value] of promised) {
    if (!isChecksum(algorithm, value)) throw checksumInvalid(algorithm);
    if (checksumOfBytes(algorithm, body).toString("base64") !== value) throw badChecksum(algorithm);
  }
}

const HEADERS = ALGORITHMS.map((algorithm) => [algorithm, checksumHeader(algorithm)] as const);

function promises(operation: string, headers: RequestHead["headers"]): [ChecksumAlgorithm, string][] {
  const found: [ChecksumAlgorithm, string][] = [];
  // For this operation they apply to the resulting object.
  if (operation === "CompleteMultipartUpload") return found;
  for (const [algorithm, name] of HEADERS) {
    const value = own(headers, name);
    if (value !== undefined) found.push([algorithm, value]);
  }
  return found;
}
