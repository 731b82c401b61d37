import type { Context } from "../runtime/context.js";
import type { Subnet } from "../runtime/ports/network.js";
import { defineTable, key, type Table, withPrefix } from "../runtime/store/store.js";
import { addressNumber, addressText, type Cidr, parseCidr } from "./cidr.js";

/** Addresses of network interfaces that are in use, and whose they are: tasks and mount targets share them. */
export const ADDRESSES = defineTable<string>({ name: "network.addresses", key: "address" });

/** The same for subnets that have a CIDR block of their own. Key: {@link inSubnet}. */
export const SUBNET_ADDRESSES = defineTable<string>({
  name: "network.subnet-addresses",
  key: ["subnetId", "address"],
});

/** EC2 keeps the first four addresses and the last of every subnet for itself. */
const RESERVED_AT_START = 4;
const RESERVED_AT_END = 1;
export const RESERVED_ADDRESSES = RESERVED_AT_START + RESERVED_AT_END;

/** Where an address comes from: a block, and the table of what is taken of it. */
interface Pool {
  readonly block: Cidr;
  readonly taken: Table<string>;
  readonly keyOf: (address: string) => string;
}

/**
 * Gives `owner` a free address of a subnet: of its own CIDR block when EC2
 * knows it, else of the `eniSubnet` option; `undefined` when every one is taken.
 */
export function takeAddress(ctx: Context, subnet: Subnet, owner: string): string | undefined {
  const { block, taken, keyOf } = poolOf(ctx, subnet);
  const first = block.network + RESERVED_AT_START;
  const count = block.size - RESERVED_ADDRESSES;
  // Of the one block that all unknown subnets share, whether it is full can be told at once.
  if (subnet.cidrBlock === undefined && taken.size >= count) return undefined;
  const start = ctx.ids.integer(count);
  for (let i = 0; i < count; i++) {
    const address = addressText(first + ((start + i) % count));
    if (taken.has(keyOf(address))) continue;
    taken.put(keyOf(address), owner);
    return address;
  }
  return undefined;
}

/**
 * Gives `owner` the address that it asks for, or says why not: it is no
 * address of the subnet, EC2 keeps it, or somebody has it.
 */
export function claimAddress(
  ctx: Context,
  subnet: Subnet,
  address: string,
  owner: string,
): "claimed" | "outside" | "reserved" | "taken" {
  const { block, taken, keyOf } = poolOf(ctx, subnet);
  const place = (addressNumber(address) ?? -1) - block.network;
  if (place < 0 || place >= block.size) return "outside";
  if (place < RESERVED_AT_START || place >= block.size - RESERVED_AT_END) return "reserved";
  const name = keyOf(addressText(block.network + place));
  if (taken.has(name)) return "taken";
  taken.put(name, owner);
  return "claimed";
}

/** Takes an address of a subnet back. */
export function releaseAddress(ctx: Context, subnetId: string, address: string): void {
  // Which of the two it came from does not follow from the subnet: it may have been deleted since.
  if (!ctx.table(SUBNET_ADDRESSES).delete(inSubnet(subnetId, address))) ctx.table(ADDRESSES).delete(address);
}

/** How many addresses of a subnet with a CIDR block are taken. */
export function takenAddresses(ctx: Context, subnetId: string): number {
  let count = 0;
  for (const _ of withPrefix(ctx.table(SUBNET_ADDRESSES), inSubnet(subnetId))) count++;
  return count;
}

function poolOf(ctx: Context, { subnetId, cidrBlock }: Subnet): Pool {
  const own = cidrBlock === undefined ? undefined : parseCidr(cidrBlock);
  if (own)
    return {
      block: own,
      taken: ctx.table(SUBNET_ADDRESSES),
      keyOf: (address) => inSubnet(subnetId, address),
    };
  return { block: eniBlock(ctx), taken: ctx.table(ADDRESSES), keyOf: (address) => address };
}

function eniBlock(ctx: Context): Cidr {
  return parseCidr(ctx.settings.eniSubnet) ?? { network: 0, bits: 16, size: 2 ** 16 };
}

function inSubnet(subnetId: string, address = ""): string {
  return key(subnetId, address);
}
