import type { ContextAt } from "../../runtime/context.js";
import type { Network } from "../../runtime/ports/network.js";
import type { Scope } from "../../runtime/scope.js";
import { makeDefaultNetwork } from "./default-network.js";
import { groupsIn } from "./security-groups/groups.js";
import { SECURITY_GROUPS } from "./security-groups/state.js";
import { locationOf, placeSubnet } from "./subnets/locations.js";
import { SUBNETS } from "./subnets/state.js";

/** Returns subnets and security groups to other services. */
export function networkPort(contextAt: ContextAt): Network {
  const prepared = (at: Scope) => {
    const ctx = contextAt(at);
    makeDefaultNetwork(ctx);
    return ctx;
  };
  return {
    hasSubnet: (at, subnetId) => prepared(at).table(SUBNETS).has(subnetId),
    subnet: (at, subnetId) => locationOf(prepared(at), subnetId),
    placeSubnet: (at, subnetId, location) => placeSubnet(contextAt(at), subnetId, location),
    hasSecurityGroup: (at, groupId) => prepared(at).table(SECURITY_GROUPS).has(groupId),
    defaultSecurityGroup: (at, vpcId) =>
      groupsIn(prepared(at), vpcId).find(({ groupName }) => groupName === "default")?.groupId,
  };
}
