import type { Context } from "../../../runtime/context.js";
import type { Blob } from "../../../wire/blob.js";
import { ALGORITHMS, checksumOf } from "../checksums/algorithms.js";
import { checksumIn } from "../checksums/request.js";
import { conditionalRequestConflict } from "../errors/objects.js";
import { algorithmMismatch, badChecksum, severalChecksums, typeMismatch } from "../errors/uploads.js";
import type { CompleteMultipartUploadRequest } from "../generated/types.js";
import { checkWriteConditions } from "../objects/conditions.js";
import { isObject, latestVersion } from "../objects/versions.js";
import type { StoredChecksum } from "../state/objects.js";
import type { UploadRow } from "../state/uploads.js";

/**
 * Validates the object of an upload against the request.
 *
 * @throws InvalidRequest, BadDigest
 */
export function checkCompletion(
  upload: UploadRow,
  input: CompleteMultipartUploadRequest,
  made: StoredChecksum,
  content: Blob,
): void {
  const { checksum } = upload;
  if (input.ChecksumType !== undefined && input.ChecksumType !== checksum?.type) {
    throw typeMismatch(checksum?.type);
  }
  const [algorithm, ...more] = ALGORITHMS.filter((name) => checksumIn(input, name) !== undefined);
  if (algorithm === undefined) return;
  if (more.length > 0) throw severalChecksums();
  if (checksum && algorithm !== checksum.algorithm) throw algorithmMismatch(checksum.algorithm, algorithm);
  const value =
    algorithm === made.algorithm ? made.value : checksumOf(algorithm, content.read()).toString("base64");
  // A composite checksum may have the number of parts as a suffix.
  const said = checksumIn(input, algorithm)?.replace(/-\d+$/, "");
  if (said !== value) throw badChecksum(algorithm.toLowerCase());
}

/**
 * Checks the conditions of a completion. If a change since the initiation determines the result, it is a
 * conflict that requires a new upload.
 *
 * @throws PreconditionFailed, NoSuchKey, ConditionalRequestConflict
 */
export function checkCompletionConditions(
  ctx: Context,
  { bucket, key, found }: UploadRow,
  input: CompleteMultipartUploadRequest,
): void {
  checkWriteConditions(ctx, bucket, key, input);
  const latest = latestVersion(ctx, bucket, key);
  const current = latest && isObject(latest) ? latest.sequence : undefined;
  if (input.IfNoneMatch !== undefined && found !== undefined) {
    throw conditionalRequestConflict("If-None-Match", key);
  }
  if (input.IfMatch !== undefined && current !== found) throw conditionalRequestConflict("If-Match", key);
}
