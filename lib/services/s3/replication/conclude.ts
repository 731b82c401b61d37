import type { Context } from "../../../runtime/context.js";
import { key as joinKey } from "../../../runtime/store/store.js";
import { emit } from "../events/emit.js";
import type { ReplicationEventData } from "../events/event.js";
import type { ReplicationRule } from "../generated/types.js";
import { findVersion, replaceVersion } from "../objects/versions.js";
import { BUCKETS, type BucketRow } from "../state/buckets.js";
import type { AnyVersion, ReplicationState } from "../state/objects.js";
import { REPLICATION_TOTALS, type ReplicationRow } from "../state/replication.js";

/** The end of a replication. */
interface Ending {
  /** Omitted if the bucket no longer has the rule. */
  readonly rule: ReplicationRule | undefined;
  readonly failure: string | undefined;
}

/** Writes the result of a replication to its source, to the metrics of its rule, and to events. */
export function conclude(
  ctx: Context,
  source: BucketRow,
  row: ReplicationRow,
  version: AnyVersion,
  { rule, failure }: Ending,
): void {
  if (version.kind === "object" && version.replication)
    replaceVersion(ctx, source.name, { ...version, replication: after(version.replication, failure) });
  count(ctx, row, failure);
  const { Metrics, ReplicationTime } = rule?.Destination ?? {};
  if (version.kind === "marker") return;
  if (failure !== undefined && Metrics?.Status === "Enabled") {
    const replication = { ...dataOf(row), failureReason: failure };
    emit(ctx, source, { name: "Replication:OperationFailedReplication", version, byS3: true, replication });
  } else if (row.late && ReplicationTime?.Status === "Enabled") {
    const seconds = (ctx.now() - row.requested.getTime()) / 1000;
    const replication = { ...dataOf(row), threshold: THRESHOLD, replicationTime: `PT${seconds}S` };
    emit(ctx, source, {
      name: "Replication:OperationReplicatedAfterThreshold",
      version,
      byS3: true,
      replication,
    });
  }
}

/** ISO 8601. */
const THRESHOLD = "PT15M";

/** Sends the event that a replication exceeds the threshold of Replication Time Control. */
export function emitMissedThreshold(ctx: Context, row: ReplicationRow): void {
  const source = ctx.table(BUCKETS).get(row.bucket);
  const version = source && findVersion(ctx, row.bucket, row.key, row.versionId);
  if (!source || !version) return;
  const replication = { ...dataOf(row), threshold: THRESHOLD };
  emit(ctx, source, { name: "Replication:OperationMissedThreshold", version, byS3: true, replication });
}

/** A version is replicated once it is in all destinations; a failure is final. */
function after(state: ReplicationState, failure: string | undefined): ReplicationState {
  const { open = 1, failed, ...rest } = state;
  const anyFailed = failed ?? failure !== undefined;
  if (open > 1) return { ...rest, open: open - 1, ...(anyFailed && { failed: true }) };
  if (state.replica) return { replica: true, status: "REPLICA" };
  return { status: anyFailed ? "FAILED" : "COMPLETED" };
}

function count(ctx: Context, row: ReplicationRow, failure: string | undefined): void {
  const { bucket, rule, destination } = row;
  const totals = ctx.table(REPLICATION_TOTALS);
  const key = joinKey(bucket, rule, destination);
  const { replicated = 0, failed = 0 } = totals.get(key) ?? {};
  totals.put(key, {
    bucket,
    rule,
    destination,
    replicated: replicated + (failure === undefined ? 1 : 0),
    failed: failed + (failure === undefined ? 0 : 1),
    latency: ctx.now() - row.requested.getTime(),
  });
}

function dataOf({ rule, destination, operation, requested }: ReplicationRow): ReplicationEventData {
  return {
    replicationRuleId: rule,
    destinationBucket: destination,
    s3Operation: operation,
    requestTime: requested.toISOString(),
  };
}
