import type { Context } from "../../../runtime/context.js";
import { emptyVersionMarker, invalidVersionMarker, versionWithoutKey } from "../errors/requests.js";
import { objectKey } from "../objects/keys.js";
import { isVersionId } from "../objects/version-sequences.js";
import { isObject, latestVersion, olderThan, placeOfVersion } from "../objects/versions.js";
import { type AnyVersion, OBJECTS, VERSIONS } from "../state/objects.js";
import { behindMarker, fromBeginning } from "./starts.js";
import { commonPrefixOf, type KeyPage, type Scope, walk } from "./walk.js";

/** A page of all versions and delete markers: by key, newest first. */
export function pageOfVersions(ctx: Context, scope: Scope, start: string): KeyPage<AnyVersion> {
  const current = ctx.table(OBJECTS);
  const others = ctx.table(VERSIONS);
  return walk(scope, start, (from) => merged<AnyVersion>(current.range({ from }), others.range({ from })));
}

/**
 * Where a page of versions starts. The id of a deleted version still determines its position.
 *
 * @throws InvalidArgument
 */
export function startOfVersions(
  ctx: Context,
  scope: Scope,
  keyMarker: string | undefined,
  versionIdMarker: string | undefined,
): string {
  if (!keyMarker) {
    if (versionIdMarker) throw versionWithoutKey(versionIdMarker);
    return fromBeginning(scope);
  }
  if (versionIdMarker === undefined) return behindMarker(scope, keyMarker);
  if (versionIdMarker === "") throw emptyVersionMarker();
  if (!isVersionId(versionIdMarker)) throw invalidVersionMarker(versionIdMarker);
  const sequence = placeOfVersion(ctx, scope.bucket, keyMarker, versionIdMarker);
  if (sequence === undefined || commonPrefixOf(scope, keyMarker) !== undefined) {
    return behindMarker(scope, keyMarker);
  }
  return olderThan(ctx, scope.bucket, keyMarker, sequence);
}

/**
 * Whether a version is the newest of its key: the current object, or a delete marker without newer versions.
 */
export function isLatest(ctx: Context, bucket: string, version: AnyVersion): boolean {
  if (!isObject(version)) return latestVersion(ctx, bucket, version.key)?.sequence === version.sequence;
  return ctx.table(OBJECTS).get(objectKey(bucket, version.key)) === version;
}

type Entry<Row> = readonly [name: string, row: Row];

/** Merges two ordered sequences: a key's current object sorts before its other versions. */
function* merged<Row>(left: Iterable<Entry<Row>>, right: Iterable<Entry<Row>>): Generator<Entry<Row>> {
  const others = right[Symbol.iterator]();
  let other = others.next();
  for (const entry of left) {
    while (!other.done && other.value[0] < entry[0]) {
      yield other.value;
      other = others.next();
    }
    yield entry;
  }
  while (!other.done) {
    yield other.value;
    other = others.next();
  }
}
