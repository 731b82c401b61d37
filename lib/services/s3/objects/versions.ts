import type { Context } from "../../../runtime/context.js";
import { keyBelow, keyEnd } from "../../../runtime/store/store.js";
import { keepObject } from "../consistency/former.js";
import { noSuchVersion } from "../errors/objects.js";
import { invalidArgument } from "../errors/requests.js";
import { lookAtCurrent, lookSoon } from "../lifecycle/scans.js";
import { BUCKETS, type BucketRow } from "../state/buckets.js";
import {
  type AnyVersion,
  NULL_VERSIONS,
  OBJECTS,
  type ObjectVersion,
  VERSIONS,
  type VersionSequence,
} from "../state/objects.js";
import { behindPrefix, objectKey } from "./keys.js";
import { isVersionId, nextSequence, sequenceOf, versionIdAt } from "./version-sequences.js";

/** The newest version of a key, possibly a delete marker. */
export function latestVersion(ctx: Context, bucket: string, key: string): AnyVersion | undefined {
  const name = objectKey(bucket, key);
  return ctx.table(OBJECTS).get(name) ?? newestOther(ctx, name);
}

/**
 * The version with an id.
 *
 * @throws InvalidArgument for an invalid version id, NoSuchVersion if it does not exist.
 */
export function versionById(ctx: Context, bucket: string, key: string, versionId: string): AnyVersion {
  const version = findVersion(ctx, bucket, key, versionId);
  if (!version) throw noSuchVersion(key, versionId);
  return version;
}

/** As {@link versionById}, but `undefined` if it does not exist. */
export function findVersion(
  ctx: Context,
  bucket: string,
  key: string,
  versionId: string,
): AnyVersion | undefined {
  checkVersionId(versionId);
  const name = objectKey(bucket, key);
  const current = ctx.table(OBJECTS).get(name);
  if (current?.versionId === versionId) return current;
  const sequence = versionId === "null" ? ctx.table(NULL_VERSIONS).get(name) : sequenceOf(versionId);
  const other = sequence === undefined ? undefined : ctx.table(VERSIONS).get(placed(name, sequence));
  return other?.versionId === versionId ? other : undefined;
}

/** @throws InvalidArgument for an id that S3 never issued. */
export function checkVersionId(versionId: string): void {
  if (isVersionId(versionId)) return;
  const message = versionId === "" ? "Version id cannot be the empty string" : "Invalid version id specified";
  throw invalidArgument(message, "versionId", versionId);
}

/**
 * Writes a new version according to the bucket's versioning: beside the others, or replacing the `null` one.
 */
export function addVersion<Version extends AnyVersion>(
  ctx: Context,
  bucket: BucketRow,
  key: string,
  make: (versionId: string, sequence: VersionSequence) => Version,
): Version {
  const name = objectKey(bucket.name, key);
  const sequence = nextSequence(ctx);
  const version = make(bucket.versioning === "Enabled" ? versionIdAt(sequence, ctx.ids) : "null", sequence);
  keepObject(ctx, bucket.name, key);
  const objects = ctx.table(OBJECTS);
  const current = objects.get(name);
  if (version.versionId !== "null" || current?.versionId !== "null") {
    if (version.versionId === "null") dropNullVersion(ctx, name);
    if (current) putOther(ctx, name, current);
  }
  if (isObject(version)) {
    objects.put(name, version);
  } else {
    objects.delete(name);
    putOther(ctx, name, version);
  }
  lookAtCurrent(ctx, bucket, version);
  return version;
}

/** Adds a version of another bucket, with its id and age, at its position among those of its key. */
export function placeVersion(ctx: Context, bucket: BucketRow, version: AnyVersion): void {
  const name = objectKey(bucket.name, version.key);
  const objects = ctx.table(OBJECTS);
  const current = objects.get(name);
  const newest = current ?? newestOther(ctx, name);
  keepObject(ctx, bucket.name, version.key);
  lookSoon(ctx, bucket, version.key);
  if (newest && newest.sequence < version.sequence) return putOther(ctx, name, version);
  if (current && current.sequence !== version.sequence) putOther(ctx, name, current);
  if (isObject(version)) {
    objects.put(name, version);
  } else {
    objects.delete(name);
    putOther(ctx, name, version);
  }
}

/** Replaces a version by its changed form. */
export function replaceVersion(ctx: Context, bucket: string, version: ObjectVersion): void {
  const name = objectKey(bucket, version.key);
  const current = ctx.table(OBJECTS).get(name);
  const isCurrent = current?.sequence === version.sequence;
  if (isCurrent) keepObject(ctx, bucket, version.key);
  if (isCurrent) ctx.table(OBJECTS).put(name, version);
  else ctx.table(VERSIONS).put(placed(name, version.sequence), version);
  const row = ctx.table(BUCKETS).get(bucket);
  if (!row) return;
  if (isCurrent) lookAtCurrent(ctx, row, version);
  else lookSoon(ctx, row, version.key);
}

