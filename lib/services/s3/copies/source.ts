import type { Context } from "../../../runtime/context.js";
import { findBucket } from "../buckets/find.js";
import { mayBeBucketName } from "../buckets/names.js";
import { checkCustomerKey } from "../encryption/customer-keys.js";
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

/** What CopyObject and UploadPartCopy say of the object that they copy. */
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

/** The object that a copy is made of. */
export interface CopySource {
  readonly bucket: BucketRow;
  readonly object: ObjectVersion;
  /** The version that the request named. */
  readonly versionId: string | undefined;
}

/**
 * Finds what a copy is made of, and holds it against the request's conditions.
 *
 * @throws NoSuchBucket, NoSuchKey, NoSuchVersion, InvalidRequest for a delete marker,
 *   PreconditionFailed, AccessDenied, ObjectNotInActiveTierError
 */
export function copySource(ctx: Context, request: CopySourceRequest): CopySource {
  const { bucket: name, key, versionId } = parseCopySource(request.CopySource);
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

/** A copy may come from another region: the request goes to the one it is copied to. */
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

/** What `x-amz-copy-source` names. */
export interface CopySourceName {
  readonly bucket: string;
  readonly key: string;
  readonly versionId?: string;
}

/**
 * Reads `/bucket/key?versionId=...`. All of it may be percent-encoded, the
 * slash between bucket and key too; the slash in front may be left out.
 *
 * @throws InvalidArgument
 */
export function parseCopySource(text: string): CopySourceName {
  const [path = "", versionId] = text.split(/\?versionId=/, 2);
  const [, bucket, key] = /^\/?([^/]*)\/(.+)$/s.exec(decoded(fromHeader(path))) ?? [];
  if (bucket === undefined || key === undefined) throw invalidCopySourceKey();
  if (!mayBeBucketName(bucket)) throw invalidCopySourceBucket();
  return { bucket, key, ...(versionId !== undefined && { versionId: decoded(versionId) }) };
}

function decoded(text: string): string {
  try {
    // The header is decoded as a form is: Terraform writes a space as "+".
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    throw invalidCopySourceEncoding();
  }
}
