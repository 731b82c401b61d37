import { isIPv6 } from "node:net";

const BITS = 128;
const GROUPS = 8;

/** A block of IPv6 addresses, represented as 128-bit numbers. */
export interface Ipv6Cidr {
  /** The first address. */
  readonly network: bigint;
  /** Length of the prefix: 56 in `2001:db8::/56`. */
  readonly bits: number;
}

/** Parses a block; the bits after the prefix are cleared, as AWS does. `undefined` if `text` is invalid. */
export function parseIpv6Cidr(text: string): Ipv6Cidr | undefined {
  const slash = text.indexOf("/");
  const address = ipv6Number(text.slice(0, Math.max(slash, 0)));
  const length = text.slice(slash + 1);
  if (address === undefined || !/^(0|[1-9]\d{0,2})$/.test(length) || Number(length) > BITS) return undefined;
  return ipv6Block(address, Number(length));
}

/** The block with a prefix length that contains an address. */
export function ipv6Block(address: bigint, bits: number): Ipv6Cidr {
  const hostBits = BigInt(BITS - bits);
  return { network: (address >> hostBits) << hostBits, bits };
}

/** `2001:db8::/56`, in the canonical form of RFC 5952. */
export function formatIpv6Cidr({ network, bits }: Ipv6Cidr): string {
  return `${ipv6Text(network)}/${bits}`;
}

/** Whether every address of `inner` is in `outer`. */
export function containsIpv6(outer: Ipv6Cidr, inner: Ipv6Cidr): boolean {
  return inner.bits >= outer.bits && ipv6Block(inner.network, outer.bits).network === outer.network;
}

/** Whether two blocks share addresses; then one of them contains the other. */
export function overlapsIpv6(a: Ipv6Cidr, b: Ipv6Cidr): boolean {
  return containsIpv6(a, b) || containsIpv6(b, a);
}

function ipv6Number(address: string): bigint | undefined {
  // A zone index (fe80::1%eth0) belongs to a host, not to a network.
  if (!isIPv6(address) || address.includes("%")) return undefined;
  const [head = "", tail] = withoutDots(address).split("::");
  const before = groupsOf(head);
  const after = groupsOf(tail ?? "");
  const zeros = tail === undefined ? [] : Array<string>(GROUPS - before.length - after.length).fill("0");
  return [...before, ...zeros, ...after].reduce((value, group) => (value << 16n) | BigInt(`0x${group}`), 0n);
}

/** Converts an IPv4 ending (`::ffff:192.0.2.1`) to two groups. */
function withoutDots(address: string): string {
  const ipv4 = /\d+\.\d+\.\d+\.\d+$/.exec(address)?.[0];
  if (ipv4 === undefined) return address;
  const [a = 0, b = 0, c = 0, d = 0] = ipv4.split(".").map(Number);
  const groups = [a * 256 + b, c * 256 + d].map((group) => group.toString(16));
  return address.slice(0, -ipv4.length) + groups.join(":");
}

function groupsOf(text: string): string[] {
  return text === "" ? [] : text.split(":");
}

/** RFC 5952: lower case, no leading zeros, the first longest run of two or more zero groups as `::`. */
function ipv6Text(address: bigint): string {
  const groups = Array.from({ length: GROUPS }, (_, at) =>
    Number((address >> BigInt(16 * (GROUPS - 1 - at))) & 0xffffn).toString(16),
  );
  let longest = { start: 0, length: 1 };
  for (let start = 0; start < GROUPS; start++) {
    let length = 0;
    while (groups[start + length] === "0") length++;
    if (length > longest.length) longest = { start, length };
  }
  if (longest.length < 2) return groups.join(":");
  const { start, length } = longest;
  return `${groups.slice(0, start).join(":")}::${groups.slice(start + length).join(":")}`;
}
