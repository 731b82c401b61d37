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

/** Subnets that a test has put somewhere. */
const PLACED = defineTable<Subnet>("network.subnets");

/**
 * Where a subnet is. EC2 is not asked: unless a test has placed it, the id
 * decides on its zone, always in the same way, and it is in the one VPC of its
 * account and region.
 */
export function subnetOf(ctx: Context, subnetId: string): Subnet {
  return (
    ctx.table(PLACED).get(subnetId) ?? {
      subnetId,
      availabilityZone: zoneOf(subnetId, ctx.region),
      vpcId: defaultVpc(ctx),
    }
  );
}

/** Puts a subnet somewhere, for every service; what is left out stays as it was. */
export function placeSubnet(ctx: Context, subnetId: string, place: Partial<Omit<Subnet, "subnetId">>): void {
  const { availabilityZone, vpcId } = subnetOf(ctx, subnetId);
  ctx.table(PLACED).put(subnetId, {
    subnetId,
    availabilityZone: place.availabilityZone ?? availabilityZone,
    vpcId: place.vpcId ?? vpcId,
  });
}

function zoneOf(subnet: string, region: string): string {
  let sum = 0;
  for (let i = 0; i < subnet.length; i++) sum += subnet.charCodeAt(i);
  return `${region}${"abc".charAt(sum % 3)}`;
}

function defaultVpc({ account, region }: Context): string {
  return `vpc-${createHash("sha256").update(`${account} ${region}`).digest("hex").slice(0, 17)}`;
}
