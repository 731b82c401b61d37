import type { Context } from "../../../runtime/context.js";
import { configure, seenConfigurationOf } from "../buckets/configure.js";
import { findBucket } from "../buckets/find.js";
import { noSuchReplication } from "../errors/buckets.js";
import type {
  DeleteBucketReplicationRequest,
  GetBucketReplicationOutput,
  GetBucketReplicationRequest,
  PutBucketReplicationRequest,
} from "../generated/types.js";
import { normalizedReplication } from "../replication/configuration.js";

export function putBucketReplication(input: PutBucketReplicationRequest, ctx: Context): object {
  const bucket = findBucket(ctx, input);
  configure(ctx, input, { replication: normalizedReplication(ctx, bucket, input.ReplicationConfiguration) });
  return {};
}

export function getBucketReplication(
  input: GetBucketReplicationRequest,
  ctx: Context,
): GetBucketReplicationOutput {
  const { replication } = seenConfigurationOf(ctx, input);
  if (!replication) throw noSuchReplication(input.Bucket);
  return { ReplicationConfiguration: replication };
}

export function deleteBucketReplication(input: DeleteBucketReplicationRequest, ctx: Context): object {
  configure(ctx, input, { replication: undefined });
  return {};
}
