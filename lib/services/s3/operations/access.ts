import type { Context } from "../../../runtime/context.js";
import { isOwnersAlone } from "../acl/grants.js";
import { findBucket, saveBucket } from "../buckets/find.js";
import { ownershipControlsNotFound, publicAccessBlockNotFound } from "../errors/buckets.js";
import { aclAgainstOwnership } from "../errors/protection.js";
import { invalidRequest, malformedXml } from "../errors/requests.js";
import type {
  DeleteBucketOwnershipControlsRequest,
  DeletePublicAccessBlockRequest,
  GetBucketOwnershipControlsOutput,
  GetBucketOwnershipControlsRequest,
  GetPublicAccessBlockOutput,
  GetPublicAccessBlockRequest,
  PutBucketOwnershipControlsRequest,
  PutPublicAccessBlockRequest,
} from "../generated/types.js";

export function putBucketOwnershipControls(input: PutBucketOwnershipControlsRequest, ctx: Context): object {
  const bucket = findBucket(ctx, input);
  const [rule, another] = input.OwnershipControls.Rules;
  if (!rule || another) throw malformedXml();
  const { acl = [] } = bucket.configuration;
  if (rule.ObjectOwnership === "BucketOwnerEnforced" && !isOwnersAlone(acl, bucket.owner)) {
    throw aclAgainstOwnership(bucket.name);
  }
  const ownership = rule.ObjectOwnership;
  saveBucket(ctx, { ...bucket, configuration: { ...bucket.configuration, ownership } });
  return {};
}

export function getBucketOwnershipControls(
  input: GetBucketOwnershipControlsRequest,
  ctx: Context,
): GetBucketOwnershipControlsOutput {
  const { name, configuration } = findBucket(ctx, input);
  if (configuration.ownership === undefined) throw ownershipControlsNotFound(name);
  return { OwnershipControls: { Rules: [{ ObjectOwnership: configuration.ownership }] } };
}

export function deleteBucketOwnershipControls(
  input: DeleteBucketOwnershipControlsRequest,
  ctx: Context,
): object {
  const bucket = findBucket(ctx, input);
  const { ownership: _, ...configuration } = bucket.configuration;
  saveBucket(ctx, { ...bucket, configuration });
  return {};
}

export function putPublicAccessBlock(input: PutPublicAccessBlockRequest, ctx: Context): object {
  const bucket = findBucket(ctx, input);
  const given = input.PublicAccessBlockConfiguration;
  if (Object.keys(given).length === 0) throw invalidRequest("Must specify at least one configuration.");
  const publicAccessBlock = {
    BlockPublicAcls: false,
    IgnorePublicAcls: false,
    BlockPublicPolicy: false,
    RestrictPublicBuckets: false,
    ...given,
  };
  saveBucket(ctx, { ...bucket, configuration: { ...bucket.configuration, publicAccessBlock } });
  return {};
}

export function getPublicAccessBlock(
  input: GetPublicAccessBlockRequest,
  ctx: Context,
): GetPublicAccessBlockOutput {
  const { name, configuration } = findBucket(ctx, input);
  const { publicAccessBlock } = configuration;
  if (publicAccessBlock === undefined) throw publicAccessBlockNotFound(name);
  return { PublicAccessBlockConfiguration: publicAccessBlock };
}

export function deletePublicAccessBlock(input: DeletePublicAccessBlockRequest, ctx: Context): object {
  const bucket = findBucket(ctx, input);
  const { publicAccessBlock: _, ...configuration } = bucket.configuration;
  saveBucket(ctx, { ...bucket, configuration });
  return {};
}
