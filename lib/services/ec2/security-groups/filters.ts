import type { Context } from "../../../runtime/context.js";
import type { FilterValue, FilterValues } from "../filters.js";
import { rulesOf } from "./rules.js";
import { SECURITY_GROUPS, type SecurityGroupRow, type SecurityGroupRuleRow } from "./state.js";

/** The filters of DescribeSecurityGroups. */
export function groupFilters(ctx: Context): FilterValues<SecurityGroupRow> {
  return {
    ...ruleFilters(ctx, "egress.ip-permission", true),
    ...ruleFilters(ctx, "ip-permission", false),
    description: ({ description }) => [description],
    "group-id": ({ groupId }) => [groupId],
    "group-name": ({ groupName }) => [groupName],
    "owner-id": () => [ctx.account],
    "vpc-id": ({ vpcId }) => [vpcId],
  };
}

/** The filters for rules of one direction. */
function ruleFilters(ctx: Context, prefix: string, isEgress: boolean): FilterValues<SecurityGroupRow> {
  const rules = (of: (rule: SecurityGroupRuleRow) => FilterValue) => (row: SecurityGroupRow) =>
    rulesOf(ctx, row.groupId)
      .filter((rule) => rule.isEgress === isEgress)
      .map(of);
  const nameOf = (groupId: string | undefined) =>
    groupId === undefined ? undefined : ctx.table(SECURITY_GROUPS).get(groupId)?.groupName;
  return {
    [`${prefix}.cidr`]: rules(({ cidrIpv4 }) => cidrIpv4),
    [`${prefix}.from-port`]: rules(({ fromPort }) => fromPort),
    [`${prefix}.group-id`]: rules(({ referencedGroupId }) => referencedGroupId),
    [`${prefix}.group-name`]: rules(({ referencedGroupId }) => nameOf(referencedGroupId)),
    [`${prefix}.ipv6-cidr`]: rules(({ cidrIpv6 }) => cidrIpv6),
    [`${prefix}.prefix-list-id`]: rules(({ prefixListId }) => prefixListId),
    [`${prefix}.protocol`]: rules(({ protocol }) => protocol),
    [`${prefix}.to-port`]: rules(({ toPort }) => toPort),
    [`${prefix}.user-id`]: rules(({ referencedGroupId }) =>
      referencedGroupId === undefined ? undefined : ctx.account,
    ),
  };
}
