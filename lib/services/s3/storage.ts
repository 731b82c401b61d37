import type { Context } from "../../runtime/context.js";
import { keyPrefix, withPrefix } from "../../runtime/store/store.js";
import type { Blob } from "../../wire/blob.js";
import { objectKey } from "./objects/keys.js";
import { BUCKETS } from "./state/buckets.js";
import { OBJECTS, VERSIONS } from "./state/objects.js";
import { PARTS, UPLOADS } from "./state/uploads.js";

/** The content of buckets, and the memory or disk space that it occupies. */
export interface S3Storage {
  /** Number of objects in listings. */
  readonly objects: number;
  /** Number of noncurrent versions. */
  readonly noncurrentVersions: number;
  readonly deleteMarkers: number;
  /** Number of open multipart uploads. */
  readonly uploads: number;
  /** Total size of all versions and parts in bytes, as AWS bills them. */
  readonly logicalBytes: number;
  /**
   * Bytes in memory, where copies and the parts of completed uploads share their bytes, and two uploads of equal contents
   * do not; with a data directory, bytes on disk, where equal contents are shared.
   */
  readonly physicalBytes: number;
}

/** Computes the storage of one bucket, or of all buckets of the account. */
export function storageOf(ctx: Context, bucket?: string): S3Storage {
  const all = bucket === undefined ? bucketsOf(ctx) : [bucket];
  const storage = new Map<object, number>();
  const counts = { objects: 0, noncurrentVersions: 0, deleteMarkers: 0, uploads: 0, logicalBytes: 0 };
  const add = (content: Blob) => {
    counts.logicalBytes += content.size;
    for (const { place, bytes } of content.storage()) storage.set(place, bytes);
  };
  for (const name of all) {
    for (const { content } of withPrefix(ctx.table(OBJECTS), objectKey(name, ""))) {
      counts.objects++;
      add(content);
    }
    for (const version of withPrefix(ctx.table(VERSIONS), objectKey(name, ""))) {
      if (version.kind === "marker") counts.deleteMarkers++;
      else {
        counts.noncurrentVersions++;
        add(version.content);
      }
    }
    for (const _ of withPrefix(ctx.table(UPLOADS), keyPrefix(name))) counts.uploads++;
    for (const { content } of withPrefix(ctx.table(PARTS), keyPrefix(name))) add(content);
  }
  let physicalBytes = 0;
  for (const bytes of storage.values()) physicalBytes += bytes;
  return { ...counts, physicalBytes };
}

function bucketsOf(ctx: Context): string[] {
  const rows = [...ctx.table(BUCKETS).values()];
  return rows.filter(({ owner }) => owner === ctx.account).map(({ name }) => name);
}
