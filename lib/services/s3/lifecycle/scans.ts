import type { Context } from "../../../runtime/context.js";
import { keyPrefix } from "../../../runtime/store/store.js";
import { objectKey } from "../objects/keys.js";
import { expiryOf } from "../objects/restores.js";
import type { BucketRow } from "../state/buckets.js";
import { LIFECYCLE_ENTRIES, LIFECYCLE_KEY_SCANS, LIFECYCLE_SCANS } from "../state/lifecycle.js";
import type { AnyVersion } from "../state/objects.js";
import type { UploadRow } from "../state/uploads.js";
import { abortMoment } from "./abortion.js";
import { type ActiveLifecycle, activeLifecycle } from "./active-rules.js";
import { type Due, duesOf } from "./dues.js";

const DAY = 86_400_000;

/** The timer of a scan. Its key is its midnight. */
export const SCAN = "s3.lifecycle-scan";

/** The first future midnight at or after `moment`. */
function scanFor(moment: number, now: number): number {
  return Math.max(Math.ceil(moment / DAY), Math.floor(now / DAY) + 1) * DAY;
}

/** Schedules a scan of a key for the first midnight from `moment` on, unless an earlier one is scheduled. */
function scanBy(ctx: Context, bucket: string, key: string, moment: number): void {
  const known = ctx.table(LIFECYCLE_KEY_SCANS).get(objectKey(bucket, key));
  if (known === undefined || known > scanFor(moment, ctx.now())) scheduleScan(ctx, bucket, key, moment);
}

/** Sets the next scan of a key: the first midnight from `moment` on; never if it is infinite. */
export function scheduleScan(ctx: Context, bucket: string, key: string, moment: number): void {
  const name = objectKey(bucket, key);
  const keyScans = ctx.table(LIFECYCLE_KEY_SCANS);
  const entries = ctx.table(LIFECYCLE_ENTRIES);
  const known = keyScans.get(name);
  const midnight = moment === Number.POSITIVE_INFINITY ? undefined : scanFor(moment, ctx.now());
  if (known === midnight) return;
  if (known !== undefined) entries.delete(keyPrefix(known) + name);
  if (midnight === undefined) {
    keyScans.delete(name);
    return;
  }
  keyScans.put(name, midnight);
  entries.put(keyPrefix(midnight) + name, { bucket, key });
  startScan(ctx, midnight);
}

function startScan(ctx: Context, midnight: number): void {
  const scans = ctx.table(LIFECYCLE_SCANS);
  if (scans.has(midnight)) return;
  scans.put(midnight, true);
  ctx.after(midnight - ctx.now(), SCAN, String(midnight), { background: true });
}

/**
 * Schedules scans after a current version was written or changed: actions may be due for it and for the
 * version that it replaced.
 */
export function lookAtCurrent(ctx: Context, bucket: BucketRow, version: AnyVersion): void {
  const lifecycle = activeLifecycle(bucket);
  if (!lifecycle) return;
  const own = firstOf(duesOf(lifecycle, { version, newer: 0, alone: true }));
  const first = lifecycle.unversioned ? own : Math.min(own, firstNoncurrent(lifecycle, version));
  if (first !== Number.POSITIVE_INFINITY) scanBy(ctx, bucket.name, version.key, first);
}

/** Schedules a key for the next scan, because its versions or its current version changed. */
export function lookSoon(ctx: Context, bucket: BucketRow, key: string): void {
  if (bucket.configuration.lifecycle) scanBy(ctx, bucket.name, key, 0);
}

/** Schedules a scan for a new multipart upload. */
export function lookAtUpload(ctx: Context, bucket: BucketRow, upload: UploadRow): void {
  const at = abortMoment(bucket, upload)?.at;
  if (at !== undefined) scanBy(ctx, bucket.name, upload.key, at);
}

/** The first due time of some actions; infinite for none. */
export function firstOf(dues: readonly Due[]): number {
  return dues.reduce((first, { at }) => Math.min(first, at), Number.POSITIVE_INFINITY);
}

/**
 * The first due time of an action for the version that this one replaces. A rule that keeps a number of newer
 * versions may apply to any version of the key.
 */
function firstNoncurrent({ rules }: ActiveLifecycle, { key, lastModified }: AnyVersion): number {
  let first = Number.POSITIVE_INFINITY;
  for (const { rule, filter } of rules) {
    if (!key.startsWith(filter.prefix)) continue;
    const { NoncurrentVersionExpiration: expiration, NoncurrentVersionTransitions = [] } = rule;
    for (const action of expiration
      ? [expiration, ...NoncurrentVersionTransitions]
      : NoncurrentVersionTransitions) {
      if (action.NewerNoncurrentVersions !== undefined) return 0;
      first = Math.min(first, expiryOf(lastModified.getTime(), action.NoncurrentDays ?? 0).getTime());
    }
  }
  return first;
}
