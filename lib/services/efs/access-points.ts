import type { Context } from "../../runtime/context.js";
import type { AccessPointDescription } from "./generated/types.js";
import {
  ACCESS_POINTS,
  ACCESS_POINTS_OF,
  type AccessPointRow,
  CLIENT_TOKENS,
  childKey,
  FILE_SYSTEMS,
} from "./state.js";
import { nameOf } from "./tags.js";

/** Writes a new access point and its index entries. */
export function insertAccessPoint(ctx: Context, row: AccessPointRow): void {
  ctx.table(ACCESS_POINTS).put(row.accessPointId, row);
  ctx.table(ACCESS_POINTS_OF).put(childKey(row.fileSystemId, row.accessPointId), row.accessPointId);
  ctx.table(CLIENT_TOKENS).put(row.clientToken, row.accessPointId);
  count(ctx, row.fileSystemId, 1);
}

/** Removes an access point. */
export function removeAccessPoint(ctx: Context, row: AccessPointRow): void {
  ctx.table(ACCESS_POINTS).delete(row.accessPointId);
  ctx.table(ACCESS_POINTS_OF).delete(childKey(row.fileSystemId, row.accessPointId));
  ctx.table(CLIENT_TOKENS).delete(row.clientToken);
  count(ctx, row.fileSystemId, -1);
}

/** https://docs.aws.amazon.com/efs/latest/ug/API_AccessPointDescription.html */
export function describeAccessPoint(ctx: Context, row: AccessPointRow): AccessPointDescription {
  return {
    ClientToken: row.clientToken,
    Name: nameOf(row.tags),
    Tags: row.tags,
    AccessPointId: row.accessPointId,
    AccessPointArn: ctx.arn(`access-point/${row.accessPointId}`),
    FileSystemId: row.fileSystemId,
    PosixUser: row.posixUser,
    RootDirectory: row.rootDirectory,
    OwnerId: ctx.account,
    LifeCycleState: row.lifeCycleState,
  };
}

function count(ctx: Context, fileSystemId: string, step: number): void {
  const row = ctx.table(FILE_SYSTEMS).get(fileSystemId);
  if (row)
    ctx.table(FILE_SYSTEMS).put(fileSystemId, { ...row, accessPointCount: row.accessPointCount + step });
}
