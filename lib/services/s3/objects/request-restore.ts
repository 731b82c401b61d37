import type { Context } from "../../../runtime/context.js";
import type { TimerHandler } from "../../../runtime/service.js";
import { key as joinKey, keyParts } from "../../../runtime/store/store.js";
import { headerNotImplemented, restoreInProgress, restoreNotAllowed } from "../errors/objects.js";
import { invalidArgument, malformedXml } from "../errors/requests.js";
import { emit } from "../events/emit.js";
import type { RestoreRequest } from "../generated/types.js";
import { BUCKETS, type BucketRow } from "../state/buckets.js";
import type { ObjectVersion } from "../state/objects.js";
import { expiryOf, isBeingRestored, isRestored } from "./restores.js";
import { isArchive } from "./storage-classes.js";
import { findVersion, isObject, replaceVersion } from "./versions.js";

const TIMER = "s3.restore";
const EXPIRY = "s3.restore-expiry";

/**
 * Starts restoring an archived object, or extends the lifetime of a restored copy.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_RestoreObject.html
 *
 * @returns whether the object was already restored.
 * @throws InvalidObjectState, RestoreAlreadyInProgress, MalformedXML
 */
export function requestRestore(
  ctx: Context,
  bucket: BucketRow,
  object: ObjectVersion,
  request: RestoreRequest = {},
): boolean {
  if (request.Type !== undefined) throw headerNotImplemented("x-amz-restore-output-path");
  if (!isArchive(object.storageClass)) throw restoreNotAllowed(object.storageClass);
  const days = checkedDays(request);
  checkTier(object, request);
  if (isBeingRestored(object)) throw restoreInProgress();
  if (isRestored(object, ctx.now())) {
    keepCopy(ctx, bucket.name, object, days);
    return true;
  }
  const version = { ...object, restore: { days } };
  replaceVersion(ctx, bucket.name, version);
  emit(ctx, bucket, { name: "ObjectRestore:Post", version });
  ctx.later("restore", TIMER, joinKey(bucket.name, object.key, object.versionId));
  return false;
}

function checkedDays({ Days }: RestoreRequest): number {
  if (Days === undefined) throw malformedXml();
  if (Days < 1) throw invalidArgument("restoration days should be at least 1", "Days", String(Days));
  return Days;
}

/** Deep archives have no expedited retrieval. */
function checkTier({ storageClass }: ObjectVersion, { Tier, GlacierJobParameters }: RestoreRequest): void {
  const tier = GlacierJobParameters?.Tier ?? Tier;
  if (tier === "Expedited" && storageClass === "DEEP_ARCHIVE") {
    const message = "Retrieval option is not supported by this storage class";
    throw invalidArgument(message, "RestoreRequest", tier);
  }
}

/** Keeps the restored copy of an object for a number of days from now. */
function keepCopy(ctx: Context, bucket: string, object: ObjectVersion, days: number): ObjectVersion {
  const expiresAt = expiryOf(ctx.now(), days);
  const version = { ...object, restore: { days, expiresAt } };
  replaceVersion(ctx, bucket, version);
  const key = joinKey(bucket, object.key, object.versionId);
  ctx.after(expiresAt.getTime() - ctx.now(), EXPIRY, key, { background: true });
  return version;
}

/** An object with a restore, if its bucket still exists. */
function restoring(ctx: Context, key: string) {
  const [name = "", objectName = "", versionId = ""] = keyParts(key);
  const bucket = ctx.table(BUCKETS).get(name);
  const version = bucket && findVersion(ctx, name, objectName, versionId);
  return bucket && version && isObject(version) && version.restore
    ? { bucket, version, restore: version.restore }
    : undefined;
}

/** Completes a restore; the copy is kept for `days` from now. */
const restored: TimerHandler = (key, ctx) => {
  const found = restoring(ctx, key);
  if (!found || !isBeingRestored(found.version)) return;
  const { bucket, version, restore } = found;
  const kept = keepCopy(ctx, bucket.name, version, restore.days);
  const restoredUntil = kept.restore?.expiresAt;
  emit(ctx, bucket, {
    name: "ObjectRestore:Completed",
    version: kept,
    byS3: true,
    ...(restoredUntil && { restoredUntil }),
  });
};

/** Removes the copy, unless its lifetime was extended. */
const expired: TimerHandler = (key, ctx) => {
  const found = restoring(ctx, key);
  if (!found || isBeingRestored(found.version) || isRestored(found.version, ctx.now())) return;
  const { bucket, version } = found;
  const { restore: _, ...archived } = version;
  replaceVersion(ctx, bucket.name, archived);
  emit(ctx, bucket, { name: "ObjectRestore:Delete", version: archived, byS3: true });
};

export const RESTORE_TIMERS: Readonly<Record<string, TimerHandler>> = {
  [TIMER]: restored,
  [EXPIRY]: expired,
};
