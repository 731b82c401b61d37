import { isIPv4 } from "node:net";

/** A block of IPv4 addresses, represented as numbers. */
export interface Cidr {
  /** The first address. */
  readonly network: number;
  /** Prefix length: 16 in `10.0.0.0/16`. */
  readonly bits: number;
  /** Number of addresses. */
  readonly size: number;
}

/**
 * Parses a block in CIDR notation; `undefined` if `text` is invalid. The bits after the prefix are cleared,
 * as AWS does. Only canonical decimals are valid: no empty octets, signs, exponents or leading zeros.
 */
export function parseCidr(text: string): Cidr | undefined {
  const slash = text.indexOf("/");
  const address = addressNumber(text.slice(0, Math.max(slash, 0)));
  const length = text.slice(slash + 1);
  if (address === undefined || !/^(\d|[12]\d|3[0-2])$/.test(length)) return undefined;
  const bits = Number(length);
  const size = 2 ** (32 - bits);
  return { network: Math.floor(address / size) * size, bits, size };
}

export function formatCidr({ network, bits }: Cidr): string {
  return `${addressText(network)}/${bits}`;
}

export function containsCidr(outer: Cidr, inner: Cidr): boolean {
  return inner.network >= outer.network && inner.network + inner.size <= outer.network + outer.size;
}

export function overlapsCidr(a: Cidr, b: Cidr): boolean {
  return a.network < b.network + b.size && b.network < a.network + a.size;
}

/** `10.0.0.1` as a number; `undefined` if `address` is not in dotted decimal notation. */
export function addressNumber(address: string): number | undefined {
  if (!isIPv4(address)) return undefined;
  return address.split(".").reduce((value, part) => value * 256 + Number(part), 0);
}

export function addressText(address: number): string {
  return `${Math.floor(address / 2 ** 24)}.${(address >>> 16) & 255}.${(address >>> 8) & 255}.${address & 255}`;
}
