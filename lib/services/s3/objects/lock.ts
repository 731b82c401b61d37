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
import { announceChanged } from "./announce.js";
import { findForSubresource, type ObjectReference } from "./find.js";
import { isObject, replaceVersion } from "./versions.js";

/** The members of an upload, a copy or a new multipart upload that lock the object. */
export type LockMembers = Pick<
  PutObjectRequest,
  "ObjectLockMode" | "ObjectLockRetainUntilDate" | "ObjectLockLegalHoldStatus"
>;

const DAY = 24 * 60 * 60 * 1000;

/** Whether Object Lock is enabled in a bucket; it cannot be disabled. */
export function hasObjectLock({ configuration }: BucketRow): boolean {
  return configuration.objectLock !== undefined;
}

/** Whether a request locks its object, and so requires a checksum. */
export function asksForLock(input: LockMembers): boolean {
  const { ObjectLockMode, ObjectLockRetainUntilDate, ObjectLockLegalHoldStatus } = input;
  return (ObjectLockMode ?? ObjectLockRetainUntilDate ?? ObjectLockLegalHoldStatus) !== undefined;
}

/**
 * The lock of a new version: as requested, else the default retention of the bucket.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html
 *
 * @throws InvalidArgument for an incomplete retention or one in the past, InvalidRequest if the bucket has no
 * Object Lock.
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
 * Rejects the deletion of a protected version.
 *
 * @param bypass `x-amz-bypass-governance-retention`: only bypasses a retention in GOVERNANCE mode.
 * @throws AccessDenied
 */
export function refuseIfLocked(ctx: Context, version: AnyVersion, bypass = false): void {
  if (!isObject(version)) return;
  const { lock } = version;
  if (lock.legalHold === "ON") throw objectLocked();
  if (isRetained(ctx, lock) && !(bypass && lock.mode === "GOVERNANCE")) throw objectLocked();
}

/** Whether a retention is still active. */
export function isRetained(ctx: Context, { retainUntil }: ObjectLock): boolean {
  return retainUntil !== undefined && retainUntil.getTime() > ctx.now();
}

/**
 * Validates `x-amz-bypass-governance-retention` of a delete.
 *
 * @throws InvalidArgument if the bucket has no Object Lock, whatever the header's value.
 */
export function checkBypass(bucket: BucketRow, bypass: boolean | undefined): void {
  if (bypass !== undefined && !hasObjectLock(bucket)) throw bypassWithoutLock();
}

/** The lock members of GetObject and HeadObject. */
export function lockMembers({ mode, retainUntil, legalHold }: ObjectLock): LockMembers {
  const members: LockMembers = {};
  if (mode !== undefined) members.ObjectLockMode = mode;
  if (retainUntil !== undefined) members.ObjectLockRetainUntilDate = retainUntil;
  if (legalHold !== undefined) members.ObjectLockLegalHoldStatus = legalHold;
  return members;
}

type Reference = BucketReference & ObjectReference;

/** The lock of a version. @throws InvalidRequest if the bucket has no Object Lock */
export function lockOf(ctx: Context, reference: Reference): ObjectLock {
  return findLocked(ctx, reference, "GET").version.lock;
}

/** Changes the lock of a version. @throws InvalidRequest if the bucket has no Object Lock */
export function changeLock(
  ctx: Context,
  reference: Reference,
  operation: "OBJECT_PUT_RETENTION" | "OBJECT_PUT_LEGAL_HOLD",
  change: (lock: ObjectLock) => ObjectLock,
): void {
  const { bucket, version } = findLocked(ctx, reference, "PUT");
  const changed = { ...version, lock: change(version.lock) };
  replaceVersion(ctx, bucket.name, changed);
  announceChanged(ctx, bucket, operation, changed);
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
