import { createHash } from "node:crypto";
import type { Context } from "./context.js";
import { defineTable } from "./store.js";

/** Where a subnet is. */
export interface Subnet {
  readonly subnetId: string;
  /** Name of its availability zone: `us-east-1a`. */
  readonly availabilityZone: string;
  readonly vpcId: string;
}

/** Where subnets are, from the first time that somebody names them. */
const SUBNETS = defineTable<Subnet>("network.subnets");

const ZONES = "abcdef";

/**
 * Where a subnet is. EC2 is not asked: unless a test has placed it, it is in
 * the next zone in turn, because those who name several subnets mean several
 * zones, and in the one VPC of its account and region.
 *
 * @param expectedZone where the subnet must be for the request to make sense, if it is seen for the first time.
 */
export function subnetOf(ctx: Context, subnetId: string, expectedZone?: string): Subnet {
  const subnets = ctx.table(SUBNETS);
  const known = subnets.get(subnetId);
  if (known) return known;
  const availabilityZone = expectedZone ?? `${ctx.region}${ZONES.charAt(subnets.size % ZONES.length)}`;
  const subnet = { subnetId, availabilityZone, vpcId: defaultVpc(ctx) };
  subnets.put(subnetId, subnet);
  return subnet;
}

/** Puts a subnet somewhere, for every service; what is left out stays as it was. */
export function placeSubnet(ctx: Context, subnetId: string, place: Partial<Omit<Subnet, "subnetId">>): void {
  const { availabilityZone, vpcId } = subnetOf(ctx, subnetId);
  ctx.table(SUBNETS).put(subnetId, {
    subnetId,
    availabilityZone: place.availabilityZone ?? availabilityZone,
    vpcId: place.vpcId ?? vpcId,
  });
}

function defaultVpc({ account, region }: Context): string {
  return `vpc-${createHash("sha256").update(`${account} ${region}`).digest("hex").slice(0, 17)}`;
}
