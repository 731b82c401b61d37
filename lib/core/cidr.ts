/** A block of IPv4 addresses, which are numbers here. */
export interface Cidr {
  /** The first address. */
  readonly network: number;
  /** Length of the prefix: 16 in `10.0.0.0/16`. */
  readonly bits: number;
  /** How many addresses it has. */
  readonly size: number;
}

/** Reads a block; bits behind the prefix are cleared, as AWS does. `undefined` when `text` is none. */
export function parseCidr(text: string): Cidr | undefined {
  const [, base = "", length = ""] = /^([\d.]+)\/(\d{1,2})$/.exec(text) ?? [];
  const address = addressNumber(base);
  const bits = Number(length);
  if (address === undefined || length === "" || bits > 32) return undefined;
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

/** `10.0.0.1` as a number; `undefined` for what is no address. */
export function addressNumber(address: string): number | undefined {
  const parts = address.split(".").map(Number);
  if (parts.length !== 4 || parts.some((part) => !(part <= 255))) return undefined;
  return parts.reduce((value, part) => value * 256 + part, 0);
}

export function addressText(address: number): string {
  return `${Math.floor(address / 2 ** 24)}.${(address >>> 16) & 255}.${(address >>> 8) & 255}.${address & 255}`;
}
