import type { Context } from "../../../runtime/context.js";
import type { AccessPointFacts } from "../../../runtime/ports/access-points.js";
import { accessPointOf } from "../access-points/passage.js";
import { findBucket } from "../buckets/find.js";
import { mayBeBucketName } from "../buckets/names.js";
import { checkCustomerKey } from "../encryption/customer-keys.js";
import { noSuchAccessPoint } from "../errors/access-points.js";
import {
  copyOfDeleteMarker,
  invalidCopySourceBucket,
  invalidCopySourceEncoding,
  invalidCopySourceKey,
  noSuchKey,
  sourceNotInActiveTier,
} from "../errors/objects.js";
import type { CopyObjectRequest } from "../generated/types.js";
import { checkCopyConditions } from "../objects/conditions.js";
import { fromHeader } from "../objects/header-text.js";
import { isReadable } from "../objects/storage-classes.js";
import { isObject, latestVersion, versionById } from "../objects/versions.js";
import { BUCKETS, type BucketRow } from "../state/buckets.js";
import type { ObjectVersion } from "../state/objects.js";

/** The source members of CopyObject and UploadPartCopy. */
export type CopySourceRequest = Pick<
  CopyObjectRequest,
  | "CopySource"
  | "CopySourceIfMatch"
  | "CopySourceIfModifiedSince"
  | "CopySourceIfNoneMatch"
  | "CopySourceIfUnmodifiedSince"
  | "CopySourceSSECustomerAlgorithm"
  | "CopySourceSSECustomerKey"
  | "CopySourceSSECustomerKeyMD5"
  | "ExpectedSourceBucketOwner"
>;

/** The source object of a copy. */
export interface CopySource {
  readonly bucket: BucketRow;
  readonly object: ObjectVersion;
  /** The version in the request. */
  readonly versionId: string | undefined;
}

/**
 * Finds the source of a copy, and checks the conditions of the request.
 *
 * @throws NoSuchBucket, NoSuchKey, NoSuchVersion, InvalidRequest for a delete marker, PreconditionFailed,
 * AccessDenied, ObjectNotInActiveTierError
 */
export function copySource(ctx: Context, request: CopySourceRequest): CopySource {
  const { bucket: name, key, versionId } = readCopySource(ctx, request.CopySource);
  const bucket = sourceBucket(ctx, name, request.ExpectedSourceBucketOwner);
  const object = versionId === undefined ? current(ctx, name, key) : named(ctx, name, key, versionId);
  checkCustomerKey(object.encryption, {
    SSECustomerAlgorithm: request.CopySourceSSECustomerAlgorithm,
    SSECustomerKey: request.CopySourceSSECustomerKey,
    SSECustomerKeyMD5: request.CopySourceSSECustomerKeyMD5,
  });
  const conditions = {
    IfMatch: request.CopySourceIfMatch,
    IfNoneMatch: request.CopySourceIfNoneMatch,
    IfModifiedSince: request.CopySourceIfModifiedSince,
    IfUnmodifiedSince: request.CopySourceIfUnmodifiedSince,
  };
  checkCopyConditions(object, conditions, ctx.now());
  if (!isReadable(object, ctx.now())) throw sourceNotInActiveTier();
  return { bucket, object, versionId };
}

/** `CopySourceVersionId`: S3 omits it for a `null` version (measured). */
export function sourceVersionMember({ object }: CopySource): { CopySourceVersionId?: string } {
  return object.versionId === "null" ? {} : { CopySourceVersionId: object.versionId };
}

/** The source may be in another region: the request goes to the region of the destination. */
function sourceBucket(ctx: Context, Bucket: string, ExpectedBucketOwner: string | undefined): BucketRow {
  const region = ctx.table(BUCKETS).get(Bucket)?.region;
  const there = region === undefined ? ctx : ctx.elsewhere({ region });
  return findBucket(there, { Bucket, ExpectedBucketOwner });
}

function current(ctx: Context, bucket: string, key: string): ObjectVersion {
  const latest = latestVersion(ctx, bucket, key);
  if (latest && isObject(latest)) return latest;
  throw noSuchKey(key);
}

function named(ctx: Context, bucket: string, key: string, versionId: string): ObjectVersion {
  const version = versionById(ctx, bucket, key, versionId);
  if (isObject(version)) return version;
  throw copyOfDeleteMarker();
}

/** The parts of `x-amz-copy-source`. */
export interface CopySourceName {
  readonly bucket: string;
  readonly key: string;
  readonly versionId?: string;
  /** The access point for reading it. */
  readonly accessPoint?: AccessPointFacts;
}

const THROUGH_ACCESS_POINT = /^(arn:[^/]+:accesspoint\/[^/]+)\/object\/(.+)$/s;

/**
 * Parses `/bucket/key?versionId=...`, where the bucket may be an alias of an access point, or
 * `<ARN of an access point>/object/key`. All of it may be percent-encoded, including the slash between bucket
 * and key; the leading slash is optional.
 *
 * @throws InvalidArgument, NoSuchAccessPoint
 */
export function readCopySource(ctx: Context, text: string): CopySourceName {
  const [path = "", encodedId] = text.split(/\?versionId=/, 2);
  const source = decoded(fromHeader(path));
  const version = encodedId === undefined ? {} : { versionId: decoded(encodedId) };
  const [, arn, keyBehind = ""] = THROUGH_ACCESS_POINT.exec(source) ?? [];
  if (arn !== undefined) {
    const accessPoint = accessPointOf(ctx, arn);
    if (!accessPoint) throw noSuchAccessPoint(arn.slice(arn.lastIndexOf("/") + 1));
    return { bucket: accessPoint.bucket, key: keyBehind, accessPoint, ...version };
  }
  const [, bucket, key] = /^\/?([^/]*)\/(.+)$/s.exec(source) ?? [];
  if (bucket === undefined || key === undefined) throw invalidCopySourceKey();
  if (!mayBeBucketName(bucket)) throw invalidCopySourceBucket();
  const accessPoint = ctx.ports.accessPoints?.aliased(bucket);
  if (accessPoint) return { bucket: accessPoint.bucket, key, accessPoint, ...version };
  return { bucket, key, ...version };
}

function decoded(text: string): string {
  try {
    // The header is decoded like a form: Terraform encodes a space as "+".
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    throw invalidCopySourceEncoding();
  }
}
