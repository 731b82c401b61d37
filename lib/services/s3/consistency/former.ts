import type { Context } from "../../../runtime/context.js";
import type { TimerHandler } from "../../../runtime/service.js";
import { keyBelow, keyPrefix, withPrefix } from "../../../runtime/store/store.js";
import { objectKey } from "../objects/keys.js";
import { nextSequenceAscending } from "../objects/version-sequences.js";
import type { BucketRow } from "../state/buckets.js";
import { FORMER_BUCKETS, FORMER_OBJECTS, type Former } from "../state/consistency.js";
import { OBJECTS, type ObjectVersion } from "../state/objects.js";
import { delaysOf } from "./delays.js";

const FORGET_OBJECT = "s3.former-object";
const FORGET_BUCKET = "s3.former-bucket";

export const CONSISTENCY_TIMERS: Readonly<Record<string, TimerHandler>> = {
  [FORGET_OBJECT]: (key, ctx) => void ctx.table(FORMER_OBJECTS).delete(key),
  [FORGET_BUCKET]: (key, ctx) => void ctx.table(FORMER_BUCKETS).delete(key),
};

/** Keeps the object that a key shows before a change, while readers may still see it. */
export function keepObject(ctx: Context, bucket: string, key: string): void {
  const { reads, lists } = delaysOf(ctx, bucket);
  const longest = Math.max(reads, lists);
  if (longest === 0) return;
  const name = objectKey(bucket, key);
  const before = ctx.table(OBJECTS).get(name);
  const place = keyBelow(name, nextSequenceAscending(ctx));
  ctx.table(FORMER_OBJECTS).put(place, { changed: ctx.now(), ...(before && { before }) });
  ctx.after(longest, FORGET_OBJECT, place, { background: true });
}

/** Keeps a bucket before a change. */
export function keepBucket(ctx: Context, before: BucketRow): void {
  const { configuration } = delaysOf(ctx, before.name);
  if (configuration === 0) return;
  const place = keyPrefix(before.name) + nextSequenceAscending(ctx);
  ctx.table(FORMER_BUCKETS).put(place, { changed: ctx.now(), before });
  ctx.after(configuration, FORGET_BUCKET, place, { background: true });
}

/** The bucket as readers of its configuration see it. */
export function seenBucket(ctx: Context, bucket: BucketRow): BucketRow {
  const { configuration } = delaysOf(ctx, bucket.name);
  if (configuration === 0) return bucket;
  const formers = withPrefix(ctx.table(FORMER_BUCKETS), keyPrefix(bucket.name));
  return firstAfter(formers, ctx.now() - configuration)?.before ?? bucket;
}

/** Whether readers of a key see an earlier state, and which one; an absent object is also a state. */
export function formerObject(
  ctx: Context,
  bucket: string,
  key: string,
): { readonly before?: ObjectVersion } | undefined {
  const { reads } = delaysOf(ctx, bucket);
  if (reads === 0) return undefined;
  const formers = withPrefix(ctx.table(FORMER_OBJECTS), keyBelow(objectKey(bucket, key), ""));
  return firstAfter(formers, ctx.now() - reads);
}

/** The objects of a bucket from a table key on, as listings see them. */
export function seenObjects(
  ctx: Context,
  bucket: string,
  from: string,
): Iterable<readonly [name: string, object: ObjectVersion]> {
  const { lists } = delaysOf(ctx, bucket);
  const objects = ctx.table(OBJECTS).range({ from });
  if (lists === 0) return objects;
  const seen = formerBy(ctx, bucket, ctx.now() - lists);
  return merged(
    objects,
    [...seen].filter(([name]) => name >= from),
  );
}

/** The state at a given time of the keys of a bucket that have changed since, in key order. */
function formerBy(ctx: Context, bucket: string, moment: number): Map<string, ObjectVersion | undefined> {
  const seen = new Map<string, ObjectVersion | undefined>();
  const start = objectKey(bucket, "");
  for (const [place, { changed, before }] of ctx.table(FORMER_OBJECTS).range({ from: start })) {
    if (!place.startsWith(start)) break;
    const name = place.slice(0, place.lastIndexOf(" "));
    if (changed > moment && !seen.has(name)) seen.set(name, before);
  }
  return seen;
}

function* merged(
  objects: Iterable<readonly [string, ObjectVersion]>,
  seen: readonly (readonly [string, ObjectVersion | undefined])[],
): Generator<readonly [string, ObjectVersion]> {
  const former = new Map(seen);
  let next = 0;
  for (const [name, object] of objects) {
    for (; next < seen.length && (seen[next]?.[0] ?? "") <= name; next++) yield* present(seen[next]);
    if (!former.has(name)) yield [name, object];
  }
  for (; next < seen.length; next++) yield* present(seen[next]);
}

function* present(
  entry: readonly [string, ObjectVersion | undefined] | undefined,
): Generator<readonly [string, ObjectVersion]> {
  if (entry?.[1]) yield [entry[0], entry[1]];
}

/** The state before the first change after a time, which is the state at that time. */
function firstAfter<Row>(formers: Iterable<Former<Row>>, moment: number): Former<Row> | undefined {
  for (const former of formers) if (former.changed > moment) return former;
  return undefined;
}
