import type { Context } from "../../../runtime/context.js";
import {
  accessPointArn,
  checkAccessPointName,
  describeAccessPoint,
  describeAccessPointInFull,
  findAccessPoint,
  newAlias,
  saveAccessPoint,
} from "../access-points.js";
import { checkAccount } from "../accounts.js";
import { accessPointExists, noBucketForAccessPoint, tooManyAccessPoints } from "../errors/access-points.js";
import type {
  CreateAccessPointRequest,
  CreateAccessPointResult,
  DeleteAccessPointRequest,
  GetAccessPointRequest,
  GetAccessPointResult,
  ListAccessPointsRequest,
  ListAccessPointsResult,
  PublicAccessBlockConfiguration,
} from "../generated/types.js";
import { pager } from "../paging.js";
import { ACCESS_POINTS, ALIASES } from "../state.js";
import { checkedTags } from "../tags.js";

const MOST_ACCESS_POINTS = 10_000;

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_CreateAccessPoint.html */
export function createAccessPoint(input: CreateAccessPointRequest, ctx: Context): CreateAccessPointResult {
  checkAccount(ctx, input);
  const { Name: name, Bucket: bucket, VpcConfiguration, Tags = [] } = input;
  checkAccessPointName(name);
  const table = ctx.table(ACCESS_POINTS);
  if (table.has(name)) throw accessPointExists();
  if (table.size >= MOST_ACCESS_POINTS) throw tooManyAccessPoints();
  const owner = ctx.ports.buckets?.owner(ctx, bucket);
  const bucketAccount = input.BucketAccountId ?? ctx.account;
  if (owner?.account !== bucketAccount || owner.region !== ctx.region) throw noBucketForAccessPoint();
  const alias = newAlias(ctx, name);
  saveAccessPoint(ctx, {
    name,
    bucket,
    bucketAccount,
    ...(VpcConfiguration && { vpcId: VpcConfiguration.VpcId }),
    publicAccessBlock: blockOf(input.PublicAccessBlockConfiguration),
    alias,
    createdAt: ctx.date(),
    tags: checkedTags(Tags),
  });
  ctx.table(ALIASES).put(alias, { account: ctx.account, region: ctx.region, name, bucket });
  return { AccessPointArn: accessPointArn(ctx, name), Alias: alias };
}

/** Everything is blocked unless the request has a block; members that the block omits are not blocked. */
function blockOf(given: PublicAccessBlockConfiguration | undefined) {
  const rest = given === undefined;
  return {
    BlockPublicAcls: given?.BlockPublicAcls ?? rest,
    IgnorePublicAcls: given?.IgnorePublicAcls ?? rest,
    BlockPublicPolicy: given?.BlockPublicPolicy ?? rest,
    RestrictPublicBuckets: given?.RestrictPublicBuckets ?? rest,
  };
}

export function getAccessPoint(input: GetAccessPointRequest, ctx: Context): GetAccessPointResult {
  checkAccount(ctx, input);
  return describeAccessPointInFull(ctx, findAccessPoint(ctx, input));
}

export function listAccessPoints(input: ListAccessPointsRequest, ctx: Context): ListAccessPointsResult {
  checkAccount(ctx, input);
  const { Bucket } = input;
  const { items, next } = pager.rows(input, ["ListAccessPoints", Bucket], ctx.table(ACCESS_POINTS), {
    wanted: ({ bucket }) => Bucket === undefined || bucket === Bucket,
  });
  return { AccessPointList: items.map((row) => describeAccessPoint(ctx, row)), NextToken: next };
}

export function deleteAccessPoint(input: DeleteAccessPointRequest, ctx: Context): object {
  checkAccount(ctx, input);
  const { name, alias } = findAccessPoint(ctx, input);
  ctx.table(ACCESS_POINTS).delete(name);
  ctx.table(ALIASES).delete(alias);
  return {};
}
