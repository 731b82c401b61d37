import { assumedSubnet } from "../../../network/subnets.js";
import type { Context } from "../../../runtime/context.js";
import type { Subnet, SubnetLocation } from "../../../runtime/ports/network.js";
import { LOCATIONS, SUBNETS } from "./state.js";

/** Where a subnet is: as a test has placed it, else as EC2 has it; `undefined` for a subnet that neither knows. */
export function locationOf(ctx: Context, subnetId: string): Subnet | undefined {
  const row = ctx.table(SUBNETS).get(subnetId);
  const placed = ctx.table(LOCATIONS).get(subnetId);
  if (!row && !placed) return undefined;
  const { availabilityZone, vpcId } = row ?? assumedSubnet(ctx, subnetId);
  return {
    subnetId,
    availabilityZone: placed?.availabilityZone ?? availabilityZone,
    vpcId: placed?.vpcId ?? vpcId,
    cidrBlock: row?.cidrBlock,
  };
}

/** Places a subnet for all services, and takes precedence over what EC2 has. What is left out stays as it was. */
export function placeSubnet(ctx: Context, subnetId: string, location: SubnetLocation): void {
  const before = ctx.table(LOCATIONS).get(subnetId);
  ctx.table(LOCATIONS).put(subnetId, {
    availabilityZone: location.availabilityZone ?? before?.availabilityZone,
    vpcId: location.vpcId ?? before?.vpcId,
  });
}
