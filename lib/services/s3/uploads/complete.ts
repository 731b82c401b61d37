import type { Context } from "../../../runtime/context.js";
import { Blob } from "../../../wire/blob.js";
import { findBucket } from "../buckets/find.js";
import { hasCustomerKey } from "../encryption/customer-keys.js";
import { noSuchUpload, objectSizeMismatch } from "../errors/uploads.js";
import type { CompleteMultipartUploadRequest } from "../generated/types.js";
import { announceWritten } from "../objects/announce.js";
import { checkWriteHeaders } from "../objects/conditions.js";
import { addVersion, isObject, latestVersion, otherVersions } from "../objects/versions.js";
import type { BucketRow } from "../state/buckets.js";
import type { ObjectVersion } from "../state/objects.js";
import type { UploadRow } from "../state/uploads.js";
import { checkCompletion, checkCompletionConditions } from "./completion-checks.js";
import { checksumOfWhole, multipartEtag } from "./digests.js";
import { checkPartKey } from "./encryption.js";
import { type NamedPart, namedParts, selectParts } from "./selected-parts.js";
import { removeUpload, uploadIfOpen } from "./uploads.js";

/** A completed upload. */
export interface Completed {
  readonly bucket: BucketRow;
  readonly object: ObjectVersion;
}

/**
 * Creates an object from the parts in a request, without copying them. If it throws, the upload is unchanged.
 * A repeated request succeeds again, because clients retry if they did not receive the response.
 */
export function completeUpload(input: CompleteMultipartUploadRequest, ctx: Context): Completed {
  const bucket = findBucket(ctx, input);
  checkWriteHeaders(input);
  const upload = uploadIfOpen(ctx, input);
  if (!upload) return { bucket, object: completedBefore(ctx, input) };
  const named = namedParts(input.MultipartUpload);
  if (hasCustomerKey(input)) checkPartKey(upload, input);
  return { bucket, object: complete(ctx, bucket, upload, named, input) };
}

function complete(
  ctx: Context,
  bucket: BucketRow,
  upload: UploadRow,
  named: readonly NamedPart[],
  input: CompleteMultipartUploadRequest,
): ObjectVersion {
  const parts = selectParts(ctx, upload, named);
  const content = Blob.join(parts.map((part) => part.content));
  const checksum = checksumOfWhole(upload, parts);
  if (input.MpuObjectSize !== undefined && input.MpuObjectSize !== content.size) {
    throw objectSizeMismatch(input.MpuObjectSize, content.size);
  }
  checkCompletion(upload, input, checksum, content);
  checkCompletionConditions(ctx, upload, input);
  const object = addVersion<ObjectVersion>(ctx, bucket, upload.key, (versionId, sequence) => ({
    ...settled(upload),
    versionId,
    sequence,
    kind: "object",
    content,
    etag: multipartEtag(parts.map(({ etag }) => etag)),
    // AWS: the date on which the upload was initiated.
    lastModified: upload.initiated,
    checksum,
    ...(upload.encryption.kind === "customer" && !upload.checksum && { checksumHidden: true }),
    parts: parts.map((part) => ({
      number: part.number,
      size: part.content.size,
      ...(upload.checksum && { checksum: { ...checksum, value: part.checksum.toString("base64") } }),
    })),
    uploadId: upload.uploadId,
  }));
  removeUpload(ctx, upload);
  announceWritten(ctx, bucket, "ObjectCreated:CompleteMultipartUpload", object);
  return object;
}

/** The object properties that were determined at initiation. */
function settled(upload: UploadRow) {
  const { bucket, uploadId, sequence, initiated, initiator, found, checksum, ...object } = upload;
  return object;
}

/**
 * The object that an identical earlier request created.
 *
 * @throws NoSuchUpload if there is none, or it was completed with other parts.
 */
function completedBefore(
  ctx: Context,
  { Bucket, Key, UploadId, MultipartUpload }: CompleteMultipartUploadRequest,
): ObjectVersion {
  const object = versionOf(ctx, Bucket, Key, UploadId);
  if (!object) throw noSuchUpload(UploadId);
  const named = namedParts(MultipartUpload);
  if (object.etag !== multipartEtag(named.map(({ ETag }) => ETag))) throw noSuchUpload(UploadId);
  return object;
}

function versionOf(ctx: Context, bucket: string, key: string, uploadId: string): ObjectVersion | undefined {
  const latest = latestVersion(ctx, bucket, key);
  if (latest && isObject(latest) && latest.uploadId === uploadId) return latest;
  for (const version of otherVersions(ctx, bucket, key)) {
    if (isObject(version) && version.uploadId === uploadId) return version;
  }
  return undefined;
}
