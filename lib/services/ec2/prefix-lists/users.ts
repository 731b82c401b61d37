import type { Context } from "../../../runtime/context.js";
import type { PrefixListAssociation } from "../generated/types.js";
import { ROUTE_TABLES } from "../route-tables/state.js";
import { SECURITY_GROUP_RULES } from "../security-groups/state.js";

/** The security groups and route tables that refer to a prefix list, by id. */
export function associationsOf(ctx: Context, prefixListId: string): PrefixListAssociation[] {
  const groups = [...ctx.table(SECURITY_GROUP_RULES).values()]
    .filter((rule) => rule.prefixListId === prefixListId)
    .map(({ groupId }) => groupId);
  const tables = [...ctx.table(ROUTE_TABLES).values()]
    .filter(({ routes }) => routes.some(({ destination }) => destination === prefixListId))
    .map(({ routeTableId }) => routeTableId);
  return [...new Set([...groups, ...tables])].sort().map((ResourceId) => ({
    ResourceId,
    ResourceOwner: ctx.account,
  }));
}
