import type { Context } from "../../../runtime/context.js";
import { blocks } from "../access/blocks.js";
import type { Grant, Permission } from "../generated/types.js";
import type { BucketRow } from "../state/buckets.js";
import type { ObjectVersion } from "../state/objects.js";
import { GROUPS } from "./grants.js";
import { hasAcls } from "./ownership.js";

/** Whether the ACL of an object allows unsigned reads. */
export function isPublicRead(ctx: Context, bucket: BucketRow, object: Pick<ObjectVersion, "acl">): boolean {
  return everybodyMay(ctx, "READ", bucket, object.acl);
}

/** Whether the ACL of a bucket allows unsigned listing. */
export function isPublicList(ctx: Context, bucket: BucketRow): boolean {
  return everybodyMay(ctx, "READ", bucket, bucket.configuration.acl);
}

/** Whether the ACL of a bucket allows unsigned writes. */
export function isPublicWrite(ctx: Context, bucket: BucketRow): boolean {
  return everybodyMay(ctx, "WRITE", bucket, bucket.configuration.acl);
}

function everybodyMay(
  ctx: Context,
  permission: Permission,
  bucket: BucketRow,
  grants: readonly Grant[] = [],
): boolean {
  if (!hasAcls(bucket) || blocks(ctx, bucket, "IgnorePublicAcls")) return false;
  return grants.some(
    ({ Grantee, Permission }) =>
      Grantee?.URI === GROUPS.allUsers && (Permission === permission || Permission === "FULL_CONTROL"),
  );
}
