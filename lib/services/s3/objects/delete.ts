import type { Context } from "../../../runtime/context.js";
import { headerNotImplemented, noSuchKey, preconditionFailed } from "../errors/objects.js";
import { emit } from "../events/emit.js";
import type { DeleteObjectOutput, DeleteObjectRequest } from "../generated/types.js";
import type { BucketRow } from "../state/buckets.js";
import type { AnyVersion } from "../state/objects.js";
import { announceWritten } from "./announce.js";
import { matches } from "./conditions.js";
import { refuseIfLocked } from "./lock.js";
import { addVersion, findVersion, isObject, latestVersion, removeVersion } from "./versions.js";

/** What to delete, under which conditions. */
export type DeleteTarget = Pick<
  DeleteObjectRequest,
  "Key" | "VersionId" | "IfMatch" | "IfMatchLastModifiedTime" | "IfMatchSize" | "BypassGovernanceRetention"
>;

/**
 * Deletes a version, or the current object.
 *
 * @throws InvalidArgument for a version id that S3 never issued, PreconditionFailed or NoSuchKey for an
 * `If-Match`, NotImplemented, AccessDenied for a locked version.
 */
export function deleteOne(ctx: Context, bucket: BucketRow, target: DeleteTarget): DeleteObjectOutput {
  refuseDirectoryConditions(target);
  return target.VersionId === undefined
    ? deleteLatest(ctx, bucket, target)
    : deleteVersion(ctx, bucket, target, target.VersionId);
}

/** Conditions that only directory buckets support. */
function refuseDirectoryConditions({ IfMatchLastModifiedTime, IfMatchSize }: DeleteTarget): void {
  if (IfMatchLastModifiedTime !== undefined) throw headerNotImplemented("x-amz-if-match-last-modified-time");
  if (IfMatchSize !== undefined) throw headerNotImplemented("x-amz-if-match-size");
}

/** Without a version: removes the object, or adds a delete marker. */
function deleteLatest(ctx: Context, bucket: BucketRow, { Key, IfMatch }: DeleteTarget): DeleteObjectOutput {
  const latest = latestVersion(ctx, bucket.name, Key);
  checkIfMatch(Key, latest, IfMatch);
  if (bucket.versioning === undefined) {
    if (!latest) return {};
    removeVersion(ctx, bucket.name, latest);
    emit(ctx, bucket, { name: "ObjectRemoved:Delete", version: latest });
    return {};
  }
  const marker = addVersion(ctx, bucket, Key, (versionId, sequence) => ({
    versionId,
    sequence,
    kind: "marker" as const,
    key: Key,
    lastModified: ctx.date(),
    owner: ctx.account,
  }));
  announceWritten(ctx, bucket, "ObjectRemoved:DeleteMarkerCreated", marker);
  return { DeleteMarker: true, VersionId: marker.versionId };
}

/** Removes a version permanently. A missing version is not an error. */
function deleteVersion(
  ctx: Context,
  bucket: BucketRow,
  { Key, IfMatch, BypassGovernanceRetention }: DeleteTarget,
  versionId: string,
): DeleteObjectOutput {
  const version = findVersion(ctx, bucket.name, Key, versionId);
  checkIfMatch(Key, version, IfMatch);
  if (!version) return { VersionId: versionId };
  refuseIfLocked(ctx, version, BypassGovernanceRetention);
  removeVersion(ctx, bucket.name, version);
  emit(ctx, bucket, { name: "ObjectRemoved:Delete", version });
  return { VersionId: versionId, ...(!isObject(version) && { DeleteMarker: true }) };
}

/**
 * Checks an `If-Match`. Without an object, an ETag is NoSuchKey, as in writes (measured); `*` requires an
 * object and is PreconditionFailed.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-deletes.html
 */
function checkIfMatch(key: string, version: AnyVersion | undefined, condition: string | undefined): void {
  if (condition === undefined) return;
  const object = version && isObject(version) ? version : undefined;
  if (!object && condition !== "*") throw noSuchKey(key);
  if (!object || !matches(object, condition)) throw preconditionFailed("If-Match");
}
