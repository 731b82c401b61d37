import type { Context } from "../../../runtime/context.js";
import type { AwsError } from "../../../runtime/errors.js";
import { keepBucket, seenBucket } from "../consistency/former.js";
import { invalidBucketName, invalidBucketOwner, noSuchBucket, permanentRedirect } from "../errors/buckets.js";
import { accessDenied } from "../errors/requests.js";
import { BUCKETS, type BucketRow } from "../state/buckets.js";
import { mayBeBucketName } from "./names.js";

/** The bucket reference of a request. */
export interface BucketReference {
  readonly Bucket: string;
  readonly ExpectedBucketOwner?: string;
}

/**
 * The bucket of a request.
 *
 * @throws NoSuchBucket; InvalidBucketName for an impossible name; AccessDenied for a bucket of another
 * account, or another owner than expected; PermanentRedirect for one of another region.
 */
export function findBucket(ctx: Context, reference: BucketReference): BucketRow {
  const bucket = findBucketAnywhere(ctx, reference);
  // Unsigned requests have no signing region.
  if (ctx.caller.accessKeyId !== "" && bucket.region !== ctx.region)
    throw permanentRedirect(bucket.name, bucket.region);
  return bucket;
}

/** As {@link findBucket}, with the configuration that readers see: changes may be visible late. */
export function findSeenBucket(ctx: Context, reference: BucketReference): BucketRow {
  return seenBucket(ctx, findBucket(ctx, reference));
}

/** As {@link findBucket}, for a bucket in any region. */
export function findBucketAnywhere(
  ctx: Context,
  { Bucket, ExpectedBucketOwner }: BucketReference,
): BucketRow {
  if (ExpectedBucketOwner !== undefined && !/^\d{12}$/.test(ExpectedBucketOwner)) {
    throw invalidBucketOwner(ExpectedBucketOwner);
  }
  const bucket = ctx.table(BUCKETS).get(Bucket);
  if (!bucket) throw missingBucket(Bucket);
  if (ExpectedBucketOwner !== undefined && bucket.owner !== ExpectedBucketOwner) throw accessDenied();
  if (!mayUse(ctx, bucket)) throw accessDenied();
  return bucket;
}

/**
 * Checks only that a bucket exists, not its owner.
 *
 * @throws NoSuchBucket, InvalidBucketName
 */
export function checkBucketExists(ctx: Context, name: string): void {
  if (name !== "" && !ctx.table(BUCKETS).has(name)) throw missingBucket(name);
}

function missingBucket(name: string): AwsError {
  return mayBeBucketName(name) ? noSuchBucket(name) : invalidBucketName(name);
}

/** Only the owner may use a bucket, unless policies and ACLs were evaluated before the operation. */
function mayUse(ctx: Context, bucket: BucketRow): boolean {
  return bucket.owner === ctx.account || ctx.enforcesPermissions;
}

/** Writes a changed bucket. */
export function saveBucket(ctx: Context, bucket: BucketRow): void {
  const before = ctx.table(BUCKETS).get(bucket.name);
  if (before) keepBucket(ctx, before);
  ctx.table(BUCKETS).put(bucket.name, bucket);
}
