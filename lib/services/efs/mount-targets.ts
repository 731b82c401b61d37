import { claimAddress, releaseAddress, takeAddress } from "../../network/addresses.js";
import { zoneId } from "../../network/zones.js";
import type { Context } from "../../runtime/context.js";
import type { Subnet } from "../../runtime/ports/network.js";
import { withPrefix } from "../../runtime/store/store.js";
import {
  addressOutsideSubnet,
  addressReserved,
  badRequest,
  ipAddressInUse,
  noFreeAddresses,
} from "./errors.js";
import { changeFileSystem } from "./file-systems.js";
import type { CreateMountTargetRequest, MountTargetDescription } from "./generated/types.js";
import { childKey, MOUNT_TARGETS, MOUNT_TARGETS_OF, type MountTargetRow } from "./state.js";

/** Addresses of a mount target, by version. */
type Addresses = Pick<MountTargetRow, "ipAddressType" | "ipAddress" | "ipv6Address">;

/** The mount targets of a file system, by id, after `after` if given. */
export function* mountTargetsOf(
  ctx: Context,
  fileSystemId: string,
  after?: string,
): Generator<MountTargetRow> {
  const position = after === undefined ? undefined : childKey(fileSystemId, after);
  for (const id of withPrefix(ctx.table(MOUNT_TARGETS_OF), childKey(fileSystemId), position)) {
    const row = ctx.table(MOUNT_TARGETS).get(id);
    if (row) yield row;
  }
}

/** Writes a new mount target, and counts it in its file system. */
export function insertMountTarget(ctx: Context, row: MountTargetRow): void {
  ctx.table(MOUNT_TARGETS).put(row.mountTargetId, row);
  ctx.table(MOUNT_TARGETS_OF).put(childKey(row.fileSystemId, row.mountTargetId), row.mountTargetId);
  count(ctx, row.fileSystemId, 1);
}

/** Removes a mount target with its network interface. */
export function removeMountTarget(ctx: Context, row: MountTargetRow): void {
  ctx.table(MOUNT_TARGETS).delete(row.mountTargetId);
  ctx.table(MOUNT_TARGETS_OF).delete(childKey(row.fileSystemId, row.mountTargetId));
  if (row.ipAddress !== undefined) releaseAddress(ctx, row.subnetId, row.ipAddress);
  count(ctx, row.fileSystemId, -1);
}

/**
 * Addresses for a new mount target: the requested ones, or free ones.
 *
 * @throws BadRequest, IpAddressInUse, NoFreeAddressesInSubnet
 */
export function addressesFor(
  ctx: Context,
  input: CreateMountTargetRequest,
  subnet: Subnet,
  owner: string,
): Addresses {
  const { IpAddressType: ipAddressType = "IPV4_ONLY", IpAddress, Ipv6Address } = input;
  if (IpAddress !== undefined && ipAddressType === "IPV6_ONLY")
    throw badRequest("IpAddress can't be set when IpAddressType is IPV6_ONLY.");
  if (Ipv6Address !== undefined && ipAddressType === "IPV4_ONLY")
    throw badRequest("Ipv6Address can't be set when IpAddressType is IPV4_ONLY.");
  return {
    ipAddressType,
    ...(ipAddressType !== "IPV6_ONLY" && { ipAddress: ipv4Address(ctx, input.IpAddress, subnet, owner) }),
    ...(ipAddressType !== "IPV4_ONLY" && { ipv6Address: Ipv6Address ?? anyIpv6Address(ctx) }),
  };
}

function ipv4Address(ctx: Context, asked: string | undefined, subnet: Subnet, owner: string): string {
  if (asked === undefined) {
    const address = takeAddress(ctx, subnet, owner);
    if (address === undefined) throw noFreeAddresses(subnet.subnetId);
    return address;
  }
  switch (claimAddress(ctx, subnet, asked, owner)) {
    case "outside":
      throw addressOutsideSubnet();
    case "reserved":
      throw addressReserved();
    case "taken":
      throw ipAddressInUse(asked);
    case "claimed":
      return asked;
  }
}

/**
 * The option `eniSubnet` has only IPv4 addresses; the range of IPv6 addresses is large enough to skip a check
 * for duplicates.
 */
function anyIpv6Address(ctx: Context): string {
  return `2600:1f18:${Array.from({ length: 6 }, () => ctx.ids.hex(4)).join(":")}`;
}

/** https://docs.aws.amazon.com/efs/latest/ug/API_MountTargetDescription.html */
export function describeMountTarget(ctx: Context, row: MountTargetRow): MountTargetDescription {
  return {
    OwnerId: ctx.account,
    MountTargetId: row.mountTargetId,
    FileSystemId: row.fileSystemId,
    SubnetId: row.subnetId,
    LifeCycleState: row.lifeCycleState,
    IpAddress: row.ipAddress,
    Ipv6Address: row.ipv6Address,
    NetworkInterfaceId: row.networkInterfaceId,
    AvailabilityZoneId: zoneId(row.availabilityZoneName),
    AvailabilityZoneName: row.availabilityZoneName,
    VpcId: row.vpcId,
  };
}

function count(ctx: Context, fileSystemId: string, step: number): void {
  changeFileSystem(ctx, fileSystemId, ({ mountTargetCount }) => ({
    mountTargetCount: mountTargetCount + step,
  }));
}
