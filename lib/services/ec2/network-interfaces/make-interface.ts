import { claimAddress, releaseAddress, takeAddress } from "../../../network/addresses.js";
import { addressNumber } from "../../../network/cidr.js";
import type { Context } from "../../../runtime/context.js";
import { ADDRESSES } from "../addresses/state.js";
import { invalidParameterValue } from "../errors.js";
import { newId } from "../ids.js";
import type { SubnetRow } from "../subnets/state.js";
import { removeTags } from "../tags/tags.js";
import { addressInUse, noFreeAddresses } from "./errors.js";
import { addressOf } from "./interfaces.js";
import { INTERFACES, type InterfaceRow } from "./state.js";

/** The settings of a new interface; without `privateIp`, it gets a free address. */
interface NewInterface extends Pick<InterfaceRow, "type" | "securityGroups" | "description"> {
  readonly privateIp?: string;
}

/**
 * Creates a network interface in a subnet.
 *
 * @throws InsufficientFreeAddressesInSubnet, InvalidIPAddress.InUse, InvalidParameterValue
 */
export function makeInterface(ctx: Context, subnet: SubnetRow, made: NewInterface): InterfaceRow {
  const networkInterfaceId = newId(ctx, "eni");
  const row: InterfaceRow = {
    ...made,
    networkInterfaceId,
    subnetId: subnet.subnetId,
    privateIp:
      made.privateIp === undefined
        ? freeAddress(ctx, subnet, networkInterfaceId)
        : claimedAddress(ctx, subnet, made.privateIp, networkInterfaceId),
    macAddress: ["0e", ...(ctx.ids.hex(10).match(/../g) ?? [])].join(":"),
    sourceDestCheck: made.type !== "nat_gateway",
    createdAt: ctx.now(),
  };
  ctx.table(INTERFACES).put(networkInterfaceId, row);
  return row;
}

/** Removes a network interface: releases its address, and dissociates its elastic IP address. */
export function removeInterface(ctx: Context, networkInterfaceId: string): void {
  const row = ctx.table(INTERFACES).get(networkInterfaceId);
  if (!row) return;
  const elastic = addressOf(ctx, networkInterfaceId);
  if (elastic) {
    const { association: _, ...free } = elastic;
    ctx.table(ADDRESSES).put(elastic.allocationId, free);
  }
  releaseAddress(ctx, row.subnetId, row.privateIp);
  ctx.table(INTERFACES).delete(networkInterfaceId);
  removeTags(ctx, networkInterfaceId, undefined);
}

function freeAddress(ctx: Context, subnet: SubnetRow, owner: string): string {
  const address = takeAddress(ctx, subnet, owner);
  if (address === undefined) throw noFreeAddresses(subnet.subnetId);
  return address;
}

function claimedAddress(ctx: Context, subnet: SubnetRow, address: string, owner: string): string {
  if (addressNumber(address) === undefined)
    throw invalidParameterValue(`invalid value for parameter address: ${address}`);
  switch (claimAddress(ctx, subnet, address, owner)) {
    case "claimed":
      return address;
    case "taken":
      throw addressInUse(address);
    case "reserved":
      throw invalidParameterValue(`Address ${address} is in subnet's reserved address range`);
    case "outside":
      throw invalidParameterValue("Address does not fall within the subnet's address range");
  }
}