/** Removes a version permanently. The newest remaining one becomes the current one. */
export function removeVersion(ctx: Context, bucket: string, version: AnyVersion): void {
  const name = objectKey(bucket, version.key);
  const objects = ctx.table(OBJECTS);
  keepObject(ctx, bucket, version.key);
  if (objects.get(name)?.sequence === version.sequence) objects.delete(name);
  else ctx.table(VERSIONS).delete(placed(name, version.sequence));
  const current = objects.get(name);
  const next = newestOther(ctx, name);
  rememberNullVersion(ctx, name, version, current ?? next);
  const row = ctx.table(BUCKETS).get(bucket);
  if (row && (current ?? next)) lookSoon(ctx, row, version.key);
  if (current || !next || !isObject(next)) return;
  dropOther(ctx, name, next);
  objects.put(name, next);
}

/**
 * Keeps the sequence of a deleted `null` version while the key has others. A listing may continue after it,
 * and its id does not contain its sequence.
 */
function rememberNullVersion(
  ctx: Context,
  name: string,
  deleted: AnyVersion,
  left: AnyVersion | undefined,
): void {
  const sequences = ctx.table(NULL_VERSIONS);
  if (!left) sequences.delete(name);
  else if (deleted.versionId === "null") sequences.put(name, deleted.sequence);
}

/** Whether a bucket is empty, including versions and delete markers. */
export function isEmpty(ctx: Context, bucket: string): boolean {
  const start = objectKey(bucket, "");
  const end = behindPrefix(bucket, "");
  for (const table of [ctx.table(OBJECTS), ctx.table(VERSIONS)]) {
    for (const [name] of table.range({ from: start })) {
      if (name < end) return false;
      break;
    }
  }
  return true;
}

export function isObject(version: AnyVersion): version is ObjectVersion {
  return version.kind === "object";
}

/** The other versions of a key, newest first. */
export function* otherVersions(ctx: Context, bucket: string, key: string): Generator<AnyVersion> {
  yield* othersOf(ctx, objectKey(bucket, key));
}

/**
 * The start of a range over both tables that returns the versions of a key older than a sequence, whether or
 * not that version still exists: deleting the newer ones makes an older one the current object, which sorts
 * first.
 */
export function olderThan(ctx: Context, bucket: string, key: string, sequence: VersionSequence): string {
  const name = objectKey(bucket, key);
  const current = ctx.table(OBJECTS).get(name);
  return current && current.sequence > sequence ? name : keyEnd(placed(name, sequence));
}

/**
 * The sequence of a version, also of a deleted one; `undefined` for a `null` version that is unknown or has
 * no older versions.
 */
export function placeOfVersion(
  ctx: Context,
  bucket: string,
  key: string,
  versionId: string,
): VersionSequence | undefined {
  if (versionId !== "null") return sequenceOf(versionId);
  const name = objectKey(bucket, key);
  const current = ctx.table(OBJECTS).get(name);
  return current?.versionId === "null" ? current.sequence : ctx.table(NULL_VERSIONS).get(name);
}

function placed(name: string, sequence: string): string {
  return keyBelow(name, sequence);
}

function* othersOf(ctx: Context, name: string): Generator<AnyVersion> {
  const versions = ctx.table(VERSIONS);
  // Without versioning there are none, and a range would dominate the cost of a removal.
  if (versions.size === 0) return;
  const start = placed(name, "");
  for (const [key, version] of versions.range({ from: start })) {
    if (!key.startsWith(start)) return;
    yield version;
  }
}

function newestOther(ctx: Context, name: string): AnyVersion | undefined {
  for (const version of othersOf(ctx, name)) return version;
  return undefined;
}

function putOther(ctx: Context, name: string, version: AnyVersion): void {
  ctx.table(VERSIONS).put(placed(name, version.sequence), version);
  if (version.versionId === "null") ctx.table(NULL_VERSIONS).put(name, version.sequence);
}

function dropOther(ctx: Context, name: string, version: AnyVersion): void {
  ctx.table(VERSIONS).delete(placed(name, version.sequence));
  if (version.versionId === "null") ctx.table(NULL_VERSIONS).delete(name);
}

/** Removes the `null` version if it is not the current one. */
function dropNullVersion(ctx: Context, name: string): void {
  const sequence = ctx.table(NULL_VERSIONS).get(name);
  if (sequence === undefined) return;
  ctx.table(VERSIONS).delete(placed(name, sequence));
  ctx.table(NULL_VERSIONS).delete(name);
}
