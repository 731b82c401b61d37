import type { Context } from "../../../runtime/context.js";
import { type BucketReference, findBucket } from "../buckets/find.js";
import { promisedChecksum } from "../checksums/request.js";
import {
  bucketWithoutLock,
  bypassWithoutLock,
  lockHeaderMissing,
  lockNeedsChecksum,
  objectLocked,
  retainedUntilPast,
} from "../errors/protection.js";
import type { DefaultRetention, PutObjectRequest } from "../generated/types.js";
import type { BucketRow } from "../state/buckets.js";
import type { AnyVersion, ObjectLock } from "../state/objects.js";
import { findForSubresource, type ObjectReference } from "./find.js";
import { isObject, replaceVersion } from "./versions.js";

/** The members of an upload, a copy or a new multipart upload that lock what is written. */
export type LockMembers = Pick<
  PutObjectRequest,
  "ObjectLockMode" | "ObjectLockRetainUntilDate" | "ObjectLockLegalHoldStatus"
>;

const DAY = 24 * 60 * 60 * 1000;

/** Whether Object Lock is on in a bucket, which then is so for good. */
export function hasObjectLock({ configuration }: BucketRow): boolean {
  return configuration.objectLock !== undefined;
}

/** Whether a request locks what it writes, and so must come with a checksum. */
export function asksForLock(input: LockMembers): boolean {
  const { ObjectLockMode, ObjectLockRetainUntilDate, ObjectLockLegalHoldStatus } = input;
  return (ObjectLockMode ?? ObjectLockRetainUntilDate ?? ObjectLockLegalHoldStatus) !== undefined;
}

/**
 * The lock of a version that is written now: what the request asks for, else
 * the retention that the bucket gives by default.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html
 *
 * @throws InvalidArgument for half a retention or one that is over, InvalidRequest where the bucket
 *   has no Object Lock.
 */
export function lockFromRequest(ctx: Context, bucket: BucketRow, input: LockMembers): ObjectLock {
  if (!asksForLock(input)) return defaultLock(ctx, bucket);
  const { ObjectLockMode: mode, ObjectLockRetainUntilDate: retainUntil } = input;
  const { ObjectLockLegalHoldStatus: legalHold } = input;
  checkLockPair(input);
  if (retainUntil !== undefined) refusePast(ctx, retainUntil);
  if (!hasObjectLock(bucket)) throw bucketWithoutLock();
  return {
    ...(mode === undefined ? defaultLock(ctx, bucket) : { mode, retainUntil }),
    ...(legalHold !== undefined && { legalHold }),
  };
}

/** @throws InvalidArgument for half a retention. S3 checks this first, before digests. */
export function checkLockPair({ ObjectLockMode, ObjectLockRetainUntilDate }: LockMembers): void {
  if ((ObjectLockMode === undefined) === (ObjectLockRetainUntilDate === undefined)) return;
  const missing = ObjectLockMode === undefined ? "mode" : "retain-until-date";
  throw lockHeaderMissing(`x-amz-object-lock-${missing}`);
}

/** @throws InvalidArgument for a date that is not ahead. */
export function refusePast(ctx: Context, retainUntil: Date): void {
  if (retainUntil.getTime() <= ctx.now()) throw retainedUntilPast(retainUntil);
}

function defaultLock(ctx: Context, { configuration }: BucketRow): ObjectLock {
  const retention = configuration.objectLock?.Rule?.DefaultRetention;
  if (retention?.Mode === undefined) return {};
  return { mode: retention.Mode, retainUntil: endOf(retention, ctx.date()) };
}

function endOf({ Days, Years = 0 }: DefaultRetention, from: Date): Date {
  if (Days !== undefined) return new Date(from.getTime() + Days * DAY);
  const end = new Date(from);
  end.setUTCFullYear(end.getUTCFullYear() + Years);
  return end;
}

/**
 * Keeps a protected version from being deleted.
 *
 * @param bypass `x-amz-bypass-governance-retention`: passes a retention in GOVERNANCE mode, nothing else.
 * @throws AccessDenied
 */
export function refuseIfLocked(ctx: Context, version: AnyVersion, bypass = false): void {
  if (!isObject(version)) return;
  const { lock } = version;
  if (lock.legalHold === "ON") throw objectLocked();
  if (isRetained(ctx, lock) && !(bypass && lock.mode === "GOVERNANCE")) throw objectLocked();
}

/** Whether a retention is not over yet. */
export function isRetained(ctx: Context, { retainUntil }: ObjectLock): boolean {
  return retainUntil !== undefined && retainUntil.getTime() > ctx.now();
}

/**
 * Looks at `x-amz-bypass-governance-retention` of a delete.
 *
 * @throws InvalidArgument where the bucket has no Object Lock, whatever the header's value.
 */
export function checkBypass(bucket: BucketRow, bypass: boolean | undefined): void {
  if (bypass !== undefined && !hasObjectLock(bucket)) throw bypassWithoutLock();
}

/** What GetObject and HeadObject tell of a lock. */
export function lockMembers({ mode, retainUntil, legalHold }: ObjectLock): LockMembers {
  const members: LockMembers = {};
  if (mode !== undefined) members.ObjectLockMode = mode;
  if (retainUntil !== undefined) members.ObjectLockRetainUntilDate = retainUntil;
  if (legalHold !== undefined) members.ObjectLockLegalHoldStatus = legalHold;
  return members;
}

type Reference = BucketReference & ObjectReference;

/** The lock of a version. @throws InvalidRequest where the bucket has no Object Lock */
export function lockOf(ctx: Context, reference: Reference): ObjectLock {
  return findLocked(ctx, reference, "GET").version.lock;
}

/** Gives a version another lock. @throws InvalidRequest where the bucket has no Object Lock */
export function changeLock(
  ctx: Context,
  reference: Reference,
  change: (lock: ObjectLock) => ObjectLock,
): void {
  const { bucket, version } = findLocked(ctx, reference, "PUT");
  replaceVersion(ctx, bucket.name, { ...version, lock: change(version.lock) });
}

function findLocked(ctx: Context, reference: Reference, method: string) {
  const bucket = findBucket(ctx, reference);
  if (!hasObjectLock(bucket)) throw bucketWithoutLock();
  return { bucket, version: findForSubresource(ctx, bucket, reference, method) };
}

/** @throws InvalidArgument for half a retention, InvalidRequest for content to lock without a digest. */
export function checkLockDigest(input: PutObjectRequest): void {
  checkLockPair(input);
  if (!asksForLock(input) || input.ContentMD5 !== undefined) return;
  if (promisedChecksum(input) === undefined) throw lockNeedsChecksum();
}
