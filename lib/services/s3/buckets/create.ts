import type { Context } from "../../../runtime/context.js";
import { isOwnersAlone, isPublic } from "../acl/grants.js";
import { aclFromHeaders } from "../acl/request.js";
import { bucketAlreadyExists, bucketAlreadyOwnedByYou, tooManyBuckets } from "../errors/buckets.js";
import { systemTagOfNewBucket } from "../errors/objects.js";
import { aclAgainstOwnership, publicAclOfNewBucket } from "../errors/protection.js";
import { internalError } from "../errors/requests.js";
import type { CreateBucketRequest, Tag } from "../generated/types.js";
import type { BucketConfiguration } from "../state/bucket-configuration.js";
import { BUCKETS, type BucketRow } from "../state/buckets.js";
import { checkedTags } from "../tags.js";
import type { BucketLocation } from "./locations.js";

/** The public access block of every new bucket. */
const ALL_BLOCKED = {
  BlockPublicAcls: true,
  IgnorePublicAcls: true,
  BlockPublicPolicy: true,
  RestrictPublicBuckets: true,
};

/** Default quota of buckets per account. */
const MAX_BUCKETS = 10_000;

/** @throws TooManyBuckets */
export function checkQuota(ctx: Context): void {
  const buckets = ctx.table(BUCKETS);
  // All accounts share the table; usually it has fewer buckets than the quota.
  if (buckets.size < MAX_BUCKETS) return;
  let own = 0;
  for (const [, { owner }] of buckets.entries()) if (owner === ctx.account) own++;
  if (own >= MAX_BUCKETS) throw tooManyBuckets();
}

/** The bucket that CreateBucket creates. @throws errors of its ACL or tags */
export function newBucket(ctx: Context, input: CreateBucketRequest, location: BucketLocation): BucketRow {
  const locked = input.ObjectLockEnabledForBucket === true;
  return {
    name: input.Bucket,
    owner: ctx.account,
    region: location.region,
    ...(location.constraint !== undefined && { locationConstraint: location.constraint }),
    createdAt: ctx.date(),
    // Object Lock requires versioning.
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
  // S3 returns an internal error for a duplicate key.
  if (new Set(Tags.map(({ Key }) => Key)).size < Tags.length) throw internalError();
  return checkedTags(Tags, "bucket");
}

/**
 * Whether CreateBucket succeeds for an existing bucket, which it does only in us-east-1 and without tags.
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
