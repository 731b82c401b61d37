import type { Context } from "../../../runtime/context.js";
import type { TimerHandler } from "../../../runtime/service.js";
import { bucketOfArn } from "../../../shared/arn.js";
import { emit } from "../events/emit.js";
import type { ReplicationRule } from "../generated/types.js";
import { hasObjectLock } from "../objects/lock.js";
import { findVersion, placeVersion, replaceVersion } from "../objects/versions.js";
import { BUCKETS, type BucketRow } from "../state/buckets.js";
import type { AnyVersion, ObjectVersion } from "../state/objects.js";
import { REPLICATIONS, type ReplicationRow } from "../state/replication.js";
import { REPLICATION, THRESHOLD } from "./begin.js";
import { conclude, emitMissedThreshold } from "./conclude.js";
import { ownerFor, replicaOf } from "./replica.js";
import { ruleId } from "./rules.js";

/** A replication with its source. */
interface Replication {
  readonly ctx: Context;
  readonly row: ReplicationRow;
  readonly rule: ReplicationRule;
}

const replicate: TimerHandler = (key, ctx) => {
  const row = ctx.table(REPLICATIONS).get(key);
  if (!row) return;
  ctx.table(REPLICATIONS).delete(key);
  const source = ctx.table(BUCKETS).get(row.bucket);
  const version = source && findVersion(ctx, row.bucket, row.key, row.versionId);
  if (!source || !version) return;
  const rule = source.configuration.replication?.Rules.find((each) => ruleId(each) === row.rule);
  const failure = rule ? attempt({ ctx, row, rule }, version) : "SrcBucketReplicationConfigMissing";
  conclude(ctx, source, row, version, { rule, failure });
};

const threshold: TimerHandler = (key, ctx) => {
  const row = ctx.table(REPLICATIONS).get(key);
  if (!row) return;
  ctx.table(REPLICATIONS).put(key, { ...row, late: true });
  emitMissedThreshold(ctx, row);
};

export const REPLICATION_TIMERS: Readonly<Record<string, TimerHandler>> = {
  [REPLICATION]: replicate,
  [THRESHOLD]: threshold,
};

/** @returns the reason of a failure, by its name in events */
function attempt(replication: Replication, version: AnyVersion): string | undefined {
  const { ctx, row } = replication;
  const name = bucketOfArn(row.destination) ?? "";
  const destination = ctx.table(BUCKETS).get(name);
  if (!destination) return "DstBucketNotFound";
  if (destination.versioning !== "Enabled") return "DstBucketUnversioned";
  const there = ctx.elsewhere({ account: destination.owner, region: destination.region });
  if (version.kind === "marker") {
    placeVersion(there, destination, version);
    emit(there, destination, { name: "ObjectRemoved:DeleteMarkerCreated", version, byS3: true });
    return undefined;
  }
  return row.operation === "OBJECT_PUT"
    ? write(replication, there, destination, version)
    : change(replication, there, destination, version);
}

function write(
  { rule }: Replication,
  there: Context,
  destination: BucketRow,
  version: ObjectVersion,
): string | undefined {
  const locked = version.lock.mode !== undefined || version.lock.legalHold !== undefined;
  if (locked && !hasObjectLock(destination)) return "DstBucketObjectLockConfigMissing";
  const replica = replicaOf(there, destination, version, rule);
  placeVersion(there, destination, replica);
  emit(there, destination, { name: "ObjectCreated:Put", version: replica, byS3: true });
  return undefined;
}

/** Copies the tags, the ACL and the lock of a version to its replica. */
function change(
  { rule }: Replication,
  there: Context,
  destination: BucketRow,
  version: ObjectVersion,
): string | undefined {
  const other = findVersion(there, destination.name, version.key, version.versionId);
  if (other?.kind !== "object") return "DstVersionNotFound";
  const keepsAcl = ownerFor(destination, version, rule) === version.owner;
  const { tags, lock, acl } = version;
  replaceVersion(there, destination.name, { ...other, tags, lock, ...(keepsAcl && acl && { acl }) });
  return undefined;
}
