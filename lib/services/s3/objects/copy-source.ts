import type { Context } from "../../../core/context.js";
import { findBucket } from "../buckets/find.js";
import { isBucketName } from "../buckets/names.js";
import { checkCustomerKey } from "../encryption/customer-keys.js";
import { invalidCopySource, markerAsCopySource, sourceNotActive, sourceTooLarge } from "../errors/copies.js";
import { noSuchKey } from "../errors/objects.js";
import type { UploadPartCopyRequest } from "../generated/types.js";
import { BUCKETS, type BucketRow } from "../state/buckets.js";
import type { ObjectVersion } from "../state/objects.js";
import { checkCopyConditions } from "./conditions.js";
import { isReadable } from "./storage-classes.js";
import { isObject, latestVersion, versionById } from "./versions.js";

/** The largest object that one request copies, or copies from. */
const MAX_SOURCE_BYTES = 5 * 1024 ** 3;

/** What CopyObject and UploadPartCopy say of their source. */
export type CopySourceRequest = Pick<
  UploadPartCopyRequest,
  | "CopySource"
  | "CopySourceIfMatch"
  | "CopySourceIfNoneMatch"
  | "CopySourceIfModifiedSince"
  | "CopySourceIfUnmodifiedSince"
  | "CopySourceSSECustomerAlgorithm"
  | "CopySourceSSECustomerKey"
  | "CopySourceSSECustomerKeyMD5"
  | "ExpectedSourceBucketOwner"
>;

/** An object that is to be copied. */
export interface CopySource {
  readonly bucket: BucketRow;
  readonly object: ObjectVersion;
  /** What the answer's `x-amz-copy-source-version-id` says; left out where the bucket has no versions. */
  readonly versionId?: string;
}

/** A source as its header names it. */
export interface SourceName {
  readonly bucket: string;
  readonly key: string;
  readonly versionId?: string;
}

/**
 * The object that a copy is made of, when the request may copy it.
 *
 * @throws InvalidArgument, NoSuchBucket, NoSuchKey, NoSuchVersion, PreconditionFailed, InvalidRequest,
 *   ObjectNotInActiveTierError
 */
export function findCopySource(ctx: Context, input: CopySourceRequest): CopySource {
  const name = parseCopySource(input.CopySource);
  const bucket = sourceBucket(ctx, name.bucket, input.ExpectedSourceBucketOwner);
  const object = sourceObject(ctx, name);
  checkCustomerKey(object.encryption, {
    ...(input.CopySourceSSECustomerAlgorithm !== undefined && {
      SSECustomerAlgorithm: input.CopySourceSSECustomerAlgorithm,
    }),
    ...(input.CopySourceSSECustomerKey !== undefined && { SSECustomerKey: input.CopySourceSSECustomerKey }),
    ...(input.CopySourceSSECustomerKeyMD5 !== undefined && {
      SSECustomerKeyMD5: input.CopySourceSSECustomerKeyMD5,
    }),
  });
  const conditions = {
    ...(input.CopySourceIfMatch !== undefined && { IfMatch: input.CopySourceIfMatch }),
    ...(input.CopySourceIfNoneMatch !== undefined && { IfNoneMatch: input.CopySourceIfNoneMatch }),
    ...(input.CopySourceIfModifiedSince && { IfModifiedSince: input.CopySourceIfModifiedSince }),
    ...(input.CopySourceIfUnmodifiedSince && { IfUnmodifiedSince: input.CopySourceIfUnmodifiedSince }),
  };
  checkCopyConditions(object, conditions, ctx.now());
  if (!isReadable(object, ctx.now())) throw sourceNotActive();
  return { bucket, object, ...(bucket.versioning !== undefined && { versionId: object.versionId }) };
}

/**
 * Reads `x-amz-copy-source`: `bucket/key` or `/bucket/key`, URL-encoded (the
 * slash between them too, for all S3 cares), with `?versionId=` behind it as it is.
 *
 * @throws InvalidArgument
 */
export function parseCopySource(header: string): SourceName {
  const [, path = "", versionId] = /^(.*?)(?:\?versionId=([^?]*))?$/s.exec(header) ?? [];
  const text = decoded(path).replace(/^\//, "");
  const slash = text.indexOf("/");
  const bucket = text.slice(0, slash);
  const key = text.slice(slash + 1);
  if (slash < 0 || key === "") throw invalidCopySource("object key");
  if (!isBucketName(bucket)) throw invalidCopySource("bucket name");
  return { bucket, key, ...(versionId !== undefined && { versionId }) };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw invalidCopySource("encoding.");
  }
}

/** A source may be in any region: S3 fetches it from there. */
function sourceBucket(ctx: Context, name: string, owner: string | undefined): BucketRow {
  const known = ctx.table(BUCKETS).get(name);
  const there = known ? ctx.elsewhere({ region: known.region }) : ctx;
  return findBucket(there, { Bucket: name, ...(owner !== undefined && { ExpectedBucketOwner: owner }) });
}

function sourceObject(ctx: Context, { bucket, key, versionId }: SourceName): ObjectVersion {
  if (versionId !== undefined) {
    const version = versionById(ctx, bucket, key, versionId);
    if (!isObject(version)) throw markerAsCopySource();
    return version;
  }
  const latest = latestVersion(ctx, bucket, key);
  if (!latest || !isObject(latest)) throw noSuchKey(key);
  return latest;
}

/** @throws InvalidRequest for more than 5 GiB in one request. */
export function checkSourceSize(bytes: number): void {
  if (bytes > MAX_SOURCE_BYTES) throw sourceTooLarge(MAX_SOURCE_BYTES);
}
