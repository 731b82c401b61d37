import { createHash } from "node:crypto";
import type { Context } from "../runtime/context.js";
import type { Subnet } from "../runtime/ports/network.js";
import type { AccountRegion } from "../runtime/scope.js";
import { defineTable } from "../runtime/store/store.js";

/** Where subnets are that EC2 does not know, from the first time that somebody names them; and those that a test has placed. */
const SUBNETS = defineTable<Subnet>({ name: "network.subnets", key: "subnetId" });

const ZONES = "abcdef";

/**
 * Where a subnet is: as a test has placed it, or as EC2 knows it. One that
 * nobody knows is in the next zone in turn, because those who name several
 * subnets mean several zones, and in the default VPC of its account and region.
 *
 * @param expectedZone where the subnet must be for the request to make sense, if it is seen for the first time.
 */
export function subnetOf(ctx: Context, subnetId: string, expectedZone?: string): Subnet {
  const subnets = ctx.table(SUBNETS);
  const known = subnets.get(subnetId) ?? ctx.ports.network?.subnet(ctx, subnetId);
  if (known) return known;
  const availabilityZone = expectedZone ?? `${ctx.region}${ZONES.charAt(subnets.size % ZONES.length)}`;
  const subnet = { subnetId, availabilityZone, vpcId: defaultVpcId(ctx) };
  subnets.put(subnetId, subnet);
  return subnet;
}

/** Puts a subnet somewhere, for every service; what is left out stays as it was. */
export function placeSubnet(
  ctx: Context,
  subnetId: string,
  place: Partial<Pick<Subnet, "availabilityZone" | "vpcId">>,
): void {
  const known = subnetOf(ctx, subnetId);
  ctx.table(SUBNETS).put(subnetId, {
    ...known,
    availabilityZone: place.availabilityZone ?? known.availabilityZone,
    vpcId: place.vpcId ?? known.vpcId,
  });
}

/** What `strictNetwork` refuses of a request: the first subnet, or else security group, that EC2 does not have. */
export function firstUnknown(
  ctx: Context,
  subnetIds: readonly string[],
  groupIds: readonly string[],
): { readonly subnetId: string } | { readonly groupId: string } | undefined {
  const { network } = ctx.ports;
  if (!ctx.settings.strictNetwork || !network) return undefined;
  const subnetId = subnetIds.find((id) => network.subnet(ctx, id) === undefined);
  if (subnetId !== undefined) return { subnetId };
  const groupId = groupIds.find((id) => !network.hasSecurityGroup(ctx, id));
  return groupId === undefined ? undefined : { groupId };
}

/** The default security group of a VPC. In VPCs that EC2 does not know, it has the VPC's own digits. */
export function defaultSecurityGroup(ctx: Context, vpcId: string): string {
  return ctx.ports.network?.defaultSecurityGroup(ctx, vpcId) ?? vpcId.replace(/^vpc-/, "sg-");
}

/** The id of the default VPC of an account and region: the same in every run. */
export function defaultVpcId(at: AccountRegion): string {
  return `vpc-${digitsFor(at)}`;
}

/** 17 hexadecimal digits for something that every account and region has: the same in every run. */
export function digitsFor({ account, region }: AccountRegion, ...of: string[]): string {
  return createHash("sha256")
    .update([account, region, ...of].join(" "))
    .digest("hex")
    .slice(0, 17);
}
