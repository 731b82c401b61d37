import type { Context } from "../../runtime/context.js";
import type { Network } from "../../runtime/ports.js";
import type { AccountRegion } from "../../runtime/store/store.js";
import { makeDefaultNetwork } from "./default-network.js";
import { groupsIn } from "./security-groups/groups.js";
import { SECURITY_GROUPS } from "./security-groups/state.js";
import { SUBNETS } from "./subnets/state.js";

/** Tells other services of subnets and security groups. */
export function network(contextAt: (at: AccountRegion) => Context): Network {
  const prepared = (at: AccountRegion) => {
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
