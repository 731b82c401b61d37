import { defineTable } from "../../../runtime/store/store.js";

/** A key with a scheduled lifecycle scan. */
export interface LifecycleEntry {
  readonly bucket: string;
  readonly key: string;
}

/**
 * The midnight of the next lifecycle scan of a key, in milliseconds since the epoch: never later than an
 * action is due, sometimes earlier.
 */
export const LIFECYCLE_KEY_SCANS = defineTable<number>({
  name: "s3.lifecycle-key-scans",
  key: ["bucket", "key"],
  scope: "global",
});

/** The same by midnight, so that a scan costs the number of its entries. */
export const LIFECYCLE_ENTRIES = defineTable<LifecycleEntry>({
  name: "s3.lifecycle-entries",
  key: ["midnight", "bucket", "key"],
  scope: "global",
});

/** The midnights with entries, each with one timer. */
export const LIFECYCLE_SCANS = defineTable<true, number>({
  name: "s3.lifecycle-scans",
  key: "midnight",
  scope: "global",
});
