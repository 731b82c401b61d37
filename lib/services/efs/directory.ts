import type { FileSystemDirectory } from "../../runtime/ports.js";
import type { Store } from "../../runtime/store/store.js";
import { endpointHost } from "../../shared/partitions.js";
import { ACCESS_POINTS, FILE_SYSTEMS } from "./state.js";

/** What the mount helper of amazon-efs-utils exits with. */
const HELPER_FAILED = 1;
const MOUNT_FAILED = 32;

/** Tells whether volumes can be mounted: the port of ECS. */
export function fileSystemDirectory(store: Store): FileSystemDirectory {
  return {
    mountFailure(at, fileSystemId, accessPointId) {
      const fileSystem = store.table(FILE_SYSTEMS, at).get(fileSystemId);
      if (!fileSystem || fileSystem.lifeCycleState === "deleting")
        return { code: HELPER_FAILED, text: unresolved(fileSystemId, at.region) };
      if (accessPointId === undefined) return undefined;
      const accessPoint = store.table(ACCESS_POINTS, at).get(accessPointId);
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
