import type { Context } from "../../../runtime/context.js";
import type { AwsError } from "../../../runtime/errors.js";
import { invalidBucketName, invalidBucketOwner, noSuchBucket, permanentRedirect } from "../errors/buckets.js";
import { accessDenied } from "../errors/requests.js";
import { BUCKETS, type BucketRow } from "../state/buckets.js";
import { mayBeBucketName } from "./names.js";

/** What every operation on a bucket says of it. */
export interface BucketReference {
  readonly Bucket: string;
  readonly ExpectedBucketOwner?: string;
}

/**
 * The bucket that an operation is about.
 *
 * @throws NoSuchBucket, InvalidBucketName for what can be no bucket, AccessDenied for another account's or another owner than expected,
 *   PermanentRedirect for one of another region.
 */
export function findBucket(ctx: Context, reference: BucketReference): BucketRow {
  const bucket = findBucketAnywhere(ctx, reference);
  // Unsigned requests were signed for no region.
  if (ctx.caller.accessKeyId !== "" && bucket.region !== ctx.region)
    throw permanentRedirect(bucket.name, bucket.region);
  return bucket;
}

/** As {@link findBucket}, in whichever region the bucket is. */
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
 * Checks only that there is a bucket of this name, whoever owns it.
 *
 * @throws NoSuchBucket, InvalidBucketName
 */
export function checkBucketExists(ctx: Context, name: string): void {
  if (name !== "" && !ctx.table(BUCKETS).has(name)) throw missingBucket(name);
}

function missingBucket(name: string): AwsError {
  return mayBeBucketName(name) ? noSuchBucket(name) : invalidBucketName(name);
}

/** Policies and ACLs are not evaluated: a bucket is its owner's. */
function mayUse(ctx: Context, bucket: BucketRow): boolean {
  return bucket.owner === ctx.account;
}

/** Writes a changed bucket. */
export function saveBucket(ctx: Context, bucket: BucketRow): void {
  ctx.table(BUCKETS).put(bucket.name, bucket);
}
