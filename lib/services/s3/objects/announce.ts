import type { Context } from "../../../runtime/context.js";
import { emit } from "../events/emit.js";
import type { S3EventName } from "../events/names.js";
import { replicateChanged, replicateWritten } from "../replication/begin.js";
import type { BucketRow } from "../state/buckets.js";
import type { AnyVersion, ObjectVersion } from "../state/objects.js";
import type { ReplicatedOperation } from "../state/replication.js";

/** Starts the replication and the event of a version that a client wrote. */
export function announceWritten(
  ctx: Context,
  bucket: BucketRow,
  name: S3EventName,
  version: AnyVersion,
): void {
  replicateWritten(ctx, bucket, version);
  emit(ctx, bucket, { name, version });
}

/** Starts the replication and, if there is one, the event of a change of a version by a client. */
export function announceChanged(
  ctx: Context,
  bucket: BucketRow,
  operation: ReplicatedOperation,
  version: ObjectVersion,
  name?: S3EventName,
): void {
  replicateChanged(ctx, bucket, version, operation);
  if (name !== undefined) emit(ctx, bucket, { name, version });
}
