import type { Context } from "../../../runtime/context.js";
import { withPrefix } from "../../../runtime/store/store.js";
import { describeAccessPoint, insertAccessPoint } from "../access-points.js";
import { accessPointAlreadyExists, accessPointLimitExceeded, notAtMostOne } from "../errors.js";
import { requireState } from "../file-systems.js";
import type {
  AccessPointDescription,
  CreateAccessPointRequest,
  DeleteAccessPointRequest,
  DescribeAccessPointsRequest,
  DescribeAccessPointsResponse,
} from "../generated/types.js";
import { newAccessPointId } from "../ids.js";
import { pager } from "../paging.js";
import { findAccessPoint, findFileSystem } from "../references.js";
import { ACCESS_POINTS, ACCESS_POINTS_OF, type AccessPointRow, CLIENT_TOKENS, childKey } from "../state.js";
import { tagging } from "../tags.js";
import { accessPointDescribed, waitFor } from "../waits.js";

/** Quota of access points of a file system. */
const MOST_ACCESS_POINTS = 10_000;

/** https://docs.aws.amazon.com/efs/latest/ug/API_CreateAccessPoint.html */
export function createAccessPoint(input: CreateAccessPointRequest, ctx: Context): AccessPointDescription {
  const request = requestOf(input);
  const existing = ctx.table(ACCESS_POINTS).get(ctx.table(CLIENT_TOKENS).get(input.ClientToken) ?? "");
  if (existing?.request === request) return describeAccessPoint(ctx, existing);
  if (existing) throw accessPointAlreadyExists(existing.accessPointId, input.ClientToken);
  const fileSystem = findFileSystem(ctx, input.FileSystemId);
  requireState(fileSystem, "available");
  if (fileSystem.accessPointCount >= MOST_ACCESS_POINTS)
    throw accessPointLimitExceeded(fileSystem.fileSystemId, MOST_ACCESS_POINTS);
  const row: AccessPointRow = {
    accessPointId: newAccessPointId(ctx, (id) => ctx.table(ACCESS_POINTS).has(id)),
    fileSystemId: fileSystem.fileSystemId,
    clientToken: input.ClientToken,
    request,
    lifeCycleState: "creating",
    ...(input.PosixUser && { posixUser: input.PosixUser }),
    rootDirectory: { ...input.RootDirectory, Path: input.RootDirectory?.Path ?? "/" },
    tags: tagging.checked(input.Tags),
  };
  insertAccessPoint(ctx, row);
  waitFor(ctx, "accessPointCreating", row.accessPointId);
  return describeAccessPoint(ctx, row);
}

/** https://docs.aws.amazon.com/efs/latest/ug/API_DescribeAccessPoints.html */
export function describeAccessPoints(
  input: DescribeAccessPointsRequest,
  ctx: Context,
): DescribeAccessPointsResponse {
  const { items, next } = pager.page(input, {
    name: "DescribeAccessPoints",
    after: selected(ctx, input),
    position: (row) => row.accessPointId,
  });
  for (const row of items) accessPointDescribed(ctx, row);
  return { AccessPoints: items.map((row) => describeAccessPoint(ctx, row)), NextToken: next };
}

/** https://docs.aws.amazon.com/efs/latest/ug/API_DeleteAccessPoint.html */
export function deleteAccessPoint(input: DeleteAccessPointRequest, ctx: Context): object {
  const row = findAccessPoint(ctx, input.AccessPointId);
  if (row.lifeCycleState === "deleting") return {};
  ctx.table(ACCESS_POINTS).put(row.accessPointId, { ...row, lifeCycleState: "deleting" });
  waitFor(ctx, "accessPointDeleting", row.accessPointId);
  return {};
}

/** A string that is equal for equal requests. */
function requestOf({ FileSystemId, PosixUser, RootDirectory, Tags }: CreateAccessPointRequest): string {
  const { CreationInfo, Path } = RootDirectory ?? {};
  return JSON.stringify([
    FileSystemId,
    PosixUser && [PosixUser.Uid, PosixUser.Gid, PosixUser.SecondaryGids],
    Path,
    CreationInfo && [CreationInfo.OwnerUid, CreationInfo.OwnerGid, CreationInfo.Permissions],
    Tags?.map(({ Key, Value }) => [Key, Value]),
  ]);
}

/** The rows of a request: one, those of a file system, or all. */
function selected(
  ctx: Context,
  { AccessPointId, FileSystemId }: DescribeAccessPointsRequest,
): (after: string | undefined) => Iterable<AccessPointRow> {
  if (AccessPointId !== undefined && FileSystemId !== undefined) throw notAtMostOne();
  if (AccessPointId !== undefined) {
    const row = findAccessPoint(ctx, AccessPointId);
    return () => [row];
  }
  if (FileSystemId === undefined) return (after) => ctx.table(ACCESS_POINTS).values({ after });
  const { fileSystemId } = findFileSystem(ctx, FileSystemId);
  return (after) => accessPointsOf(ctx, fileSystemId, after);
}

function* accessPointsOf(
  ctx: Context,
  fileSystemId: string,
  after: string | undefined,
): Generator<AccessPointRow> {
  const position = after === undefined ? undefined : childKey(fileSystemId, after);
  for (const id of withPrefix(ctx.table(ACCESS_POINTS_OF), childKey(fileSystemId), position)) {
    const row = ctx.table(ACCESS_POINTS).get(id);
    if (row) yield row;
  }
}
