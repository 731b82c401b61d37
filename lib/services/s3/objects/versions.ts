import type { Context } from "../../../runtime/context.js";
import { keyBelow, keyEnd } from "../../../runtime/store/store.js";
import { noSuchVersion } from "../errors/objects.js";
import { invalidArgument } from "../errors/requests.js";
import type { BucketRow } from "../state/buckets.js";
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

/** The newest version of a key, which may be a delete marker. */
export function latestVersion(ctx: Context, bucket: string, key: string): AnyVersion | undefined {
  const name = objectKey(bucket, key);
  return ctx.table(OBJECTS).get(name) ?? newestOther(ctx, name);
}

/**
 * The version of this id.
 *
 * @throws InvalidArgument for what is no version id, NoSuchVersion when there is none.
 */
export function versionById(ctx: Context, bucket: string, key: string, versionId: string): AnyVersion {
  const version = findVersion(ctx, bucket, key, versionId);
  if (!version) throw noSuchVersion(key, versionId);
  return version;
}

/** As {@link versionById}, but `undefined` when there is none. */
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

/** Writes a new version as the bucket's versioning says: beside the others, or in place of the `null` one. */
export function addVersion<Version extends AnyVersion>(
  ctx: Context,
  { name: bucket, versioning }: BucketRow,
  key: string,
  make: (versionId: string, sequence: VersionSequence) => Version,
): Version {
  const name = objectKey(bucket, key);
  const sequence = nextSequence(ctx);
  const version = make(versioning === "Enabled" ? versionIdAt(sequence, ctx.ids) : "null", sequence);
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
  return version;
}

/** Puts a changed version in place of the one it was. */
export function replaceVersion(ctx: Context, bucket: string, version: ObjectVersion): void {
  const name = objectKey(bucket, version.key);
  const current = ctx.table(OBJECTS).get(name);
  if (current?.sequence === version.sequence) ctx.table(OBJECTS).put(name, version);
  else ctx.table(VERSIONS).put(placed(name, version.sequence), version);
}

/** Removes a version for good. The newest that is left becomes the current one. */
export function removeVersion(ctx: Context, bucket: string, version: AnyVersion): void {
  const name = objectKey(bucket, version.key);
  const objects = ctx.table(OBJECTS);
  if (objects.get(name)?.sequence === version.sequence) objects.delete(name);
  else ctx.table(VERSIONS).delete(placed(name, version.sequence));
  const current = objects.get(name);
  const next = newestOther(ctx, name);
  rememberNullVersion(ctx, name, version, current ?? next);
  if (current || !next || !isObject(next)) return;
  dropOther(ctx, name, next);
  objects.put(name, next);
}

/**
 * Keeps the sequence of a deleted `null` version while the key has others. A
 * listing may go on behind it, and its id does not contain its sequence.
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

/** Whether nothing at all is left in a bucket, versions and delete markers included. */
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
 * Where a reading of both tables starts that shows the versions of a key older
 * than a sequence, whether a version is still there or not: deleting the newer
 * ones makes an older one the current object, which sorts before all others.
 */
export function olderThan(ctx: Context, bucket: string, key: string, sequence: VersionSequence): string {
  const name = objectKey(bucket, key);
  const current = ctx.table(OBJECTS).get(name);
  return current && current.sequence > sequence ? name : keyEnd(placed(name, sequence));
}

/**
 * The sequence of a version, even of one that was deleted; `undefined` for a
 * `null` version of which nothing is known, or that nothing is older than.
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
  const start = placed(name, "");
  for (const [key, version] of ctx.table(VERSIONS).range({ from: start })) {
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

/** Drops the `null` version, where that is not the current one. */
function dropNullVersion(ctx: Context, name: string): void {
  const sequence = ctx.table(NULL_VERSIONS).get(name);
  if (sequence === undefined) return;
  ctx.table(VERSIONS).delete(placed(name, sequence));
  ctx.table(NULL_VERSIONS).delete(name);
}
