import { createHash } from "node:crypto";
import type { RequestHead } from "../../../core/wire-hooks.js";
import { badChecksum, checksumInvalid, checksumMissing, severalChecksums } from "../errors/checksums.js";
import { ALGORITHMS, createHasher } from "./algorithms.js";
import { checkContentMd5, compareContentMd5 } from "./content-md5.js";
import { checksumHeader, isChecksum } from "./request.js";

/** Operations whose documents S3 takes only with a digest. */
const NEEDS_DIGEST = new Set([
  "DeleteObjects",
  "PutObjectLegalHold",
  "PutObjectLockConfiguration",
  "PutObjectRetention",
]);

/**
 * Holds a document (anything but an object's content) against the digests in
 * its request's headers.
 *
 * @throws BadDigest, InvalidDigest, InvalidRequest
 */
export function checkBody(operation: string, { headers }: RequestHead, body: Uint8Array): void {
  const md5 = headers["content-md5"];
  const promised = ALGORITHMS.filter((name) => headers[checksumHeader(name)] !== undefined);
  const [algorithm] = promised;
  if (md5 === undefined && algorithm === undefined) {
    if (NEEDS_DIGEST.has(operation)) throw checksumMissing();
    return;
  }
  if (md5 !== undefined) {
    checkContentMd5(md5);
    compareContentMd5(md5, createHash("md5").update(body).digest());
  }
  if (promised.length > 1) throw severalChecksums();
  const value = algorithm && headers[checksumHeader(algorithm)];
  if (algorithm === undefined || value === undefined) return;
  if (!isChecksum(algorithm, value)) throw checksumInvalid(algorithm);
  const hasher = createHasher(algorithm);
  hasher.update(body);
  if (hasher.digest().toString("base64") !== value) throw badChecksum(algorithm);
}
