import type { Context } from "../../../runtime/context.js";
import { isOwnersAlone, isPublic } from "../acl/grants.js";
import { aclFromHeaders } from "../acl/request.js";
import { bucketAlreadyExists, bucketAlreadyOwnedByYou } from "../errors/buckets.js";
import { systemTagOfNewBucket } from "../errors/objects.js";
import { aclAgainstOwnership, publicAclOfNewBucket } from "../errors/protection.js";
import { internalError } from "../errors/requests.js";
import type { CreateBucketRequest, Tag } from "../generated/types.js";
import type { BucketConfiguration } from "../state/bucket-configuration.js";
import { BUCKETS, type BucketRow } from "../state/buckets.js";
import { checkedTags } from "../tags.js";
import type { BucketLocation } from "./locations.js";

/** What every new bucket has. */
const ALL_BLOCKED = {
  BlockPublicAcls: true,
  IgnorePublicAcls: true,
  BlockPublicPolicy: true,
  RestrictPublicBuckets: true,
};

/** The bucket that CreateBucket makes. @throws what is wrong with its ACL or tags */
export function newBucket(ctx: Context, input: CreateBucketRequest, location: BucketLocation): BucketRow {
  const locked = input.ObjectLockEnabledForBucket === true;
  return {
    name: input.Bucket,
    owner: ctx.account,
    region: location.region,
    ...(location.constraint !== undefined && { locationConstraint: location.constraint }),
    createdAt: ctx.date(),
    // Object Lock needs versions.
    ...(locked && { versioning: "Enabled" }),
    configuration: configurationOf(ctx, input, locked),
  };
}

function configurationOf(ctx: Context, input: CreateBucketRequest, locked: boolean): BucketConfiguration {
  const { ObjectOwnership: ownership = "BucketOwnerEnforced", Bucket } = input;
  const tags = tagsOf(input);
  const acl = aclFromHeaders(input, { resource: "BUCKET", owner: ctx.account, bucketOwner: ctx.account });
  if (acl && ownership === "BucketOwnerEnforced" && !isOwnersAlone(acl, ctx.account)) {
    throw aclAgainstOwnership(Bucket);
  }
  if (acl && isPublic(acl)) throw publicAclOfNewBucket(Bucket);
  return {
    ownership,
    publicAccessBlock: ALL_BLOCKED,
    ...(acl && { acl }),
    ...(tags.length > 0 && { tags }),
    ...(locked && { objectLock: { ObjectLockEnabled: "Enabled" } }),
  };
}

function tagsOf({ CreateBucketConfiguration }: CreateBucketRequest): readonly Tag[] {
  const { Tags = [] } = CreateBucketConfiguration ?? {};
  if (Tags.some(({ Key }) => Key.startsWith("aws:"))) throw systemTagOfNewBucket();
  // S3 itself stumbles over a key that is there twice.
  if (new Set(Tags.map(({ Key }) => Key)).size < Tags.length) throw internalError();
  return checkedTags(Tags, "bucket");
}

/**
 * Whether CreateBucket finds the bucket there already and answers as if it had
 * made it, which only us-east-1 does, and only without tags.
 *
 * @throws BucketAlreadyExists, BucketAlreadyOwnedByYou
 */
export function isThereAlready(ctx: Context, input: CreateBucketRequest, location: BucketLocation): boolean {
  const { Bucket, BucketNamespace, CreateBucketConfiguration } = input;
  const known = ctx.table(BUCKETS).get(Bucket);
  if (!known) return false;
  if (known.owner !== ctx.account) throw bucketAlreadyExists(Bucket);
  const { Tags = [] } = CreateBucketConfiguration ?? {};
  const forgiving =
    ctx.region === "us-east-1" && location.region === "us-east-1" && known.region === "us-east-1";
  if (!forgiving || Tags.length > 0 || BucketNamespace === "account-regional") {
    throw bucketAlreadyOwnedByYou(Bucket);
  }
  return true;
}
