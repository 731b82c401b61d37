import { BlockList, isIP } from "node:net";
import { EventPatternError } from "./errors.js";

/**
 * Whether an IPv4 or IPv6 address is in a block.
 *
 * @throws EventPatternError for an invalid block. AWS adds no place to its message.
 */
export function inCidr(block: string): (text: string) => boolean {
  // Empty parts at the end do not count.
  const [address = "", mask, ...more] = block.replace(/\/+$/, "").split("/");
  if (mask === undefined || more.length > 0) throw new EventPatternError("Malformed CIDR, one '/' required");
  if (!/^[-+]?\d+$/.test(mask)) throw new EventPatternError("Malformed CIDR, mask bits must be an integer");
  const bits = Number(mask);
  if (bits < 0) throw new EventPatternError("Malformed CIDR, mask bits must not be negative");
  const version = isIP(address);
  if (version === 0)
    throw new EventPatternError(
      `${looksLikeAddress(address) ? "Invalid" : "Nonstandard"} IP address: ${address}`,
    );
  const limit = version === 4 ? 32 : 128;
  if (bits >= limit) throw new EventPatternError(`IPv${version} mask bits must be < ${limit}`);
  const list = new BlockList();
  list.addSubnet(address, bits, version === 4 ? "ipv4" : "ipv6");
  return (text) => isIP(text) === version && list.check(text, version === 4 ? "ipv4" : "ipv6");
}

function looksLikeAddress(text: string): boolean {
  return /^\d+\.\d+\.\d+\.\d+$|^[\da-f:]*:[\da-f:]*$/i.test(text);
}
