import { zoneId } from "../../network/zones.js";
import type { Context } from "../../runtime/context.js";
import { withPrefix } from "../../runtime/store/store.js";
import { removeAccessPoint } from "./access-points.js";
import { fileSystemLimitExceeded, incorrectFileSystemState } from "./errors.js";
import type { FileSystemDescription, LifeCycleState } from "./generated/types.js";
import { newId } from "./ids.js";
import {
  ACCESS_POINTS,
  ACCESS_POINTS_OF,
  CREATION_TOKENS,
  childKey,
  FILE_SYSTEMS,
  type FileSystemRow,
} from "./state.js";
import { nameOf } from "./tags.js";
import { waitFor } from "./waits.js";

/** Quota of file systems in a region. */
const MOST_FILE_SYSTEMS = 1000;

const EMPTY = { standard: 0, infrequentAccess: 0, archive: 0 };

/** The settings of a new file system. */
export type NewFileSystem = Pick<
  FileSystemRow,
  | "creationToken"
  | "performanceMode"
  | "encrypted"
  | "kmsKeyId"
  | "throughputMode"
  | "provisionedThroughputInMibps"
  | "availabilityZoneName"
  | "protection"
  | "tags"
>;

/**
 * Creates a file system in the state `creating`.
 *
 * @throws FileSystemLimitExceeded
 */
export function makeFileSystem(ctx: Context, made: NewFileSystem): FileSystemRow {
  const table = ctx.table(FILE_SYSTEMS);
  if (table.size >= MOST_FILE_SYSTEMS) throw fileSystemLimitExceeded();
  const row: FileSystemRow = {
    ...made,
    fileSystemId: newId(ctx, "fs", (id) => table.has(id)),
    createdAt: ctx.date(),
    lifeCycleState: "creating",
    bytes: EMPTY,
    mountTargetCount: 0,
    accessPointCount: 0,
    lifecyclePolicies: [],
  };
  ctx.table(CREATION_TOKENS).put(row.creationToken, row.fileSystemId);
  waitFor(ctx, "creating", row.fileSystemId);
  return saveFileSystem(ctx, row);
}

export function saveFileSystem(ctx: Context, row: FileSystemRow): FileSystemRow {
  ctx.table(FILE_SYSTEMS).put(row.fileSystemId, row);
  return row;
}

/** Changes a stored file system, if it still exists. */
export function changeFileSystem(
  ctx: Context,
  id: string,
  change: (row: FileSystemRow) => Partial<FileSystemRow>,
): void {
  const row = ctx.table(FILE_SYSTEMS).get(id);
  if (row) saveFileSystem(ctx, { ...row, ...change(row) });
}

/** Removes a file system with its access points. */
export function removeFileSystem(ctx: Context, { fileSystemId, creationToken }: FileSystemRow): void {
  const accessPoints = ctx.table(ACCESS_POINTS);
  for (const id of [...withPrefix(ctx.table(ACCESS_POINTS_OF), childKey(fileSystemId))]) {
    const accessPoint = accessPoints.get(id);
    if (accessPoint) removeAccessPoint(ctx, accessPoint);
  }
  ctx.table(FILE_SYSTEMS).delete(fileSystemId);
  ctx.table(CREATION_TOKENS).delete(creationToken);
}

/** @throws IncorrectFileSystemLifeCycleState unless the file system is in one of the states. */
export function requireState({ lifeCycleState }: FileSystemRow, ...states: LifeCycleState[]): void {
  if (!states.includes(lifeCycleState)) throw incorrectFileSystemState();
}

export function fileSystemArn(ctx: Context, id: string): string {
  return ctx.arn(`file-system/${id}`);
}

/** https://docs.aws.amazon.com/efs/latest/ug/API_FileSystemDescription.html */
export function describeFileSystem(ctx: Context, row: FileSystemRow): FileSystemDescription {
  const { standard, infrequentAccess, archive, measuredAt } = row.bytes;
  const zone = row.availabilityZoneName;
  return {
    OwnerId: ctx.account,
    CreationToken: row.creationToken,
    FileSystemId: row.fileSystemId,
    FileSystemArn: fileSystemArn(ctx, row.fileSystemId),
    CreationTime: row.createdAt,
    LifeCycleState: row.lifeCycleState,
    Name: nameOf(row.tags),
    NumberOfMountTargets: row.mountTargetCount,
    SizeInBytes: {
      Value: standard + infrequentAccess + archive,
      Timestamp: measuredAt,
      ValueInIA: infrequentAccess,
      ValueInStandard: standard,
      ValueInArchive: archive,
    },
    PerformanceMode: row.performanceMode,
    Encrypted: row.encrypted,
    KmsKeyId: row.kmsKeyId,
    ThroughputMode: row.throughputMode,
    ProvisionedThroughputInMibps: row.provisionedThroughputInMibps,
    AvailabilityZoneName: zone,
    AvailabilityZoneId: zone === undefined ? undefined : zoneId(zone),
    Tags: row.tags,
    FileSystemProtection: { ReplicationOverwriteProtection: row.protection },
  };
}
