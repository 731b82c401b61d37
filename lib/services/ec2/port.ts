import type { ContextAt } from "../../runtime/context.js";
import type { Network } from "../../runtime/ports/network.js";
import type { Scope } from "../../runtime/scope.js";
import { makeDefaultNetwork } from "./default-network.js";
import { groupsIn } from "./security-groups/groups.js";
import { SECURITY_GROUPS } from "./security-groups/state.js";
import { SUBNETS } from "./subnets/state.js";

/** Shows other services the subnets and security groups of EC2. */
export function networkPort(contextAt: ContextAt): Network {
  const prepared = (at: Scope) => {
    const ctx = contextAt(at);
    makeDefaultNetwork(ctx);
    return ctx;
  };
  return {
    subnet(at, subnetId) {
      const row = prepared(at).table(SUBNETS).get(subnetId);
      if (!row) return undefined;
      const { availabilityZone, vpcId, cidrBlock } = row;
      return { subnetId, availabilityZone, vpcId, cidrBlock };
    },
    hasSecurityGroup: (at, groupId) => prepared(at).table(SECURITY_GROUPS).has(groupId),
    defaultSecurityGroup: (at, vpcId) =>
      groupsIn(prepared(at), vpcId).find(({ groupName }) => groupName === "default")?.groupId,
  };
}
