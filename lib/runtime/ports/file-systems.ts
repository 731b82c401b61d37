import type { AccountRegion } from "../scope.js";

/** Knows the file systems that tasks mount: filled by EFS. */
export interface FileSystemDirectory {
  /** Why a file system, or one of its access points, cannot be mounted; `undefined` when it can be. */
  mountFailure(at: AccountRegion, fileSystemId: string, accessPointId?: string): MountFailure | undefined;
}

export interface MountFailure {
  /** What the mount helper exits with. */
  readonly code: number;
  /** What it writes to its error output. */
  readonly text: string;
}
