import type { Context } from "../../../runtime/context.js";
import { methodNotAllowed } from "../errors/requests.js";
import type { BucketRow } from "../state/buckets.js";
import type { ObjectVersion } from "../state/objects.js";
import { findObject, type ObjectReference } from "./find.js";
import { isObject, latestVersion } from "./versions.js";

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
