import type { Context } from "../../../runtime/context.js";
import { AwsError } from "../../../runtime/errors.js";
import { formerObject } from "../consistency/former.js";
import { noSuchKey } from "../errors/objects.js";
import { methodNotAllowed } from "../errors/requests.js";
import type { BucketRow } from "../state/buckets.js";
import type { ObjectVersion } from "../state/objects.js";
import { isObject, latestVersion, versionById } from "./versions.js";

/** The object and version of a request. */
export interface ObjectReference {
  readonly Key: string;
  readonly VersionId?: string;
}

/**
 * The object of a GET or HEAD.
 *
 * @throws NoSuchKey, NoSuchVersion; MethodNotAllowed for the version id of a delete marker.
 */
export function findObject(
  ctx: Context,
  { name }: BucketRow,
  { Key, VersionId }: ObjectReference,
  method: string,
): ObjectVersion {
  if (VersionId === undefined) {
    const former = method === "GET" || method === "HEAD" ? formerObject(ctx, name, Key) : undefined;
    if (former?.before) return former.before;
    if (former) throw noSuchKey(Key);
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
 * The object whose tags, ACL or lock an operation reads or changes. Unlike a GET, it does not treat a delete
 * marker as the latest version as a missing object.
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

/** `VersionId`, which only versioned buckets return. */
export function versionMember(
  { versioning }: BucketRow,
  { versionId }: ObjectVersion,
): { VersionId?: string } {
  return versioning === undefined ? {} : { VersionId: versionId };
}
