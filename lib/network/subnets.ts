import { createHash } from "node:crypto";
import type { Context } from "../runtime/context.js";
import type { Subnet } from "../runtime/ports/network.js";
import type { AccountRegion } from "../runtime/scope.js";

const ZONES = "abcdef";

/**
 * Location of a subnet: set by a test, in EC2, else assumed.
 *
 * @param expectedZone the zone that an unknown subnet must have for a valid request.
 */
export function subnetOf(ctx: Context, subnetId: string, expectedZone?: string): Subnet {
  return ctx.ports.network?.subnet(ctx, subnetId) ?? assumedSubnet(ctx, subnetId, expectedZone);
}

/**
 * Assumed location of a subnet that neither a test nor EC2 has: the default VPC of its account and region,
 * and a zone derived from its id. Consecutive ids are in consecutive zones, because requests with several
 * subnets expect several zones.
 */
export function assumedSubnet(
  at: AccountRegion,
  subnetId: string,
  availabilityZone = `${at.region}${zoneLetterOf(subnetId)}`,
): Subnet {
  return { subnetId, availabilityZone, vpcId: defaultVpcId(at) };
}

/** By the remainder of the id's hexadecimal digits: `subnet-1` is in the first zone. */
function zoneLetterOf(subnetId: string): string {
  let number = 0;
  for (const digit of subnetId.replace(/^subnet-/, ""))
    number = (number * 16 + (Number.parseInt(digit, 36) || 0)) % ZONES.length;
  return ZONES.charAt((number + ZONES.length - 1) % ZONES.length);
}

/**
 * The part of a request that `strictNetwork` rejects: the first subnet, else security group, that EC2 does
 * not have.
 */
export function firstUnknown(
  ctx: Context,
  subnetIds: readonly string[],
  groupIds: readonly string[],
): { readonly subnetId: string } | { readonly groupId: string } | undefined {
  const { network } = ctx.ports;
  if (!ctx.settings.strictNetwork || !network) return undefined;
  const subnetId = subnetIds.find((id) => !network.hasSubnet(ctx, id));
  if (subnetId !== undefined) return { subnetId };
  const groupId = groupIds.find((id) => !network.hasSecurityGroup(ctx, id));
  return groupId === undefined ? undefined : { groupId };
}

/** The default security group of a VPC. In VPCs that EC2 does not have, its id has the VPC's digits. */
export function defaultSecurityGroup(ctx: Context, vpcId: string): string {
  return ctx.ports.network?.defaultSecurityGroup(ctx, vpcId) ?? vpcId.replace(/^vpc-/, "sg-");
}

/** The id of the default VPC of an account and region, equal in every run. */
export function defaultVpcId(at: AccountRegion): string {
  return `vpc-${digitsFor(at)}`;
}

/** 17 hexadecimal digits for a resource that every account and region has, equal in every run. */
export function digitsFor({ account, region }: AccountRegion, ...of: string[]): string {
  return createHash("sha256")
    .update([account, region, ...of].join(" "))
    .digest("hex")
    .slice(0, 17);
}
