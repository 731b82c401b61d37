import type { Context } from "../../../runtime/context.js";
import { AwsError } from "../../../runtime/errors.js";
import { noSuchKey } from "../errors/objects.js";
import { methodNotAllowed } from "../errors/requests.js";
import type { BucketRow } from "../state/buckets.js";
import type { ObjectVersion } from "../state/objects.js";
import { isObject, latestVersion, versionById } from "./versions.js";

/** Which object, and which version of it, an operation is about. */
export interface ObjectReference {
  readonly Key: string;
  readonly VersionId?: string;
}

/**
 * The object that a GET or HEAD is about.
 *
 * @throws NoSuchKey, NoSuchVersion; MethodNotAllowed for a delete marker by its id.
 */
export function findObject(
  ctx: Context,
  { name }: BucketRow,
  { Key, VersionId }: ObjectReference,
  method: string,
): ObjectVersion {
  if (VersionId === undefined) {
    const latest = latestVersion(ctx, name, Key);
    if (latest && isObject(latest)) return latest;
    throw latest ? behindMarker(noSuchKey(Key), latest.versionId) : noSuchKey(Key);
  }
  const version = versionById(ctx, name, Key, VersionId);
  if (isObject(version)) return version;
  throw methodNotAllowed(method, "DeleteMarker", {
    "x-amz-delete-marker": "true",
    "x-amz-version-id": version.versionId,
    Allow: "DELETE",
    "Last-Modified": version.lastModified.toUTCString(),
  });
}

function behindMarker({ code, message, status, members }: AwsError, versionId: string): AwsError {
  return new AwsError(code, message, {
    ...(status !== undefined && { status }),
    members,
    headers: { "x-amz-delete-marker": "true", "x-amz-version-id": versionId },
  });
}

/**
 * The object whose tags, ACL or lock an operation is about. Unlike a GET, it
 * does not take a delete marker that is the latest version for no object.
 *
 * @throws MethodNotAllowed for a delete marker; NoSuchKey, NoSuchVersion
 */
export function findForSubresource(
  ctx: Context,
  bucket: BucketRow,
  reference: ObjectReference,
  method: string,
): ObjectVersion {
  if (reference.VersionId === undefined) {
    const latest = latestVersion(ctx, bucket.name, reference.Key);
    if (latest && !isObject(latest)) {
      throw methodNotAllowed(method, "DeleteMarker", {
        "x-amz-delete-marker": "true",
        "x-amz-version-id": latest.versionId,
        Allow: "DELETE",
      });
    }
  }
  return findObject(ctx, bucket, reference, method);
}

/** `VersionId`, which only buckets with versioning tell. */
export function versionMember(
  { versioning }: BucketRow,
  { versionId }: ObjectVersion,
): { VersionId?: string } {
  return versioning === undefined ? {} : { VersionId: versionId };
}
