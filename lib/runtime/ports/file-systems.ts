import type { AccountRegion } from "../scope.js";

/** Finds the file systems that tasks mount. Implemented by EFS. */
export interface FileSystemDirectory {
  /** Why a file system or one of its access points cannot be mounted; `undefined` if it can. */
  mountFailure(at: AccountRegion, fileSystemId: string, accessPointId?: string): MountFailure | undefined;
}

export interface MountFailure {
  /** Exit code of the mount helper. */
  readonly code: number;
  /** Its error output. */
  readonly text: string;
}
