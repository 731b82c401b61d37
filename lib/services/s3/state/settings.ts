import { defineTable } from "../../../runtime/store/store.js";

/** What holds for all buckets of a simulator. */
export interface Settings {
  /** Whether buckets that say nothing about it refuse customer-provided keys (SSE-C). */
  readonly customerKeysBlocked: boolean;
}

/** Settings of the whole simulator. */
export const SETTINGS = defineTable<Settings>({ name: "s3.settings", key: [], scope: "global" });
