import type { Context } from "../../../runtime/context.js";
import type { DelayDefaults } from "../../../runtime/delays.js";
import type { TimerHandler } from "../../../runtime/service.js";
import { key as joinKey, keyParts } from "../../../runtime/store/store.js";
import { headerNotImplemented, restoreInProgress, restoreNotAllowed } from "../errors/objects.js";
import { invalidArgument, malformedXml } from "../errors/requests.js";
import type { RestoreRequest } from "../generated/types.js";
import { BUCKETS, type BucketRow } from "../state/buckets.js";
import type { ObjectVersion } from "../state/objects.js";
import { expiryOf, isBeingRestored, isRestored } from "./restores.js";
import { isArchive } from "./storage-classes.js";
import { findVersion, isObject, replaceVersion } from "./versions.js";

/** The delays of S3 and their defaults. AWS takes from minutes to two days to restore; tests should not. */
export const DELAYS = {
  /** Archived objects: asked to be restored → restored. */
  restore: "1s",
} as const satisfies DelayDefaults;

const TIMER = "s3.restore";

/**
 * Begins to restore an archived object, or keeps the copy of one that is
 * restored for longer.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_RestoreObject.html
 *
 * @returns whether the object was restored already.
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
    const restore = { days, expiresAt: expiryOf(ctx.now(), days) };
    replaceVersion(ctx, bucket.name, { ...object, restore });
    return true;
  }
  replaceVersion(ctx, bucket.name, { ...object, restore: { days } });
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

/** The copy is there; whoever wants it has `days` from now. */
const restored: TimerHandler = (key, ctx) => {
  const [bucket = "", name = "", versionId = ""] = keyParts(key);
  if (!ctx.table(BUCKETS).has(bucket)) return;
  const version = findVersion(ctx, bucket, name, versionId);
  if (!version || !isObject(version) || !version.restore || !isBeingRestored(version)) return;
  const { days } = version.restore;
  replaceVersion(ctx, bucket, { ...version, restore: { days, expiresAt: expiryOf(ctx.now(), days) } });
};

export const timers: Readonly<Record<string, TimerHandler>> = { [TIMER]: restored };
