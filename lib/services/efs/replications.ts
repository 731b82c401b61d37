import type { Context } from "../../runtime/context.js";
import { changeFileSystem, fileSystemArn } from "./file-systems.js";
import type { ReplicationConfigurationDescription, ReplicationStatus } from "./generated/types.js";
import { REPLICATIONS, type ReplicationEnd, type ReplicationRow } from "./state.js";
import { described, waitFor } from "./waits.js";

/** Writes a replication in the regions of source and destination. */
export function insertReplication(ctx: Context, row: ReplicationRow): void {
  for (const { fileSystemId, region } of [row.source, row.destination])
    ctx.elsewhere({ region }).table(REPLICATIONS).put(fileSystemId, row);
  changeFileSystem(inRegionOf(ctx, row.destination), row.destination.fileSystemId, () => ({
    protection: "REPLICATING",
  }));
  waitFor(ctx, "replicationEnabling", row.source.fileSystemId);
}

/** Changes the row of a replication in this region, if it still exists. */
function change(ctx: Context, id: string, next: Partial<ReplicationRow>): void {
  const row = ctx.table(REPLICATIONS).get(id);
  if (row) ctx.table(REPLICATIONS).put(id, { ...row, ...next });
}

/** Completes the first copy. */
export function enableReplication(ctx: Context, sourceId: string): void {
  const row = ctx.table(REPLICATIONS).get(sourceId);
  if (!row) return;
  const next = { status: "ENABLED", lastReplicatedAt: ctx.date() } as const;
  for (const end of [row.source, row.destination]) {
    if (statusAt(ctx, end) === "ENABLING") change(inRegionOf(ctx, end), end.fileSystemId, next);
  }
}

/** Starts the removal of one or both rows of a replication. */
export function beginRemoval(ctx: Context, ends: readonly ReplicationEnd[]): void {
  for (const end of ends) {
    const there = inRegionOf(ctx, end);
    if (statusAt(ctx, end) === "DELETING") continue;
    change(there, end.fileSystemId, { status: "DELETING" });
    waitFor(there, "replicationDeleting", end.fileSystemId);
  }
}

/** Removes a row of a replication; a destination becomes writable again. */
export function removeReplication(ctx: Context, id: string): void {
  const row = ctx.table(REPLICATIONS).get(id);
  if (row?.status !== "DELETING") return;
  ctx.table(REPLICATIONS).delete(id);
  if (row.destination.fileSystemId === id) changeFileSystem(ctx, id, () => ({ protection: "ENABLED" }));
}

/** Counts a describe call of a replication; the wait for its first copy is in the region of the source. */
export function replicationDescribed(ctx: Context, row: ReplicationRow): void {
  const source = inRegionOf(ctx, row.source);
  if (row.status === "ENABLING") described(source, "replicationEnabling", row.source.fileSystemId);
  if (row.status !== "DELETING") return;
  for (const end of [row.source, row.destination])
    described(inRegionOf(ctx, end), "replicationDeleting", end.fileSystemId);
}

/** https://docs.aws.amazon.com/efs/latest/ug/API_ReplicationConfigurationDescription.html */
export function describeReplication(ctx: Context, row: ReplicationRow): ReplicationConfigurationDescription {
  const { source, destination } = row;
  const arn = fileSystemArn(inRegionOf(ctx, source), source.fileSystemId);
  return {
    SourceFileSystemId: source.fileSystemId,
    SourceFileSystemRegion: source.region,
    SourceFileSystemArn: arn,
    OriginalSourceFileSystemArn: arn,
    CreationTime: row.createdAt,
    Destinations: [
      {
        Status: row.status,
        FileSystemId: destination.fileSystemId,
        Region: destination.region,
        LastReplicatedTimestamp: row.lastReplicatedAt,
        OwnerId: ctx.account,
        RoleArn: row.roleArn,
      },
    ],
    SourceFileSystemOwnerId: ctx.account,
  };
}

function inRegionOf(ctx: Context, { region }: ReplicationEnd): Context {
  return ctx.elsewhere({ region });
}

function statusAt(ctx: Context, end: ReplicationEnd): ReplicationStatus | undefined {
  return inRegionOf(ctx, end).table(REPLICATIONS).get(end.fileSystemId)?.status;
}
