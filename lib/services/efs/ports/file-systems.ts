import type { ContextAt } from "../../../runtime/context.js";
import type { FileSystemDirectory } from "../../../runtime/ports/file-systems.js";
import { endpointHost } from "../../../shared/partitions.js";
import { ACCESS_POINTS, FILE_SYSTEMS } from "../state.js";

/** Exit code of the mount helper of amazon-efs-utils. */
const HELPER_FAILED = 1;
const MOUNT_FAILED = 32;

/** Returns to ECS whether volumes can be mounted. */
export function fileSystemsPort(contextAt: ContextAt): FileSystemDirectory {
  return {
    mountFailure(at, fileSystemId, accessPointId) {
      const ctx = contextAt(at);
      const fileSystem = ctx.table(FILE_SYSTEMS).get(fileSystemId);
      if (!fileSystem || fileSystem.lifeCycleState === "deleting")
        return { code: HELPER_FAILED, text: unresolved(fileSystemId, at.region) };
      if (accessPointId === undefined) return undefined;
      const accessPoint = ctx.table(ACCESS_POINTS).get(accessPointId);
      if (accessPoint?.fileSystemId === fileSystemId && accessPoint.lifeCycleState !== "deleting")
        return undefined;
      return {
        code: MOUNT_FAILED,
        text: "b'mount.nfs4: access denied by server while mounting 127.0.0.1:/'",
      };
    },
  };
}

function unresolved(fileSystemId: string, region: string): string {
  const name = endpointHost(`${fileSystemId}.efs`, region);
  return (
    `Failed to resolve "${name}" - check that your file system ID is correct, and ensure that the VPC has an EFS mount ` +
    "target for this file system ID. See https://docs.aws.amazon.com/console/efs/mount-dns-name for more detail."
  );
}
