import type { Context } from "../../../runtime/context.js";
import { keyBelow } from "../../../runtime/store/store.js";
import type { ReplicationRule } from "../generated/types.js";
import { objectKey } from "../objects/keys.js";
import { replaceVersion } from "../objects/versions.js";
import type { BucketRow } from "../state/buckets.js";
import type { AnyVersion, ObjectVersion } from "../state/objects.js";
import { REPLICATIONS, type ReplicatedOperation, type ReplicationRow } from "../state/replication.js";
import { ruleId, rulesFor } from "./rules.js";

/** The timer of a replication. Its key is that of its row. */
export const REPLICATION = "s3.replication";
/** The timer of the threshold of Replication Time Control. */
export const THRESHOLD = "s3.replication-threshold";
const THRESHOLD_MS = 15 * 60_000;

/** Starts the replication of an object or delete marker that a client wrote, by the rules of its bucket. */
export function replicateWritten(ctx: Context, bucket: BucketRow, version: AnyVersion): void {
  if (!bucket.configuration.replication) return;
  const rules = rulesFor(bucket, version);
  if (rules.length === 0) return;
  const operation = version.kind === "marker" ? "DELETE_MARKER" : "OBJECT_PUT";
  const begun = rules.filter((rule) => begin(ctx, bucket, version, rule, operation));
  // No operation returns a replication status for delete markers.
  if (version.kind === "marker") return;
  replaceVersion(ctx, bucket.name, { ...version, replication: { status: "PENDING", open: begun.length } });
}

/**
 * Starts the replication of a change of the tags, ACL or lock of a replicated version; for a replica only if
 * its bucket has rules for replica modifications.
 */
export function replicateChanged(
  ctx: Context,
  bucket: BucketRow,
  version: ObjectVersion,
  operation: ReplicatedOperation,
): void {
  const { replication } = version;
  if (!bucket.configuration.replication || !replication || replication.status === "FAILED") return;
  const rules = rulesFor(bucket, version).filter(
    ({ SourceSelectionCriteria }) =>
      !replication.replica || SourceSelectionCriteria?.ReplicaModifications?.Status === "Enabled",
  );
  const begun = rules.filter((rule) => begin(ctx, bucket, version, rule, operation));
  if (begun.length === 0) return;
  const open = (replication.open ?? 0) + begun.length;
  replaceVersion(ctx, bucket.name, { ...version, replication: { ...replication, status: "PENDING", open } });
}

/** @returns `false` for what is on its way already */
function begin(
  ctx: Context,
  { name, owner, region }: BucketRow,
  version: AnyVersion,
  rule: ReplicationRule,
  operation: ReplicatedOperation,
): boolean {
  const row: ReplicationRow = {
    bucket: name,
    key: version.key,
    versionId: version.versionId,
    sequence: version.sequence,
    rule: ruleId(rule),
    destination: rule.Destination.Bucket,
    operation,
    requested: ctx.date(),
    size: version.kind === "object" ? version.content.size : 0,
  };
  const key = keyBelow(objectKey(name, version.key), version.sequence, row.destination, operation);
  const table = ctx.table(REPLICATIONS);
  if (table.has(key)) return false;
  table.put(key, row);
  const there = ctx.elsewhere({ account: owner, region });
  there.later("replication", REPLICATION, key);
  if (rule.Destination.ReplicationTime?.Status === "Enabled" && operation !== "DELETE_MARKER")
    there.after(THRESHOLD_MS, THRESHOLD, key, { background: true });
  return true;
}
