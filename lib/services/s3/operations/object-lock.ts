import type { Context } from "../../../runtime/context.js";
import { findBucket, findSeenBucket, saveBucket } from "../buckets/find.js";
import { lockConfigurationNotFound, lockNeedsVersioning, objectLockNotFound } from "../errors/protection.js";
import { malformedXml, missingRequestBody } from "../errors/requests.js";
import type {
  GetObjectLegalHoldOutput,
  GetObjectLegalHoldRequest,
  GetObjectLockConfigurationOutput,
  GetObjectLockConfigurationRequest,
  GetObjectRetentionOutput,
  GetObjectRetentionRequest,
  PutObjectLegalHoldRequest,
  PutObjectLockConfigurationRequest,
  PutObjectRetentionRequest,
} from "../generated/types.js";
import { changeLock, lockOf } from "../objects/lock.js";
import { checkLockRule, checkRetention } from "../objects/retention.js";

export function putObjectLockConfiguration(input: PutObjectLockConfigurationRequest, ctx: Context): object {
  const bucket = findBucket(ctx, input);
  const objectLock = input.ObjectLockConfiguration;
  if (objectLock === undefined) throw missingRequestBody();
  if (objectLock.ObjectLockEnabled === undefined) throw malformedXml();
  if (bucket.versioning !== "Enabled") throw lockNeedsVersioning();
  if (objectLock.Rule) checkLockRule(objectLock.Rule);
  saveBucket(ctx, { ...bucket, configuration: { ...bucket.configuration, objectLock } });
  return {};
}

export function getObjectLockConfiguration(
  input: GetObjectLockConfigurationRequest,
  ctx: Context,
): GetObjectLockConfigurationOutput {
  const { name, configuration } = findSeenBucket(ctx, input);
  if (configuration.objectLock === undefined) throw lockConfigurationNotFound(name);
  return { ObjectLockConfiguration: configuration.objectLock };
}

export function putObjectRetention(input: PutObjectRetentionRequest, ctx: Context): object {
  const { Retention, BypassGovernanceRetention } = input;
  changeLock(ctx, input, "OBJECT_PUT_RETENTION", (lock) => {
    if (Retention === undefined) throw missingRequestBody();
    checkRetention(ctx, lock, Retention, BypassGovernanceRetention);
    const { Mode: mode, RetainUntilDate: retainUntil } = Retention;
    const { legalHold } = lock;
    return {
      ...(legalHold !== undefined && { legalHold }),
      ...(mode !== undefined && retainUntil !== undefined && { mode, retainUntil }),
    };
  });
  return {};
}

export function getObjectRetention(input: GetObjectRetentionRequest, ctx: Context): GetObjectRetentionOutput {
  const { mode, retainUntil } = lockOf(ctx, input);
  if (mode === undefined || retainUntil === undefined) throw objectLockNotFound();
  return { Retention: { Mode: mode, RetainUntilDate: retainUntil } };
}

export function putObjectLegalHold(input: PutObjectLegalHoldRequest, ctx: Context): object {
  findBucket(ctx, input);
  const legalHold = input.LegalHold?.Status;
  // S3 validates the document before it checks that the bucket has Object Lock.
  if (legalHold === undefined) throw malformedXml();
  changeLock(ctx, input, "OBJECT_PUT_LEGAL_HOLD", (lock) => ({ ...lock, legalHold }));
  return {};
}

export function getObjectLegalHold(input: GetObjectLegalHoldRequest, ctx: Context): GetObjectLegalHoldOutput {
  const { legalHold } = lockOf(ctx, input);
  if (legalHold === undefined) throw objectLockNotFound();
  return { LegalHold: { Status: legalHold } };
}
