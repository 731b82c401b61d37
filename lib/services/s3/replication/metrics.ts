import type { Context } from "../../../runtime/context.js";
import { key as joinKey, keyPrefix, withPrefix } from "../../../runtime/store/store.js";
import { bucketOfArn } from "../../../shared/arn.js";
import { REPLICATION_TOTALS, REPLICATIONS } from "../state/replication.js";

/** The CloudWatch metrics of a replication rule and destination, with totals. */
export interface S3ReplicationMetrics {
  /** The id of the rule. */
  readonly rule: string;
  /** The name of the destination bucket. */
  readonly destination: string;
  /** CloudWatch metric `OperationsPendingReplication`. */
  readonly pendingOperations: number;
  /** CloudWatch metric `BytesPendingReplication`. */
  readonly pendingBytes: number;
  /** Number of successful operations. */
  readonly replicated: number;
  /** CloudWatch metric `OperationsFailedReplication`, as a total. */
  readonly failed: number;
  /** CloudWatch metric `ReplicationLatency`: duration of the last operation in seconds. */
  readonly latencySeconds: number;
}

/** The metrics of each rule and destination of a bucket that had a replication. */
export function replicationMetrics(ctx: Context, bucket: string): S3ReplicationMetrics[] {
  const metrics = new Map<string, S3ReplicationMetrics>();
  for (const totals of withPrefix(ctx.table(REPLICATION_TOTALS), keyPrefix(bucket))) {
    const { rule, destination, replicated, failed, latency } = totals;
    const counted = { replicated, failed, latencySeconds: latency / 1000 };
    metrics.set(joinKey(rule, destination), { ...none(rule, destination), ...counted });
  }
  for (const { rule, destination, size } of withPrefix(ctx.table(REPLICATIONS), keyPrefix(bucket))) {
    const key = joinKey(rule, destination);
    const known = metrics.get(key) ?? none(rule, destination);
    const { pendingOperations, pendingBytes } = known;
    metrics.set(key, {
      ...known,
      pendingOperations: pendingOperations + 1,
      pendingBytes: pendingBytes + size,
    });
  }
  return [...metrics.values()];
}

function none(rule: string, destination: string): S3ReplicationMetrics {
  return {
    rule,
    destination: bucketOfArn(destination) ?? destination,
    pendingOperations: 0,
    pendingBytes: 0,
    replicated: 0,
    failed: 0,
    latencySeconds: 0,
  };
}
