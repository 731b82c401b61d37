import type { Context } from "../../runtime/context.js";
import { parseArn } from "../../shared/arn.js";
import { accessPointNotFound, fileSystemNotFound, mountTargetNotFound, otherRegion } from "./errors.js";
import {
  ACCESS_POINTS,
  type AccessPointRow,
  FILE_SYSTEMS,
  type FileSystemRow,
  MOUNT_TARGETS,
  type MountTargetRow,
} from "./state.js";

/**
 * The file system of an id or ARN.
 *
 * @throws FileSystemNotFound; BadRequest for an ARN of another region.
 */
export function findFileSystem(ctx: Context, reference: string): FileSystemRow {
  const id = localId(ctx, reference);
  const row = id === undefined ? undefined : ctx.table(FILE_SYSTEMS).get(id);
  if (!row) throw fileSystemNotFound(id ?? idOf(reference));
  return row;
}

/**
 * The access point of an id or ARN.
 *
 * @throws AccessPointNotFound; BadRequest for an ARN of another region.
 */
export function findAccessPoint(ctx: Context, reference: string): AccessPointRow {
  const id = localId(ctx, reference);
  const row = id === undefined ? undefined : ctx.table(ACCESS_POINTS).get(id);
  if (!row) throw accessPointNotFound(id ?? idOf(reference));
  return row;
}

/** @throws MountTargetNotFound */
export function findMountTarget(ctx: Context, id: string): MountTargetRow {
  const row = ctx.table(MOUNT_TARGETS).get(id);
  if (!row) throw mountTargetNotFound(id);
  return row;
}

/** The id at the end of an ARN, or the id itself. */
export function idOf(reference: string): string {
  return reference.slice(reference.lastIndexOf("/") + 1);
}

/** The id of a reference; `undefined` for another account. */
function localId(ctx: Context, reference: string): string | undefined {
  const arn = parseArn(reference);
  if (!arn) return reference;
  if (arn.region !== ctx.region) throw otherRegion();
  return arn.account === ctx.account ? idOf(reference) : undefined;
}
