import { containsCidr, overlapsCidr, parseCidr } from "../../../network/cidr.js";
import type { Context } from "../../../runtime/context.js";
import { canonicalIpv4 } from "../cidr/blocks.js";
import { formatIpv6Cidr, ipv6Block } from "../cidr/ipv6.js";
import { newId } from "../ids.js";
import { amazonBlocksOnly, vpcRange, vpcRangeConflict, vpcRangeRestricted } from "./errors.js";
import { type BlockAssociationRow, VPCS, type VpcRow } from "./state.js";

const SHORTEST_PREFIX = 16;
const LONGEST_PREFIX = 28;

/** Amazon's IPv6 block; the simulator uses the one for documentation. VPCs get a /56 of it. */
const AMAZON_BLOCK = 0x2001_0db8n;
const VPC_IPV6_PREFIX = 56;
const AMAZON_CHOICES = 2 ** 24;

/** The private ranges that cannot be mixed in one VPC, and one that cannot be combined with others. */
const PRIVATE_RANGES = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"];
const ALWAYS_RESTRICTED = "198.19.0.0/16";

/** The members of requests for address pools, which are not simulated. */
interface PoolRequest {
  readonly Ipv6Pool?: string;
  readonly Ipv6CidrBlock?: string;
  readonly Ipv4IpamPoolId?: string;
  readonly Ipv4NetmaskLength?: number;
  readonly Ipv6IpamPoolId?: string;
  readonly Ipv6NetmaskLength?: number;
}

/** @throws UnsupportedOperation for blocks of pools */
export function requireNoPool(input: PoolRequest): void {
  const { Ipv6Pool, Ipv6CidrBlock, Ipv4IpamPoolId, Ipv4NetmaskLength, Ipv6IpamPoolId, Ipv6NetmaskLength } =
    input;
  const asked = [
    Ipv6Pool,
    Ipv6CidrBlock,
    Ipv4IpamPoolId,
    Ipv4NetmaskLength,
    Ipv6IpamPoolId,
    Ipv6NetmaskLength,
  ];
  if (asked.some((value) => value !== undefined)) throw amazonBlocksOnly();
}

/** A block for a VPC in canonical form. @throws InvalidParameterValue, InvalidVpc.Range */
export function vpcBlock(cidr: string): string {
  const canonical = canonicalIpv4(cidr);
  const bits = parseCidr(canonical)?.bits ?? 0;
  if (bits < SHORTEST_PREFIX || bits > LONGEST_PREFIX) throw vpcRange(cidr);
  return canonical;
}

/**
 * An additional block for a VPC in canonical form.
 *
 * https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html#add-cidr-block-restrictions
 *
 * @throws InvalidParameterValue, InvalidVpc.Range
 */
export function secondaryBlock(vpc: VpcRow, cidr: string): string {
  const canonical = vpcBlock(cidr);
  if (ipv4BlocksOf(vpc).some((block) => overlaps(block, canonical))) throw vpcRangeConflict(canonical);
  const restricted = PRIVATE_RANGES.filter((range) => !within(range, vpc.cidrBlock));
  const isPrivate = restricted.length < PRIVATE_RANGES.length;
  if (
    within(ALWAYS_RESTRICTED, canonical) ||
    (isPrivate && restricted.some((range) => within(range, canonical)))
  )
    throw vpcRangeRestricted(canonical);
  return canonical;
}

function overlaps(one: string, other: string): boolean {
  const a = parseCidr(one);
  const b = parseCidr(other);
  return a !== undefined && b !== undefined && overlapsCidr(a, b);
}

function within(range: string, cidr: string): boolean {
  const outer = parseCidr(range);
  const inner = parseCidr(cidr);
  return outer !== undefined && inner !== undefined && containsCidr(outer, inner);
}

/** All IPv4 blocks of a VPC for subnets. */
export function ipv4BlocksOf({ cidrBlock, secondaryBlocks }: VpcRow): string[] {
  return [cidrBlock, ...secondaryBlocks.filter(isUsable).map(({ block }) => block)];
}

/** All IPv6 blocks of a VPC for subnets. */
export function ipv6BlocksOf({ ipv6Blocks }: VpcRow): string[] {
  return ipv6Blocks.filter(isUsable).map(({ block }) => block);
}

/** A block can be used while it is being associated, because AWS's clients do not wait. */
function isUsable({ state }: BlockAssociationRow): boolean {
  return state === "associating" || state === "associated";
}

/** A new association of an IPv6 block that no other VPC of the account and region has. */
export function amazonIpv6Block(ctx: Context): BlockAssociationRow {
  const taken = new Set(
    [...ctx.table(VPCS).values()].flatMap((vpc) => vpc.ipv6Blocks.map(({ block }) => block)),
  );
  let block: string;
  do {
    const network = (AMAZON_BLOCK << 96n) | (BigInt(ctx.ids.integer(AMAZON_CHOICES)) << 72n);
    block = formatIpv6Cidr(ipv6Block(network, VPC_IPV6_PREFIX));
  } while (taken.has(block));
  return { associationId: newId(ctx, "vpc-cidr-assoc"), block, state: "associating" };
}
