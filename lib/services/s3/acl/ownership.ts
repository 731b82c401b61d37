import type { Context } from "../../../runtime/context.js";
import { bucketArn } from "../../../shared/arn.js";
import { blocks } from "../access/blocks.js";
import { aclsDisabled, publicAclBlocked } from "../errors/protection.js";
import type { Grant } from "../generated/types.js";
import type { BucketRow } from "../state/buckets.js";
import { isOwnersAlone, isPublic } from "./grants.js";
import { type AclMembers, aclFromHeaders } from "./request.js";

/** Whether ACLs count in a bucket: in new ones they do not. */
export function hasAcls({ configuration }: BucketRow): boolean {
  return configuration.ownership !== "BucketOwnerEnforced";
}

/**
 * Refuses an ACL that the bucket's Object Ownership or Block Public Access keeps out.
 *
 * @param input canned `bucket-owner-full-control` is taken even where ACLs are disabled, `private` is not
 * @throws AccessControlListNotSupported, AccessDenied
 */
export function checkAllowed(
  ctx: Context,
  bucket: BucketRow,
  grants: readonly Grant[],
  { input, action, key }: { input: AclMembers; action: string; key?: string },
): void {
  if (!hasAcls(bucket)) {
    const ownersAlone = isOwnersAlone(grants, bucket.owner);
    const isOther = input.ACL !== undefined && input.ACL !== "bucket-owner-full-control";
    if (isOther || !ownersAlone) throw aclsDisabled();
  }
  if (isPublic(grants) && blocks(ctx, bucket, "BlockPublicAcls")) {
    throw publicAclBlocked(ctx.caller.arn, action, bucketArn(bucket, key));
  }
}

/**
 * The ACL that an upload, a copy or a new multipart upload gives its object;
 * `undefined` if the request has none.
 *
 * @throws AccessControlListNotSupported, AccessDenied, and what is wrong with the headers
 */
export function aclOfUpload(
  ctx: Context,
  bucket: BucketRow,
  input: AclMembers & { readonly Key: string },
): readonly Grant[] | undefined {
  const grants = aclFromHeaders(input, { resource: "OBJECT", owner: ctx.account, bucketOwner: bucket.owner });
  if (grants === undefined) return undefined;
  checkAllowed(ctx, bucket, grants, { input, action: "s3:PutObject", key: input.Key });
  return grants;
}
