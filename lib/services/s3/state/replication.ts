import { defineTable } from "../../../runtime/store/store.js";
import type { VersionSequence } from "./objects.js";

/** A replicated operation, by its name in events: a new version, or a later change of one. */
export type ReplicatedOperation =
  | "OBJECT_PUT"
  | "OBJECT_PUT_TAGGING"
  | "OBJECT_PUT_ACL"
  | "OBJECT_PUT_RETENTION"
  | "OBJECT_PUT_LEGAL_HOLD"
  | "DELETE_MARKER";

/** A pending replication of a version, or of a change of one. */
export interface ReplicationRow {
  readonly bucket: string;
  readonly key: string;
  readonly versionId: string;
  readonly sequence: VersionSequence;
  /** The id of its rule. */
  readonly rule: string;
  /** The ARN of the destination bucket. */
  readonly destination: string;
  readonly operation: ReplicatedOperation;
  readonly requested: Date;
  /** Bytes. */
  readonly size: number;
  /** The threshold of Replication Time Control has passed. */
  readonly late?: true;
}

/** Pending replications, by source version, destination and operation. */
export const REPLICATIONS = defineTable<ReplicationRow>({
  name: "s3.replications",
  key: ["bucket", "key", "sequence", "destination", "operation"],
  scope: "global",
});

/** The totals of a rule and destination since the bucket was created. */
export interface ReplicationTotals {
  readonly bucket: string;
  readonly rule: string;
  readonly destination: string;
  readonly replicated: number;
  readonly failed: number;
  /** Duration of the last replication, in milliseconds. */
  readonly latency: number;
}

export const REPLICATION_TOTALS = defineTable<ReplicationTotals>({
  name: "s3.replication-totals",
  key: ["bucket", "rule", "destination"],
  scope: "global",
});
