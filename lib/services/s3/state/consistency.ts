import { defineTable } from "../../../runtime/store/store.js";
import type { BucketRow } from "./buckets.js";
import type { ObjectVersion } from "./objects.js";

/** How long changes remain invisible, in milliseconds. */
export interface ConsistencyDelays {
  /** By GetObject and HeadObject without a version. */
  readonly reads: number;
  /** By ListObjects and ListObjectsV2. */
  readonly lists: number;
  /** By the operations that return the configuration of a bucket. */
  readonly configuration: number;
}

/** By bucket; those of {@link ALL_BUCKETS} apply to buckets without their own. */
export const CONSISTENCY_DELAYS = defineTable<ConsistencyDelays>({
  name: "s3.consistency-delays",
  key: "bucket",
  scope: "global",
});

/** No bucket has this name. */
export const ALL_BUCKETS = "*";

/** The state before a change. */
export interface Former<Row> {
  /** Time of the change, in milliseconds since the epoch. */
  readonly changed: number;
  /** Omitted if nothing existed. */
  readonly before?: Row;
}

/**
 * Previous states of keys whose changes are not visible everywhere yet, by object and order of the changes.
 */
export const FORMER_OBJECTS = defineTable<Former<ObjectVersion>>({
  name: "s3.former-objects",
  key: ["bucket", "key", "order"],
  scope: "global",
});

/** The same for buckets with their configuration. */
export const FORMER_BUCKETS = defineTable<Former<BucketRow>>({
  name: "s3.former-buckets",
  key: ["bucket", "order"],
  scope: "global",
});
