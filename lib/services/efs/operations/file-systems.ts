import { isZoneOf } from "../../../network/zones.js";
import type { Context } from "../../../runtime/context.js";
import { startBackup } from "../backups.js";
import {
  fileSystemAlreadyExists,
  fileSystemHasMountTargets,
  fileSystemReplicates,
  invalidAvailabilityZone,
  keyWithoutEncryption,
  replicationAlreadyExists,
  unsupportedPerformanceMode,
} from "../errors.js";
import { describeFileSystem, makeFileSystem, requireState, saveFileSystem } from "../file-systems.js";
import type {
  CreateFileSystemRequest,
  DeleteFileSystemRequest,
  DescribeFileSystemsRequest,
  DescribeFileSystemsResponse,
  FileSystemDescription,
  FileSystemProtectionDescription,
  UpdateFileSystemProtectionRequest,
  UpdateFileSystemRequest,
} from "../generated/types.js";
import { keyArn } from "../kms.js";
import { markerPager } from "../paging.js";
import { findFileSystem } from "../references.js";
import { CREATION_TOKENS, FILE_SYSTEMS, type FileSystemRow, REPLICATIONS } from "../state.js";
import { tagging } from "../tags.js";
import { throughput, throughputChange } from "../throughput.js";
import { fileSystemDescribed, waitFor } from "../waits.js";

/** https://docs.aws.amazon.com/efs/latest/ug/API_CreateFileSystem.html */
export function createFileSystem(input: CreateFileSystemRequest, ctx: Context): FileSystemDescription {
  const existing = ctx.table(CREATION_TOKENS).get(input.CreationToken);
  if (existing !== undefined) throw fileSystemAlreadyExists(existing, input.CreationToken);
  const { PerformanceMode = "generalPurpose", ThroughputMode = "bursting", Encrypted = false } = input;
  const zone = input.AvailabilityZoneName;
  if (zone !== undefined && !isZoneOf(ctx.region, zone)) throw invalidAvailabilityZone();
  if (PerformanceMode === "maxIO" && (zone !== undefined || ThroughputMode === "elastic"))
    throw unsupportedPerformanceMode();
  if (input.KmsKeyId !== undefined && !Encrypted) throw keyWithoutEncryption();
  const row = makeFileSystem(ctx, {
    creationToken: input.CreationToken,
    performanceMode: PerformanceMode,
    encrypted: Encrypted,
    ...(Encrypted && { kmsKeyId: keyArn(ctx, input.KmsKeyId) }),
    ...throughput(ThroughputMode, input.ProvisionedThroughputInMibps),
    ...(zone !== undefined && { availabilityZoneName: zone }),
    protection: "ENABLED",
    tags: tagging.checked(input.Tags),
  });
  // One Zone file systems have backups by default.
  if (input.Backup ?? zone !== undefined) startBackup(ctx, row, "ENABLED");
  return describeFileSystem(ctx, row);
}

/** https://docs.aws.amazon.com/efs/latest/ug/API_DescribeFileSystems.html */
export function describeFileSystems(
  input: DescribeFileSystemsRequest,
  ctx: Context,
): DescribeFileSystemsResponse {
  const one = selected(ctx, input);
  const { items, next } = markerPager.page(input, {
    name: "DescribeFileSystems",
    after: (position) => one ?? ctx.table(FILE_SYSTEMS).values({ after: position }),
    position: (row) => row.fileSystemId,
  });
  for (const row of items) fileSystemDescribed(ctx, row);
  return {
    Marker: input.Marker,
    FileSystems: items.map((row) => describeFileSystem(ctx, row)),
    NextMarker: next,
  };
}

/** https://docs.aws.amazon.com/efs/latest/ug/API_UpdateFileSystem.html */
export function updateFileSystem(input: UpdateFileSystemRequest, ctx: Context): FileSystemDescription {
  const row = findFileSystem(ctx, input.FileSystemId);
  requireState(row, "available");
  const { provisionedThroughputInMibps: before, ...rest } = row;
  const mode = input.ThroughputMode ?? row.throughputMode;
  if (mode === "elastic" && row.performanceMode === "maxIO") throw unsupportedPerformanceMode();
  const kept = mode === "provisioned" ? before : undefined;
  const next = throughput(mode, input.ProvisionedThroughputInMibps ?? kept);
  if (next.throughputMode === row.throughputMode && next.provisionedThroughputInMibps === before)
    return describeFileSystem(ctx, row);
  const throughputChangedAt = throughputChange(row, next, ctx.now());
  const changed: FileSystemRow = { ...rest, ...next, throughputChangedAt, lifeCycleState: "updating" };
  waitFor(ctx, "updating", row.fileSystemId);
  return describeFileSystem(ctx, saveFileSystem(ctx, changed));
}

/** https://docs.aws.amazon.com/efs/latest/ug/API_UpdateFileSystemProtection.html */
export function updateFileSystemProtection(
  input: UpdateFileSystemProtectionRequest,
  ctx: Context,
): FileSystemProtectionDescription {
  const row = findFileSystem(ctx, input.FileSystemId);
  requireState(row, "available");
  const { ReplicationOverwriteProtection = row.protection } = input;
  // Only EFS sets REPLICATING.
  if (row.protection === "REPLICATING" || ReplicationOverwriteProtection === "REPLICATING")
    throw replicationAlreadyExists(row.fileSystemId);
  saveFileSystem(ctx, { ...row, protection: ReplicationOverwriteProtection });
  return { ReplicationOverwriteProtection };
}

/** https://docs.aws.amazon.com/efs/latest/ug/API_DeleteFileSystem.html */
export function deleteFileSystem(input: DeleteFileSystemRequest, ctx: Context): object {
  const row = findFileSystem(ctx, input.FileSystemId);
  if (row.mountTargetCount > 0) throw fileSystemHasMountTargets(row.fileSystemId);
  if (ctx.table(REPLICATIONS).has(row.fileSystemId)) throw fileSystemReplicates(row.fileSystemId);
  if (row.lifeCycleState === "deleting") return {};
  saveFileSystem(ctx, { ...row, lifeCycleState: "deleting" });
  waitFor(ctx, "deleting", row.fileSystemId);
  return {};
}

/** The file system in a request by id, token or both; `undefined` for all. */
function selected(
  ctx: Context,
  { FileSystemId, CreationToken }: DescribeFileSystemsRequest,
): FileSystemRow[] | undefined {
  if (FileSystemId !== undefined) {
    const row = findFileSystem(ctx, FileSystemId);
    return CreationToken === undefined || row.creationToken === CreationToken ? [row] : [];
  }
  if (CreationToken === undefined) return undefined;
  const row = ctx.table(FILE_SYSTEMS).get(ctx.table(CREATION_TOKENS).get(CreationToken) ?? "");
  return row ? [row] : [];
}
