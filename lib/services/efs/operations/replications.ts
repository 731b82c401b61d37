import type { Context } from "../../../runtime/context.js";
import { replicationAlreadyExists, replicationNotFound, validationException } from "../errors.js";
import { requireState } from "../file-systems.js";
import type {
  CreateReplicationConfigurationRequest,
  DeleteReplicationConfigurationRequest,
  DescribeReplicationConfigurationsRequest,
  DescribeReplicationConfigurationsResponse,
  ReplicationConfigurationDescription,
} from "../generated/types.js";
import { pager } from "../paging.js";
import { findFileSystem, idOf } from "../references.js";
import { destinationFor } from "../replication-destinations.js";
import {
  beginRemoval,
  describeReplication,
  insertReplication,
  replicationDescribed,
} from "../replications.js";
import { REPLICATIONS, type ReplicationRow } from "../state.js";

/** https://docs.aws.amazon.com/efs/latest/ug/API_CreateReplicationConfiguration.html */
export function createReplicationConfiguration(
  input: CreateReplicationConfigurationRequest,
  ctx: Context,
): ReplicationConfigurationDescription {
  const source = findFileSystem(ctx, input.SourceFileSystemId);
  requireState(source, "available");
  const [wanted, ...others] = input.Destinations;
  if (wanted === undefined || others.length > 0)
    throw validationException("Exactly one destination must be specified.");
  if (ctx.table(REPLICATIONS).has(source.fileSystemId)) throw replicationAlreadyExists(source.fileSystemId);
  const row: ReplicationRow = {
    source: { fileSystemId: source.fileSystemId, region: ctx.region },
    destination: destinationFor(ctx, source, wanted),
    createdAt: ctx.date(),
    status: "ENABLING",
    ...(wanted.RoleArn !== undefined && { roleArn: wanted.RoleArn }),
  };
  insertReplication(ctx, row);
  return describeReplication(ctx, row);
}

/** https://docs.aws.amazon.com/efs/latest/ug/API_DescribeReplicationConfigurations.html: by source or destination. */
export function describeReplicationConfigurations(
  input: DescribeReplicationConfigurationsRequest,
  ctx: Context,
): DescribeReplicationConfigurationsResponse {
  const one = input.FileSystemId === undefined ? undefined : [findReplication(ctx, input.FileSystemId)];
  const { items, next } = pager.page(input, {
    name: "DescribeReplicationConfigurations",
    after: (position) => one ?? replications(ctx, position),
    position: ({ source, destination }) =>
      source.region === ctx.region ? source.fileSystemId : destination.fileSystemId,
  });
  for (const row of items) replicationDescribed(ctx, row);
  return { Replications: items.map((row) => describeReplication(ctx, row)), NextToken: next };
}

/** https://docs.aws.amazon.com/efs/latest/ug/API_DeleteReplicationConfiguration.html */
export function deleteReplicationConfiguration(
  input: DeleteReplicationConfigurationRequest,
  ctx: Context,
): object {
  const { source, destination } =
    replicationFrom(ctx, input.SourceFileSystemId) ?? findReplication(ctx, input.SourceFileSystemId);
  const isSource =
    source.region === ctx.region && destination.fileSystemId !== idOf(input.SourceFileSystemId);
  const here = isSource ? source : destination;
  beginRemoval(ctx, input.DeletionMode === "LOCAL_CONFIGURATION_ONLY" ? [here] : [source, destination]);
  return {};
}

/**
 * The replication with its source in another region and its destination in this one. Terraform deletes
 * replications here, by the id of the source.
 */
function replicationFrom(ctx: Context, reference: string): ReplicationRow | undefined {
  const id = idOf(reference);
  if (ctx.table(REPLICATIONS).has(id)) return undefined;
  return [...ctx.table(REPLICATIONS).values()].find(({ source }) => source.fileSystemId === id);
}

/** @throws FileSystemNotFound, ReplicationNotFound */
function findReplication(ctx: Context, reference: string): ReplicationRow {
  const { fileSystemId } = findFileSystem(ctx, reference);
  const row = ctx.table(REPLICATIONS).get(fileSystemId);
  if (!row) throw replicationNotFound(fileSystemId);
  return row;
}

/** Each replication of this region once, even if both file systems are here. */
function* replications(ctx: Context, after: string | undefined): Generator<ReplicationRow> {
  for (const [id, row] of ctx.table(REPLICATIONS).range({ after })) {
    const isSecondEnd = row.source.region === row.destination.region && id === row.destination.fileSystemId;
    if (!isSecondEnd) yield row;
  }
}
