import type { Context } from "../../runtime/context.js";
import type { DelayDefaults } from "../../runtime/delays.js";
import { kebabCase } from "../../text/kebab-case.js";
import type { LifeCycleState } from "./generated/types.js";
import type { AccessPointRow, FileSystemRow, MountTargetRow } from "./state.js";

/**
 * The delays of EFS and their defaults. AWS takes up to minutes for mount targets, which is too long for
 * tests.
 */
export const DELAYS = {
  /** File systems: creating → available. */
  creating: "1s",
  /** File systems: updating → available. */
  updating: "1s",
  /** File systems: deleting → deleted. */
  deleting: "1s",
  mountTargetCreating: "2s",
  mountTargetDeleting: "2s",
  accessPointCreating: "500ms",
  accessPointDeleting: "500ms",
  /** Backup policies: ENABLING → ENABLED, DISABLING → DISABLED. */
  backupPolicy: "1s",
  /** Replications: ENABLING → ENABLED, after the first copy. */
  replicationEnabling: "2s",
  /** Replications: DELETING → deleted. */
  replicationDeleting: "2s",
} as const satisfies DelayDefaults;

export type Wait = keyof typeof DELAYS;

/** The kind of timer that ends a wait. */
export function waitKind(wait: Wait): string {
  return `efs.${kebabCase(wait)}`;
}

/** Starts the wait before the next state of a resource. */
export function waitFor(ctx: Context, wait: Wait, key: string): void {
  ctx.later(wait, waitKind(wait), key);
}

const FILE_SYSTEM_WAITS: Waits = { creating: "creating", updating: "updating", deleting: "deleting" };
const MOUNT_TARGET_WAITS: Waits = { creating: "mountTargetCreating", deleting: "mountTargetDeleting" };
const ACCESS_POINT_WAITS: Waits = { creating: "accessPointCreating", deleting: "accessPointDeleting" };

type Waits = Readonly<Partial<Record<LifeCycleState, Wait>>>;

/** Counts a describe call of a file system. */
export function fileSystemDescribed(ctx: Context, row: FileSystemRow): void {
  described(ctx, FILE_SYSTEM_WAITS[row.lifeCycleState], row.fileSystemId);
}

export function mountTargetDescribed(ctx: Context, row: MountTargetRow): void {
  described(ctx, MOUNT_TARGET_WAITS[row.lifeCycleState], row.mountTargetId);
}

export function accessPointDescribed(ctx: Context, row: AccessPointRow): void {
  described(ctx, ACCESS_POINT_WAITS[row.lifeCycleState], row.accessPointId);
}

export function described(ctx: Context, wait: Wait | undefined, key: string): void {
  if (wait !== undefined) ctx.described(waitKind(wait), key);
}
