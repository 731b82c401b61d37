import { defineTable } from "../../../runtime/store/store.js";
import type { BucketConfiguration } from "./bucket-configuration.js";

/** A general purpose bucket. */
export interface BucketRow {
  readonly name: string;
  /** The account that owns it. */
  readonly owner: string;
  readonly region: string;
  /** As CreateBucket named it, where it did: `EU` stays `EU`. */
  readonly locationConstraint?: string;
  readonly createdAt: Date;
  readonly versioning?: "Enabled" | "Suspended";
  readonly configuration: BucketConfiguration;
}

/** Buckets by name: the one namespace that all accounts share. */
export const BUCKETS = defineTable<BucketRow>({ name: "s3.buckets", key: "name", scope: "global" });
