import type { Context } from "../runtime/context.js";
import type { Subnet } from "../runtime/ports/network.js";
import { defineTable, key, type Table, withPrefix } from "../runtime/store/store.js";
import { addressNumber, addressText, type Cidr, parseCidr } from "./cidr.js";

/** Addresses of network interfaces in use, with their owners. Tasks and mount targets share them. */
export const ADDRESSES = defineTable<string>({ name: "network.addresses", key: "address" });

/** The same for subnets with a CIDR block of their own. Key: {@link inSubnet}. */
export const SUBNET_ADDRESSES = defineTable<string>({
  name: "network.subnet-addresses",
  key: ["subnetId", "address"],
});

/** EC2 reserves the first four addresses and the last one of every subnet. */
const RESERVED_AT_START = 4;
const RESERVED_AT_END = 1;
export const RESERVED_ADDRESSES = RESERVED_AT_START + RESERVED_AT_END;

/** The source of an address: a block, and the table of its addresses in use. */
interface Pool {
  readonly block: Cidr;
  readonly taken: Table<string>;
  readonly keyOf: (address: string) => string;
}

/**
 * Assigns a free address of a subnet to `owner`: from its own CIDR block if the subnet exists in EC2, else
 * from the option `eniSubnet`; `undefined` if all are in use. If the option is a block of loopback addresses,
 * all addresses come from it, so that real processes can listen on them.
 */
export function takeAddress(ctx: Context, subnet: Subnet, owner: string): string | undefined {
  const shared = eniBlock(ctx);
  const isShared = subnet.cidrBlock === undefined || isLoopback(shared);
  const { block, taken, keyOf } = isShared ? sharedPool(ctx, shared) : poolOf(ctx, subnet);
  const first = block.network + RESERVED_AT_START;
  const count = block.size - RESERVED_ADDRESSES;
  // A table with as many rows as the block has addresses is full; no search is needed.
  if (isShared && taken.size >= count) return undefined;
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
 * Assigns a requested address to `owner`, or returns why it cannot: it is not an address of the subnet, EC2
 * reserves it, or it is in use.
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

/** Releases an address of a subnet. */
export function releaseAddress(ctx: Context, subnetId: string, address: string): void {
  // The subnet does not determine the table, because it may have been deleted since.
  if (!ctx.table(SUBNET_ADDRESSES).delete(inSubnet(subnetId, address))) ctx.table(ADDRESSES).delete(address);
}

/** Number of addresses in use in a subnet with a CIDR block. */
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
  return sharedPool(ctx, eniBlock(ctx));
}

/** The addresses of the option `eniSubnet`. */
function sharedPool(ctx: Context, block: Cidr): Pool {
  return { block, taken: ctx.table(ADDRESSES), keyOf: (address) => address };
}

/** Whether a block is within 127.0.0.0/8. */
function isLoopback({ network }: Cidr): boolean {
  return Math.floor(network / 2 ** 24) === 127;
}

function eniBlock(ctx: Context): Cidr {
  return parseCidr(ctx.settings.eniSubnet) ?? { network: 0, bits: 16, size: 2 ** 16 };
}

function inSubnet(subnetId: string, address = ""): string {
  return key(subnetId, address);
}
