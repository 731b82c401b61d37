import type { Context } from "../../../core/context.js";
import type { DeleteObjectOutput } from "../generated/types.js";
import type { BucketRow } from "../state/buckets.js";
import { addVersion, findVersion, isObject, latestVersion, removeVersion } from "./versions.js";

/** DeleteObject without a version: removes the object, or lays a delete marker on it. */
export function deleteLatest(ctx: Context, bucket: BucketRow, key: string): DeleteObjectOutput {
  if (bucket.versioning === undefined) {
    const latest = latestVersion(ctx, bucket.name, key);
    if (latest) removeVersion(ctx, bucket.name, latest);
    return {};
  }
  const marker = addVersion(ctx, bucket, key, (name) => ({
    ...name,
    kind: "marker" as const,
    key,
    lastModified: ctx.date(),
    owner: ctx.account,
  }));
  return { DeleteMarker: true, VersionId: marker.versionId };
}

/** DeleteObject of a version: it is gone for good. One that is not there is no error. */
export function deleteVersion(
  ctx: Context,
  bucket: BucketRow,
  key: string,
  versionId: string,
): DeleteObjectOutput {
  const version = findVersion(ctx, bucket.name, key, versionId);
  if (!version) return { VersionId: versionId };
  removeVersion(ctx, bucket.name, version);
  return { VersionId: versionId, ...(!isObject(version) && { DeleteMarker: true }) };
}
