import type { Context } from "./context.js";
import { defineTable } from "./store.js";

/** Addresses of network interfaces that are in use, and whose they are: tasks and mount targets share them. */
const ADDRESSES = defineTable<string>("network.addresses");

/** EC2 keeps the first four addresses and the last of every subnet for itself. */
const RESERVED_AT_START = 4;
const RESERVED_AT_END = 1;

/** Gives `owner` a free address of the `eniSubnet` option; `undefined` when every one is taken. */
export function takeAddress(ctx: Context, owner: string): string | undefined {
  const { network, size } = blockOf(ctx);
  const first = network + RESERVED_AT_START;
  const count = size - RESERVED_AT_START - RESERVED_AT_END;
  const taken = ctx.table(ADDRESSES);
  if (taken.size >= count) return undefined;
  const start = ctx.ids.integer(count);
  for (let i = 0; i < count; i++) {
    const address = toText(first + ((start + i) % count));
    if (taken.has(address)) continue;
    taken.put(address, owner);
    return address;
  }
  return undefined;
}

/**
 * Gives `owner` the address that it asks for, or says why not: it is no
 * address of the `eniSubnet` option, EC2 keeps it, or somebody has it.
 */
export function claimAddress(
  ctx: Context,
  address: string,
  owner: string,
): "claimed" | "outside" | "reserved" | "taken" {
  const { network, size } = blockOf(ctx);
  const place = (toNumber(address) ?? -1) - network;
  if (place < 0 || place >= size) return "outside";
  if (place < RESERVED_AT_START || place >= size - RESERVED_AT_END) return "reserved";
  const name = toText(network + place);
  const taken = ctx.table(ADDRESSES);
  if (taken.has(name)) return "taken";
  taken.put(name, owner);
  return "claimed";
}

/** Takes an address back. */
export function releaseAddress(ctx: Context, address: string): void {
  ctx.table(ADDRESSES).delete(address);
}

function blockOf(ctx: Context): { network: number; size: number } {
  const [base = "", bits = "16"] = ctx.world.settings.eniSubnet.split("/");
  const size = 2 ** (32 - Number(bits));
  return { network: Math.floor((toNumber(base) ?? 0) / size) * size, size };
}

function toNumber(address: string): number | undefined {
  const parts = address.split(".").map(Number);
  if (parts.length !== 4 || parts.some((part) => !(part <= 255))) return undefined;
  return parts.reduce((value, part) => value * 256 + part, 0);
}

function toText(address: number): string {
  return `${Math.floor(address / 2 ** 24)}.${(address >>> 16) & 255}.${(address >>> 8) & 255}.${address & 255}`;
}
