import type { Context } from "../../../runtime/context.js";
import { type BucketReference, findBucket } from "../buckets/find.js";
import { bucketWithoutLock } from "../errors/protection.js";
import type { ObjectLock } from "../state/objects.js";
import type { ObjectReference } from "./find.js";
import { hasObjectLock } from "./lock.js";
import { findForSubresource } from "./subresources.js";
import { replaceVersion } from "./versions.js";

type Reference = BucketReference & ObjectReference;

/** The lock of a version. @throws InvalidRequest where the bucket has no Object Lock */
export function lockOf(ctx: Context, reference: Reference): ObjectLock {
  return findLocked(ctx, reference, "GET").version.lock;
}

/** Gives a version another lock. @throws InvalidRequest where the bucket has no Object Lock */
export function changeLock(
  ctx: Context,
  reference: Reference,
  change: (lock: ObjectLock) => ObjectLock,
): void {
  const { bucket, version } = findLocked(ctx, reference, "PUT");
  replaceVersion(ctx, bucket.name, { ...version, lock: change(version.lock) });
}

function findLocked(ctx: Context, reference: Reference, method: string) {
  const bucket = findBucket(ctx, reference);
  if (!hasObjectLock(bucket)) throw bucketWithoutLock();
  return { bucket, version: findForSubresource(ctx, bucket, reference, method) };
}
