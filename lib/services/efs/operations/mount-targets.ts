import { defaultSecurityGroup, firstUnknown, subnetOf } from "../../../network/subnets.js";
import type { Context } from "../../../runtime/context.js";
import type { Subnet } from "../../../runtime/ports/network.js";
import {
  availabilityZonesMismatch,
  incorrectMountTargetState,
  mountTargetInOtherVpc,
  mountTargetInZone,
  notExactlyOne,
  securityGroupNotFound,
  subnetNotFound,
  tooManySecurityGroups,
} from "../errors.js";
import { requireState } from "../file-systems.js";
import type {
  CreateMountTargetRequest,
  DeleteMountTargetRequest,
  DescribeMountTargetSecurityGroupsRequest,
  DescribeMountTargetSecurityGroupsResponse,
  DescribeMountTargetsRequest,
  DescribeMountTargetsResponse,
  ModifyMountTargetSecurityGroupsRequest,
  MountTargetDescription,
} from "../generated/types.js";
import { newId } from "../ids.js";
import { addressesFor, describeMountTarget, insertMountTarget, mountTargetsOf } from "../mount-targets.js";
import { markerPager } from "../paging.js";
import { findAccessPoint, findFileSystem, findMountTarget } from "../references.js";
import { MOUNT_TARGETS, type MountTargetRow } from "../state.js";
import { mountTargetDescribed, waitFor } from "../waits.js";

const MOST_SECURITY_GROUPS = 5;

/** https://docs.aws.amazon.com/efs/latest/ug/API_CreateMountTarget.html */
export function createMountTarget(input: CreateMountTargetRequest, ctx: Context): MountTargetDescription {
  const fileSystem = findFileSystem(ctx, input.FileSystemId);
  requireState(fileSystem, "available");
  const only = fileSystem.availabilityZoneName;
  requireKnown(ctx, [input.SubnetId], input.SecurityGroups);
  const subnet = subnetOf(ctx, input.SubnetId, only);
  const { availabilityZone, vpcId } = subnet;
  if (only !== undefined && only !== availabilityZone) throw availabilityZonesMismatch();
  checkOthers(ctx, fileSystem.fileSystemId, subnet);
  const { SecurityGroups = [defaultSecurityGroup(ctx, vpcId)] } = input;
  checkSecurityGroups(SecurityGroups);
  const id = newId(ctx, "fsmt", (taken) => ctx.table(MOUNT_TARGETS).has(taken));
  const row: MountTargetRow = {
    mountTargetId: id,
    fileSystemId: fileSystem.fileSystemId,
    subnetId: input.SubnetId,
    vpcId,
    availabilityZoneName: availabilityZone,
    lifeCycleState: "creating",
    networkInterfaceId: `eni-${ctx.ids.hex(17)}`,
    ...addressesFor(ctx, input, subnet, id),
    securityGroups: SecurityGroups,
  };
  insertMountTarget(ctx, row);
  waitFor(ctx, "mountTargetCreating", id);
  return describeMountTarget(ctx, row);
}

/** https://docs.aws.amazon.com/efs/latest/ug/API_DescribeMountTargets.html */
export function describeMountTargets(
  input: DescribeMountTargetsRequest,
  ctx: Context,
): DescribeMountTargetsResponse {
  const { items, next } = markerPager.page(input, {
    name: "DescribeMountTargets",
    after: selected(ctx, input),
    position: (row) => row.mountTargetId,
  });
  for (const row of items) mountTargetDescribed(ctx, row);
  return {
    Marker: input.Marker,
    MountTargets: items.map((row) => describeMountTarget(ctx, row)),
    NextMarker: next,
  };
}

/** https://docs.aws.amazon.com/efs/latest/ug/API_DeleteMountTarget.html */
export function deleteMountTarget(input: DeleteMountTargetRequest, ctx: Context): object {
  const row = findMountTarget(ctx, input.MountTargetId);
  if (row.lifeCycleState === "deleting") return {};
  ctx.table(MOUNT_TARGETS).put(row.mountTargetId, { ...row, lifeCycleState: "deleting" });
  waitFor(ctx, "mountTargetDeleting", row.mountTargetId);
  return {};
}

