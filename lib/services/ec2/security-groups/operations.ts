import type { Context } from "../../../runtime/context.js";
import { defaultVpc } from "../default-network.js";
import { notFound } from "../errors.js";
import type {
  CreateSecurityGroupRequest,
  CreateSecurityGroupResult,
  DeleteSecurityGroupRequest,
  DeleteSecurityGroupResult,
  DescribeSecurityGroupsRequest,
  DescribeSecurityGroupsResult,
} from "../generated/types.js";
import { newId } from "../ids.js";
import { describePage } from "../listing.js";
import { groupsOf, networkInterfaces } from "../network-interfaces/interfaces.js";
import { removeTags, tagNew, tagsOf } from "../tags/tags.js";
import { findVpc } from "../vpcs/vpcs.js";
import {
  groupCannotBeDeleted,
  groupExists,
  groupHasDependents,
  groupNameReserved,
  noDefaultVpc,
} from "./errors.js";
import { groupFilters } from "./filters.js";
import { describeGroup, findGroup, groupsIn } from "./groups.js";
import { permitAll, permitIpv6Egress, removeRule, rulesOf } from "./rules.js";
import { SECURITY_GROUP_RULES, SECURITY_GROUPS, type SecurityGroupRow } from "./state.js";

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSecurityGroup.html */
export function createSecurityGroup(
  input: CreateSecurityGroupRequest,
  ctx: Context,
): CreateSecurityGroupResult {
  const { GroupName, Description } = input;
  const vpc = input.VpcId === undefined ? defaultVpc(ctx) : findVpc(ctx, input.VpcId);
  if (!vpc) throw noDefaultVpc();
  if (GroupName.startsWith("sg-") || GroupName === "default") throw groupNameReserved(GroupName);
  if (groupsIn(ctx, vpc.vpcId).some((group) => group.groupName === GroupName))
    throw groupExists(GroupName, vpc.vpcId);
  const groupId = newId(ctx, "sg");
  const row: SecurityGroupRow = {
    groupId,
    groupName: GroupName,
    description: Description,
    vpcId: vpc.vpcId,
  };
  ctx.table(SECURITY_GROUPS).put(groupId, row);
  permitAll(ctx, groupId, newId(ctx, "sgr"), { isEgress: true, peer: { cidrIpv4: "0.0.0.0/0" } });
  if (vpc.ipv6Blocks.length > 0) permitIpv6Egress(ctx, groupId);
  tagNew(ctx, "security-group", groupId, input.TagSpecifications);
  return {
    GroupId: groupId,
    Tags: tagsOf(ctx, groupId),
    SecurityGroupArn: ctx.arn(`security-group/${groupId}`),
  };
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSecurityGroups.html */
export function describeSecurityGroups(
  input: DescribeSecurityGroupsRequest,
  ctx: Context,
): DescribeSecurityGroupsResult {
  const { GroupNames: names = [] } = input;
  const all = [...ctx.table(SECURITY_GROUPS).values()];
  const strange = names.find((name) => !all.some(({ groupName }) => groupName === name));
  if (strange !== undefined) throw notFound("security-group", strange);
  const { items, NextToken } = describePage(ctx, input, {
    kind: "security-group",
    idOf: ({ groupId }) => groupId,
    all: all.filter(({ groupName }) => names.length === 0 || names.includes(groupName)),
    ids: input.GroupIds,
    filters: groupFilters(ctx),
  });
  return { SecurityGroups: items.map((row) => describeGroup(ctx, row)), NextToken };
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteSecurityGroup.html */
export function deleteSecurityGroup(
  input: DeleteSecurityGroupRequest,
  ctx: Context,
): DeleteSecurityGroupResult {
  const { groupId, groupName } = findGroup(ctx, input);
  if (groupName === "default") throw groupCannotBeDeleted(groupId, groupName);
  const references = [...ctx.table(SECURITY_GROUP_RULES).values()].filter(
    (rule) => rule.referencedGroupId === groupId && rule.groupId !== groupId,
  );
  const isInUse = networkInterfaces(ctx).some((made) => groupsOf(ctx, made).includes(groupId));
  if (references.length > 0 || isInUse) throw groupHasDependents(groupId);
  for (const rule of rulesOf(ctx, groupId)) {
    removeRule(ctx, rule);
    removeTags(ctx, rule.ruleId, undefined);
  }
  ctx.table(SECURITY_GROUPS).delete(groupId);
  removeTags(ctx, groupId, undefined);
  return { Return: true, GroupId: groupId };
}
