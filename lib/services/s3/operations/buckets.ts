import type { Context } from "../../../runtime/context.js";
import { bucketArn } from "../../../shared/arn.js";
import { checkQuota, isThereAlready, newBucket } from "../buckets/create.js";
import { findBucket, findBucketAnywhere, saveBucket } from "../buckets/find.js";
import { pageOfBuckets } from "../buckets/list.js";
import { locationOf } from "../buckets/locations.js";
import { checkBucketName } from "../buckets/names.js";
import { accessPointsAttached } from "../errors/access-points.js";
import { bucketNotEmpty } from "../errors/buckets.js";
import type {
  CreateBucketOutput,
  CreateBucketRequest,
  DeleteBucketRequest,
  GetBucketLocationOutput,
  GetBucketLocationRequest,
  HeadBucketOutput,
  HeadBucketRequest,
  ListBucketsOutput,
  ListBucketsRequest,
} from "../generated/types.js";
import { isEmpty } from "../objects/versions.js";
import { ownerOf } from "../owners.js";
import { BUCKETS } from "../state/buckets.js";
import { LOGGED_BUCKETS } from "../state/reports.js";
import { removeUploadsOf } from "../uploads/uploads.js";

export function createBucket(input: CreateBucketRequest, ctx: Context): CreateBucketOutput {
  const { Bucket, BucketNamespace, CreateBucketConfiguration } = input;
  const location = locationOf(ctx.region, Bucket, CreateBucketConfiguration?.LocationConstraint);
  checkBucketName(Bucket, { account: ctx.account, region: location.region }, BucketNamespace);
  if (!isThereAlready(ctx, input, location)) {
    checkQuota(ctx);
    saveBucket(ctx, newBucket(ctx, input, location));
  }
  return { Location: location.header, BucketArn: bucketArn({ name: Bucket, region: location.region }) };
}

export function headBucket(input: HeadBucketRequest, ctx: Context): HeadBucketOutput {
  const bucket = findBucket(ctx, input);
  return { BucketArn: bucketArn(bucket), BucketRegion: bucket.region, AccessPointAlias: false };
}

export function deleteBucket(input: DeleteBucketRequest, ctx: Context): object {
  const { name, versioning } = findBucket(ctx, input);
  if (ctx.ports.accessPoints?.areOf(name)) throw accessPointsAttached();
  if (!isEmpty(ctx, name)) throw bucketNotEmpty(name, versioning !== undefined);
  removeUploadsOf(ctx, name);
  ctx.table(BUCKETS).delete(name);
  ctx.table(LOGGED_BUCKETS).delete(name);
  return {};
}

export function getBucketLocation(input: GetBucketLocationRequest, ctx: Context): GetBucketLocationOutput {
  // The only operation that S3 handles in any region: clients use it to find the bucket's region.
  const { locationConstraint } = findBucketAnywhere(ctx, input);
  return locationConstraint === undefined ? {} : { LocationConstraint: locationConstraint };
}

export function listBuckets(input: ListBucketsRequest, ctx: Context): ListBucketsOutput {
  const { items, next } = pageOfBuckets(ctx, input);
  // S3 returns the region only if the request has a parameter.
  const asked = Object.values(input).some((value) => value !== undefined);
  return {
    Buckets: items.map((bucket) => ({
      Name: bucket.name,
      CreationDate: bucket.createdAt,
      ...(asked && { BucketRegion: bucket.region }),
      BucketArn: bucketArn(bucket),
    })),
    Owner: ownerOf(ctx.account),
    ...(next !== undefined && { ContinuationToken: next }),
    ...(input.Prefix !== undefined && { Prefix: input.Prefix }),
  };
}
