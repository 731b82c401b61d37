import { keysOf } from "../../authorization/requirement.js";
import { type AuthorizationTable, anywhere, on, tagged } from "../../authorization/table.js";
import type { Context } from "../../runtime/context.js";
import type { EfsOperations } from "./generated/types.js";
import { MOUNT_TARGETS } from "./state.js";

const fileSystemArn = (ctx: Context, id: string): string =>
  id.startsWith("arn:") ? id : ctx.arn(`file-system/${id}`);

const accessPointArn = (ctx: Context, id: string): string =>
  id.startsWith("arn:") ? id : ctx.arn(`access-point/${id}`);

const onFileSystem = on<{ readonly FileSystemId: string }>(({ FileSystemId }, ctx) =>
  fileSystemArn(ctx, FileSystemId),
);

/** Mount targets have no ARN; permissions apply to their file systems. */
function fileSystemOfMountTarget(
  { MountTargetId }: { readonly MountTargetId: string },
  ctx: Context,
): string {
  const target = ctx.table(MOUNT_TARGETS).get(MountTargetId);
  return fileSystemArn(ctx, target?.fileSystemId ?? "*");
}

const onResource = on<{ readonly ResourceId: string }>(({ ResourceId }, ctx) =>
  ResourceId.includes("fsap-") ? accessPointArn(ctx, ResourceId) : fileSystemArn(ctx, ResourceId),
);

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticfilesystem.html */
export const authorization = {
  createAccessPoint: tagged(onFileSystem, "elasticfilesystem:TagResource", (_input, ctx) => ({
    resource: accessPointArn(ctx, "*"),
    keys: keysOf({ "elasticfilesystem:CreateAction": "CreateAccessPoint" }),
  })),
  createFileSystem: tagged(
    on(
      () => "*",
      ({ Encrypted }) => ({ keys: keysOf({ "elasticfilesystem:encrypted": Encrypted ?? false }) }),
    ),
    "elasticfilesystem:TagResource",
    (_input, ctx) => ({
      resource: fileSystemArn(ctx, "*"),
      keys: keysOf({ "elasticfilesystem:CreateAction": "CreateFileSystem" }),
    }),
  ),
  createMountTarget: onFileSystem,
  createReplicationConfiguration: on(({ SourceFileSystemId }, ctx) => fileSystemArn(ctx, SourceFileSystemId)),
  createTags: onFileSystem,
  deleteAccessPoint: on(({ AccessPointId }, ctx) => accessPointArn(ctx, AccessPointId)),
  deleteFileSystem: onFileSystem,
  deleteFileSystemPolicy: onFileSystem,
  deleteMountTarget: on(fileSystemOfMountTarget),
  deleteReplicationConfiguration: on(({ SourceFileSystemId }, ctx) => fileSystemArn(ctx, SourceFileSystemId)),
  deleteTags: onFileSystem,
  describeAccessPoints: on(({ AccessPointId, FileSystemId = "*" }, ctx) =>
    AccessPointId === undefined ? fileSystemArn(ctx, FileSystemId) : accessPointArn(ctx, AccessPointId),
  ),
  describeAccountPreferences: anywhere,
  describeBackupPolicy: onFileSystem,
  describeFileSystemPolicy: onFileSystem,
  describeFileSystems: on(({ FileSystemId = "*" }, ctx) => fileSystemArn(ctx, FileSystemId)),
  describeLifecycleConfiguration: onFileSystem,
  describeMountTargetSecurityGroups: on(fileSystemOfMountTarget),
  describeMountTargets: on(({ AccessPointId, FileSystemId, MountTargetId }, ctx) => {
    if (AccessPointId !== undefined) return accessPointArn(ctx, AccessPointId);
    if (MountTargetId !== undefined) return fileSystemOfMountTarget({ MountTargetId }, ctx);
    return fileSystemArn(ctx, FileSystemId ?? "*");
  }),
  describeReplicationConfigurations: on(({ FileSystemId = "*" }, ctx) => fileSystemArn(ctx, FileSystemId)),
  describeTags: onFileSystem,
  listTagsForResource: onResource,
  modifyMountTargetSecurityGroups: on(fileSystemOfMountTarget),
  putAccountPreferences: anywhere,
  putBackupPolicy: onFileSystem,
  putFileSystemPolicy: onFileSystem,
  putLifecycleConfiguration: onFileSystem,
  tagResource: onResource,
  untagResource: onResource,
  updateFileSystem: onFileSystem,
  updateFileSystemProtection: onFileSystem,
} satisfies AuthorizationTable<EfsOperations>;
