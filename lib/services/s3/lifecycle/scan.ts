import type { Context } from "../../../runtime/context.js";
import type { TimerHandler } from "../../../runtime/service.js";
import { keyPrefix, withPrefix } from "../../../runtime/store/store.js";
import { behindPrefix, objectKey } from "../objects/keys.js";
import { BUCKETS, type BucketRow } from "../state/buckets.js";
import { LIFECYCLE_ENTRIES, LIFECYCLE_KEY_SCANS, LIFECYCLE_SCANS } from "../state/lifecycle.js";
import { OBJECTS, VERSIONS } from "../state/objects.js";
import { UPLOADS } from "../state/uploads.js";
import { type ActiveLifecycle, activeLifecycle } from "./active-rules.js";
import { applyTo, nextLook, type Scan } from "./apply.js";
import { SCAN, scheduleScan } from "./scans.js";

/** The daily scan at midnight UTC. It visits only keys with a due action. */
const scan: TimerHandler = (key, ctx) => {
  const midnight = Number(key);
  ctx.table(LIFECYCLE_SCANS).delete(midnight);
  const entries = [...withPrefix(ctx.table(LIFECYCLE_ENTRIES), keyPrefix(midnight))];
  let current: Scan | undefined;
  for (const { bucket, key: name } of entries) {
    if (current?.bucket.name !== bucket) current = scanOf(ctx, bucket);
    if (current) applyTo(current, name);
    else scheduleScan(ctx, bucket, name, Number.POSITIVE_INFINITY);
  }
};

export const LIFECYCLE_TIMERS: Readonly<Record<string, TimerHandler>> = { [SCAN]: scan };

/** The dependencies of a scan; `undefined` if the bucket or its lifecycle no longer exists. */
function scanOf(ctx: Context, name: string): Scan | undefined {
  const bucket = ctx.table(BUCKETS).get(name);
  const lifecycle = bucket && activeLifecycle(bucket);
  if (!bucket || !lifecycle) return undefined;
  return { ctx: ctx.elsewhere({ account: bucket.owner, region: bucket.region }), bucket, lifecycle };
}

/** Schedules all keys of a bucket after its rules changed. */
export function lookAtAll(ctx: Context, bucket: BucketRow): void {
  forget(ctx, bucket.name);
  const lifecycle = activeLifecycle(bucket);
  if (!lifecycle) return;
  for (const key of keysOf(ctx, bucket.name, lifecycle))
    scheduleScan(ctx, bucket.name, key, nextLook({ ctx, bucket, lifecycle }, key));
}

function forget(ctx: Context, bucket: string): void {
  const keyScans = ctx.table(LIFECYCLE_KEY_SCANS);
  // Avoids the first range of the table, which builds the order of its keys.
  if (keyScans.size === 0) return;
  const end = behindPrefix(bucket, "");
  const known: [string, number][] = [];
  for (const entry of keyScans.range({ from: objectKey(bucket, "") })) {
    if (entry[0] >= end) break;
    known.push(entry);
  }
  for (const [name, midnight] of known) {
    keyScans.delete(name);
    ctx.table(LIFECYCLE_ENTRIES).delete(keyPrefix(midnight) + name);
  }
}

/** The keys that a rule may apply to. */
function keysOf(ctx: Context, bucket: string, { rules }: ActiveLifecycle): Set<string> {
  const keys = new Set<string>();
  for (const prefix of new Set(rules.map(({ filter }) => filter.prefix))) {
    const start = objectKey(bucket, prefix);
    for (const { key } of withPrefix(ctx.table(OBJECTS), start)) keys.add(key);
    for (const { key } of withPrefix(ctx.table(VERSIONS), start)) keys.add(key);
    for (const { key } of withPrefix(ctx.table(UPLOADS), start)) keys.add(key);
  }
  return keys;
}
