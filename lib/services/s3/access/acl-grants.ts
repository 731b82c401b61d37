import { isAnonymous } from "../../../runtime/caller.js";
import type { Context } from "../../../runtime/context.js";
import { GROUPS } from "../acl/grants.js";
import { hasAcls } from "../acl/ownership.js";
import type { Grant, Permission } from "../generated/types.js";
import { canonicalId } from "../owners.js";
import type { BucketRow } from "../state/buckets.js";
import type { ObjectVersion } from "../state/objects.js";
import { blocks } from "./blocks.js";

/** The permission in the ACL of a bucket that grants an action. */
const OF_BUCKETS: ReadonlyMap<string, Permission> = new Map([
  ["s3:ListBucket", "READ"],
  ["s3:ListBucketVersions", "READ"],
  ["s3:ListBucketMultipartUploads", "READ"],
  ["s3:PutObject", "WRITE"],
  ["s3:DeleteObject", "WRITE"],
  ["s3:GetBucketAcl", "READ_ACP"],
  ["s3:PutBucketAcl", "WRITE_ACP"],
]);

/** The permission in the ACL of an object that grants an action. */
const OF_OBJECTS: ReadonlyMap<string, Permission> = new Map([
  ["s3:GetObject", "READ"],
  ["s3:GetObjectVersion", "READ"],
  ["s3:GetObjectAcl", "READ_ACP"],
  ["s3:GetObjectVersionAcl", "READ_ACP"],
  ["s3:PutObjectAcl", "WRITE_ACP"],
  ["s3:PutObjectVersionAcl", "WRITE_ACP"],
]);

/**
 * The reason why an action is granted to the caller besides policies; `undefined` if no ACL grants it.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#permissions
 */
export function aclGrant(
  ctx: Context,
  bucket: BucketRow,
  object: ObjectVersion | undefined,
  action: string,
): string | undefined {
  if (!hasAcls(bucket)) return undefined;
  if (grants(ctx, bucket, bucket.configuration.acl, OF_BUCKETS.get(action))) return "the ACL of the bucket";
  return grants(ctx, bucket, object?.acl, OF_OBJECTS.get(action)) ? "the ACL of the object" : undefined;
}

function grants(
  ctx: Context,
  bucket: BucketRow,
  acl: readonly Grant[] = [],
  wanted: Permission | undefined,
): boolean {
  if (wanted === undefined || acl.length === 0) return false;
  const unsigned = isAnonymous(ctx.caller);
  const ignoresGroups = blocks(ctx, bucket, "IgnorePublicAcls");
  const user = unsigned ? undefined : canonicalId(ctx.account);
  return acl.some(({ Grantee, Permission }) => {
    if (Permission !== wanted && Permission !== "FULL_CONTROL") return false;
    if (Grantee?.ID !== undefined) return Grantee.ID === user;
    if (ignoresGroups) return false;
    return Grantee?.URI === GROUPS.allUsers || (Grantee?.URI === GROUPS.authenticatedUsers && !unsigned);
  });
}
