import { assumedSubnet } from "../../../network/subnets.js";
import type { Context } from "../../../runtime/context.js";
import type { Subnet, SubnetLocation } from "../../../runtime/ports/network.js";
import { LOCATIONS, SUBNETS } from "./state.js";

/** Location of a subnet: as placed by a test, else as in EC2; `undefined` for an unknown subnet. */
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

/**
 * Sets the location of a subnet for all services, which takes precedence over EC2's. Omitted members keep
 * their values.
 */
export function placeSubnet(ctx: Context, subnetId: string, location: SubnetLocation): void {
  const before = ctx.table(LOCATIONS).get(subnetId);
  ctx.table(LOCATIONS).put(subnetId, {
    availabilityZone: location.availabilityZone ?? before?.availabilityZone,
    vpcId: location.vpcId ?? before?.vpcId,
  });
}