/** https://docs.aws.amazon.com/efs/latest/ug/API_DescribeMountTargetSecurityGroups.html */
export function describeMountTargetSecurityGroups(
  input: DescribeMountTargetSecurityGroupsRequest,
  ctx: Context,
): DescribeMountTargetSecurityGroupsResponse {
  const row = findMountTarget(ctx, input.MountTargetId);
  if (row.lifeCycleState === "deleting") throw incorrectMountTargetState();
  return { SecurityGroups: row.securityGroups };
}

/** https://docs.aws.amazon.com/efs/latest/ug/API_ModifyMountTargetSecurityGroups.html */
export function modifyMountTargetSecurityGroups(
  input: ModifyMountTargetSecurityGroupsRequest,
  ctx: Context,
): object {
  const row = findMountTarget(ctx, input.MountTargetId);
  // Before and after this state, the network interface does not exist.
  if (row.lifeCycleState !== "available") throw incorrectMountTargetState();
  requireKnown(ctx, [], input.SecurityGroups);
  const { SecurityGroups = [defaultSecurityGroup(ctx, row.vpcId)] } = input;
  checkSecurityGroups(SecurityGroups);
  ctx.table(MOUNT_TARGETS).put(row.mountTargetId, { ...row, securityGroups: SecurityGroups });
  return {};
}

/** A file system has one mount target in each zone, all in one VPC; those being deleted still count. */
function checkOthers(ctx: Context, fileSystemId: string, subnet: Subnet): void {
  const others = [...mountTargetsOf(ctx, fileSystemId)];
  if (others.some((other) => other.vpcId !== subnet.vpcId)) throw mountTargetInOtherVpc();
  const conflict = others.find((other) => other.availabilityZoneName === subnet.availabilityZone);
  if (!conflict) return;
  if (conflict.subnetId !== subnet.subnetId) explainConflict(ctx, conflict, subnet);
  throw mountTargetInZone();
}

/**
 * Logs a hint, because zones of subnets unknown to EC2 are assumptions, which AWS's message does not explain.
 */
function explainConflict(ctx: Context, { subnetId: other }: MountTargetRow, subnet: Subnet): void {
  const { subnetId, availabilityZone } = subnet;
  ctx.logger({
    level: "warn",
    msg: `The subnets ${other} and ${subnetId} are both assumed to be in ${availabilityZone}. Set their locations with sim.efs.placeSubnet("${subnetId}", { availabilityZone: … }).`,
    fields: { subnetIds: [other, subnetId], availabilityZone },
  });
}

function checkSecurityGroups(groups: readonly string[]): void {
  if (groups.length > MOST_SECURITY_GROUPS) throw tooManySecurityGroups();
}

/** With `strictNetwork`, the resources must exist in EC2. */
function requireKnown(ctx: Context, subnets: readonly string[], groups: readonly string[] = []): void {
  const unknown = firstUnknown(ctx, subnets, groups);
  if (!unknown) return;
  throw "subnetId" in unknown ? subnetNotFound(unknown.subnetId) : securityGroupNotFound(unknown.groupId);
}

/** The rows of a request, by its required selector. */
function selected(
  ctx: Context,
  { FileSystemId, MountTargetId, AccessPointId }: DescribeMountTargetsRequest,
): (after: string | undefined) => Iterable<MountTargetRow> {
  const given = [FileSystemId, MountTargetId, AccessPointId].filter((selector) => selector !== undefined);
  if (given.length !== 1) throw notExactlyOne();
  if (MountTargetId !== undefined) {
    const row = findMountTarget(ctx, MountTargetId);
    return () => [row];
  }
  const { fileSystemId } =
    FileSystemId !== undefined
      ? findFileSystem(ctx, FileSystemId)
      : findAccessPoint(ctx, AccessPointId ?? "");
  return (after) => mountTargetsOf(ctx, fileSystemId, after);
}
