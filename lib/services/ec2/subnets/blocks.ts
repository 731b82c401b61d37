import { containsCidr, overlapsCidr, parseCidr } from "../../../network/cidr.js";
import type { Context } from "../../../runtime/context.js";
import { canonicalIpv4, canonicalIpv6 } from "../cidr/blocks.js";
import { containsIpv6, type Ipv6Cidr, overlapsIpv6, parseIpv6Cidr } from "../cidr/ipv6.js";
import { ipv4BlocksOf, ipv6BlocksOf } from "../vpcs/blocks.js";
import type { VpcRow } from "../vpcs/state.js";
import { subnetConflict, subnetRange } from "./errors.js";
import { subnetsIn } from "./subnets.js";

const SHORTEST_PREFIX = 16;
const LONGEST_PREFIX = 28;

/** IPv6 prefixes of subnets have steps of four bits. */
const isIpv6Prefix = (bits: number) => bits >= 44 && bits <= 64 && bits % 4 === 0;

/**
 * A free IPv4 block of a VPC, in canonical form.
 *
 * @throws InvalidParameterValue, InvalidSubnet.Range, InvalidSubnet.Conflict
 */
export function freeBlock(ctx: Context, vpc: VpcRow, cidr: string): string {
  const canonical = canonicalIpv4(cidr);
  const block = parseCidr(canonical);
  const outer = ipv4BlocksOf(vpc).flatMap((own) => parseCidr(own) ?? []);
  if (
    !block ||
    block.bits < SHORTEST_PREFIX ||
    block.bits > LONGEST_PREFIX ||
    !outer.some((own) => containsCidr(own, block))
  )
    throw subnetRange(cidr);
  const others = subnetsIn(ctx, vpc.vpcId).flatMap(({ cidrBlock }) => parseCidr(cidrBlock) ?? []);
  if (others.some((other) => overlapsCidr(other, block))) throw subnetConflict(cidr);
  return canonical;
}

/**
 * A free IPv6 block of a VPC, in canonical form.
 *
 * @throws InvalidParameterValue, InvalidSubnet.Range, InvalidSubnet.Conflict
 */
export function freeIpv6Block(ctx: Context, vpc: VpcRow, cidr: string): string {
  const canonical = canonicalIpv6(cidr);
  const block = parseIpv6Cidr(canonical);
  const outer = ipv6BlocksOf(vpc).flatMap((own) => parseIpv6Cidr(own) ?? []);
  if (!block || !isIpv6Prefix(block.bits) || !outer.some((own) => containsIpv6(own, block)))
    throw subnetRange(cidr);
  if (ipv6BlocksIn(ctx, vpc.vpcId).some((other) => overlapsIpv6(other, block))) throw subnetConflict(cidr);
  return canonical;
}

function ipv6BlocksIn(ctx: Context, vpcId: string): Ipv6Cidr[] {
  return subnetsIn(ctx, vpcId).flatMap(({ ipv6Blocks }) =>
    ipv6Blocks.flatMap(({ block }) => parseIpv6Cidr(block) ?? []),
  );
}
