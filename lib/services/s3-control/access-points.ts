import type { Context } from "../../runtime/context.js";
import { noSuchAccessPoint } from "./errors/access-points.js";
import { accessPointNameInvalid } from "./errors/requests.js";
import type { AccessPoint, GetAccessPointResult } from "./generated/types.js";
import { ACCESS_POINTS, type AccessPointRow } from "./state.js";

const ALIAS_END = "-s3alias";
const ALIAS_SIZE = 63;
const METADATA_SIZE = 34;
const BASE36 = "abcdefghijklmnopqrstuvwxyz0123456789";

/**
 * Validates the name of a new access point.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-restrictions-limitations-naming-rules.html
 *
 * @throws InvalidURI
 */
export function checkAccessPointName(name: string): void {
  const isName = /^[a-z0-9][a-z0-9-]{1,48}[a-z0-9]$/.test(name) && !name.startsWith("xn--");
  if (!isName || name.endsWith(ALIAS_END)) throw accessPointNameInvalid(name);
}

/** @throws NoSuchAccessPoint */
export function findAccessPoint(ctx: Context, { Name }: { readonly Name: string }): AccessPointRow {
  const row = ctx.table(ACCESS_POINTS).get(Name);
  if (!row) throw noSuchAccessPoint(Name);
  return row;
}

export function saveAccessPoint(ctx: Context, row: AccessPointRow): void {
  ctx.table(ACCESS_POINTS).put(row.name, row);
}

export function accessPointArn(ctx: Context, name: string): string {
  return ctx.arn(`accesspoint/${name}`);
}

/**
 * A new alias, which has the form of a bucket name: the access point's name, generated characters, and a
 * suffix.
 */
export function newAlias(ctx: Context, name: string): string {
  const beginning = name.slice(0, ALIAS_SIZE - METADATA_SIZE - ALIAS_END.length - 1);
  return `${beginning}-${ctx.ids.text(BASE36, METADATA_SIZE)}${ALIAS_END}`;
}

/** An access point as returned by ListAccessPoints; GetAccessPoint returns more. */
export function describeAccessPoint(ctx: Context, row: AccessPointRow): AccessPoint {
  return {
    Name: row.name,
    NetworkOrigin: row.vpcId === undefined ? "Internet" : "VPC",
    ...(row.vpcId !== undefined && { VpcConfiguration: { VpcId: row.vpcId } }),
    Bucket: row.bucket,
    AccessPointArn: accessPointArn(ctx, row.name),
    Alias: row.alias,
    BucketAccountId: row.bucketAccount,
  };
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_GetAccessPoint.html */
export function describeAccessPointInFull(ctx: Context, row: AccessPointRow): GetAccessPointResult {
  const { region } = ctx;
  return {
    ...describeAccessPoint(ctx, row),
    PublicAccessBlockConfiguration: row.publicAccessBlock,
    CreationDate: row.createdAt,
    Endpoints: {
      ipv4: `s3-accesspoint.${region}.amazonaws.com`,
      fips: `s3-accesspoint-fips.${region}.amazonaws.com`,
      fips_dualstack: `s3-accesspoint-fips.dualstack.${region}.amazonaws.com`,
      dualstack: `s3-accesspoint.dualstack.${region}.amazonaws.com`,
    },
  };
}
