import type { Context } from "../../../runtime/context.js";
import { bucketArn } from "../../../shared/arn.js";
import { blocks } from "../access/blocks.js";
import { aclsDisabled, publicAclBlocked } from "../errors/protection.js";
import type { Grant } from "../generated/types.js";
import type { BucketRow } from "../state/buckets.js";
import { isOwnersAlone, isPublic } from "./grants.js";
import { type AclMembers, aclFromHeaders } from "./request.js";

/** Whether ACLs are enabled in a bucket; in new buckets they are not. */
export function hasAcls({ configuration }: BucketRow): boolean {
  return configuration.ownership !== "BucketOwnerEnforced";
}

/**
 * Rejects an ACL that the bucket's Object Ownership or Block Public Access forbids.
 *
 * @param input canned `bucket-owner-full-control` is accepted even if ACLs are disabled, `private` is not
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
 * The ACL of the object of an upload, a copy or a new multipart upload; `undefined` if the request has none.
 *
 * @throws AccessControlListNotSupported, AccessDenied, and errors of the headers
 */
export function aclOfUpload(
  ctx: Context,
  bucket: BucketRow,
  input: AclMembers & { readonly Key: string },
): readonly Grant[] | undefined {
  const owner = ownerOfUpload(ctx, bucket, input);
  const grants = aclFromHeaders(input, { resource: "OBJECT", owner, bucketOwner: bucket.owner });
  if (grants === undefined) return undefined;
  checkAllowed(ctx, bucket, grants, { input, action: "s3:PutObject", key: input.Key });
  return grants;
}

/**
 * The owner account of a new object: its writer, unless the bucket setting is BucketOwnerEnforced, or
 * BucketOwnerPreferred and the writer grants full control to the bucket owner.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html
 */
export function ownerOfUpload(
  ctx: Pick<Context, "account">,
  bucket: BucketRow,
  { ACL }: Pick<AclMembers, "ACL">,
): string {
  const { ownership } = bucket.configuration;
  const isBucketOwners =
    ownership === "BucketOwnerEnforced" ||
    (ownership === "BucketOwnerPreferred" && ACL === "bucket-owner-full-control");
  return isBucketOwners ? bucket.owner : ctx.account;
}
