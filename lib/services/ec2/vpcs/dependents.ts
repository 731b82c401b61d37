import type { Context } from "../../../runtime/context.js";
import { EGRESS_ONLY_GATEWAYS } from "../egress-only-gateways/state.js";
import { INTERNET_GATEWAYS } from "../internet-gateways/state.js";
import { networkAclsIn } from "../network-acls/network-acls.js";
import { networkInterfaces } from "../network-interfaces/interfaces.js";
import { PEERING_CONNECTIONS } from "../peering-connections/state.js";
import { isMain, routeTablesIn } from "../route-tables/route-tables.js";
import { groupsIn } from "../security-groups/groups.js";
import { subnetsIn } from "../subnets/subnets.js";
import { ENDPOINTS } from "../vpc-endpoints/state.js";

/** Whether a VPC has dependencies that prevent its deletion; resources created with it do not. */
export function hasDependents(ctx: Context, vpcId: string): boolean {
  const isIn = (row: { readonly vpcId?: string }) => row.vpcId === vpcId;
  return (
    subnetsIn(ctx, vpcId).length > 0 ||
    groupsIn(ctx, vpcId).some(({ groupName }) => groupName !== "default") ||
    !routeTablesIn(ctx, vpcId).every(isMain) ||
    !networkAclsIn(ctx, vpcId).every(({ isDefault }) => isDefault) ||
    [...ctx.table(INTERNET_GATEWAYS).values()].some(isIn) ||
    [...ctx.table(EGRESS_ONLY_GATEWAYS).values()].some(isIn) ||
    [...ctx.table(ENDPOINTS).values()].some(isIn) ||
    [...ctx.table(PEERING_CONNECTIONS).values()].some(
      ({ status, requester, accepter }) => status === "active" && (isIn(requester) || isIn(accepter)),
    ) ||
    networkInterfaces(ctx).some(({ subnet }) => isIn(subnet) && subnet.cidrBlock !== undefined)
  );
}
