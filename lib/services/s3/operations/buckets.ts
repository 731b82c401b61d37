import type { Context } from "../../../core/context.js";
import { findBucket, saveBucket } from "../buckets/find.js";
import { locationOf } from "../buckets/locations.js";
import { isBucketName } from "../buckets/names.js";
import {
  bucketAlreadyExists,
  bucketAlreadyOwnedByYou,
  bucketNotEmpty,
  invalidBucketName,
} from "../errors/buckets.js";
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

export function createBucket(input: CreateBucketRequest, ctx: Context): CreateBucketOutput {
  const { Bucket: name } = input;
  if (!isBucketName(name)) throw invalidBucketName(name);
  const location = locationOf(ctx.region, input.CreateBucketConfiguration?.LocationConstraint);
  const known = ctx.table(BUCKETS).get(name);
  if (known) {
    if (known.owner !== ctx.account) throw bucketAlreadyExists(name);
    if (known.region !== "us-east-1" || ctx.region !== "us-east-1") throw bucketAlreadyOwnedByYou(name);
    return { Location: location.header(name), BucketArn: `arn:aws:s3:::${name}` };
  }
  saveBucket(ctx, {
    name,
    owner: ctx.account,
    region: ctx.region,
    ...(location.constraint !== undefined && { locationConstraint: location.constraint }),
    createdAt: ctx.date(),
    configuration: {},
  });
  return { Location: location.header(name), BucketArn: `arn:aws:s3:::${name}` };
}

export function headBucket(input: HeadBucketRequest, ctx: Context): HeadBucketOutput {
  const { name, region } = findBucket(ctx, input);
  return { BucketArn: `arn:aws:s3:::${name}`, BucketRegion: region, AccessPointAlias: false };
}

export function deleteBucket(input: DeleteBucketRequest, ctx: Context): object {
  const { name, versioning } = findBucket(ctx, input);
  if (!isEmpty(ctx, name)) throw bucketNotEmpty(name, versioning !== undefined);
  ctx.table(BUCKETS).delete(name);
  return {};
}

export function getBucketLocation(input: GetBucketLocationRequest, ctx: Context): GetBucketLocationOutput {
  const { locationConstraint } = findBucket(ctx, input);
  return { LocationConstraint: locationConstraint };
}

export function listBuckets(_input: ListBucketsRequest, ctx: Context): ListBucketsOutput {
  const mine = [...ctx.table(BUCKETS).values()].filter(({ owner }) => owner === ctx.account);
  return {
    Buckets: mine.map(({ name, createdAt }) => ({
      Name: name,
      CreationDate: createdAt,
      BucketArn: `arn:aws:s3:::${name}`,
    })),
    Owner: ownerOf(ctx.account),
  };
}
