import { defineTable } from "../../../runtime/store/store.js";
import type { BucketConfiguration } from "./bucket-configuration.js";

/** A general purpose bucket. */
export interface BucketRow {
  readonly name: string;
  /** The owner account. */
  readonly owner: string;
  readonly region: string;
  /** As in CreateBucket: `EU` stays `EU`. */
  readonly locationConstraint?: string;
  readonly createdAt: Date;
  readonly versioning?: "Enabled" | "Suspended";
  readonly configuration: BucketConfiguration;
}

/** Buckets by name: one namespace for all accounts. */
export const BUCKETS = defineTable<BucketRow>({ name: "s3.buckets", key: "name", scope: "global" });
