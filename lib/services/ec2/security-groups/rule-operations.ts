import type { Context } from "../../../runtime/context.js";
import { missingParameter, notFound } from "../errors.js";
import type {
  AuthorizeSecurityGroupEgressRequest,
  AuthorizeSecurityGroupEgressResult,
  AuthorizeSecurityGroupIngressRequest,
  AuthorizeSecurityGroupIngressResult,
  DescribeSecurityGroupRulesRequest,
  DescribeSecurityGroupRulesResult,
  IpPermission,
  ModifySecurityGroupRulesRequest,
  ModifySecurityGroupRulesResult,
  RevokeSecurityGroupEgressRequest,
  RevokeSecurityGroupEgressResult,
  RevokeSecurityGroupIngressRequest,
  RevokeSecurityGroupIngressResult,
  SecurityGroupRuleDescription,
  SecurityGroupRuleRequest,
  TagSpecification,
  UpdateSecurityGroupRuleDescriptionsEgressRequest,
  UpdateSecurityGroupRuleDescriptionsEgressResult,
  UpdateSecurityGroupRuleDescriptionsIngressRequest,
  UpdateSecurityGroupRuleDescriptionsIngressResult,
} from "../generated/types.js";
import { describePage } from "../listing.js";
import { removeTags } from "../tags/tags.js";
import { ruleNotFound } from "./errors.js";
import { findGroup, type GroupReference } from "./groups.js";
import {
  type AskedPermission,
  askedPermissions,
  checkedCidr,
  checkedIpv6Cidr,
  checkedPorts,
  type FlatPermission,
  samePermission,
} from "./permissions.js";
import { addRules, describeRule, removeRule, requirePeer, revokedRule, rulesOf, saveRule } from "./rules.js";
import { SECURITY_GROUP_RULES, type SecurityGroupRuleRow } from "./state.js";

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AuthorizeSecurityGroupIngress.html */
export function authorizeSecurityGroupIngress(
  input: AuthorizeSecurityGroupIngressRequest,
  ctx: Context,
): AuthorizeSecurityGroupIngressResult {
  return authorize(ctx, input, false);
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AuthorizeSecurityGroupEgress.html */
export function authorizeSecurityGroupEgress(
  input: AuthorizeSecurityGroupEgressRequest,
  ctx: Context,
): AuthorizeSecurityGroupEgressResult {
  return authorize(ctx, input, true);
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RevokeSecurityGroupIngress.html */
export function revokeSecurityGroupIngress(
  input: RevokeSecurityGroupIngressRequest,
  ctx: Context,
): RevokeSecurityGroupIngressResult {
  return revoke(ctx, input, false);
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RevokeSecurityGroupEgress.html */
export function revokeSecurityGroupEgress(
  input: RevokeSecurityGroupEgressRequest,
  ctx: Context,
): RevokeSecurityGroupEgressResult {
  return revoke(ctx, input, true);
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_UpdateSecurityGroupRuleDescriptionsIngress.html */
export function updateSecurityGroupRuleDescriptionsIngress(
  input: UpdateSecurityGroupRuleDescriptionsIngressRequest,
  ctx: Context,
): UpdateSecurityGroupRuleDescriptionsIngressResult {
  return redescribe(ctx, input, false);
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_UpdateSecurityGroupRuleDescriptionsEgress.html */
export function updateSecurityGroupRuleDescriptionsEgress(
  input: UpdateSecurityGroupRuleDescriptionsEgressRequest,
  ctx: Context,
): UpdateSecurityGroupRuleDescriptionsEgressResult {
  return redescribe(ctx, input, true);
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSecurityGroupRules.html */
export function describeSecurityGroupRules(
  input: DescribeSecurityGroupRulesRequest,
  ctx: Context,
): DescribeSecurityGroupRulesResult {
  const all = [...ctx.table(SECURITY_GROUP_RULES).values()];
  const { items, NextToken } = describePage(ctx, input, {
    kind: "security-group-rule",
    idOf: ({ ruleId }) => ruleId,
    all: all.sort((a, b) => (a.ruleId < b.ruleId ? -1 : 1)),
    ids: input.SecurityGroupRuleIds,
    filters: {
      "group-id": ({ groupId }) => [groupId],
      "security-group-rule-id": ({ ruleId }) => [ruleId],
    },
  });
  return { SecurityGroupRules: items.map((row) => describeRule(ctx, row)), NextToken };
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifySecurityGroupRules.html */
export function modifySecurityGroupRules(
  input: ModifySecurityGroupRulesRequest,
  ctx: Context,
): ModifySecurityGroupRulesResult {
  const { groupId } = findGroup(ctx, input);
  for (const { SecurityGroupRuleId, SecurityGroupRule = {} } of input.SecurityGroupRules) {
    const { ruleId, isEgress } = ruleOf(ctx, groupId, SecurityGroupRuleId);
    const permission = askedRule(SecurityGroupRule);
    requirePeer(ctx, permission);
    saveRule(ctx, { ...permission, ruleId, groupId, isEgress });
  }
  return { Return: true };
}

interface Authorization extends FlatPermission, GroupReference {
  readonly IpPermissions?: readonly IpPermission[];
  readonly TagSpecifications?: readonly TagSpecification[];
}

function authorize(
  ctx: Context,
  input: Authorization,
  isEgress: boolean,
): AuthorizeSecurityGroupEgressResult {
  const { groupId } = findGroup(ctx, input);
  const asked = askedPermissions(input);
  if (asked.length === 0) throw missingParameter("ipPermissions");
  const added = addRules(ctx, groupId, isEgress, asked, input.TagSpecifications);
  return { Return: true, SecurityGroupRules: added.map((row) => describeRule(ctx, row)) };
}

interface Revocation extends Authorization {
  readonly SecurityGroupRuleIds?: readonly string[];
}

function revoke(ctx: Context, input: Revocation, isEgress: boolean): RevokeSecurityGroupEgressResult {
  const { groupId } = findGroup(ctx, input);
  const { SecurityGroupRuleIds: ids } = input;
  const gone = ids
    ? ids.map((id) => ruleOf(ctx, groupId, id))
    : askedPermissions(input).map((asked) => ruleLike(ctx, groupId, isEgress, asked));
  for (const rule of gone) {
    removeRule(ctx, rule);
    removeTags(ctx, rule.ruleId, undefined);
  }
  return { Return: true, RevokedSecurityGroupRules: gone.map(revokedRule) };
}

interface Redescription extends GroupReference {
  readonly IpPermissions?: readonly IpPermission[];
  readonly SecurityGroupRuleDescriptions?: readonly SecurityGroupRuleDescription[];
}

function redescribe(ctx: Context, input: Redescription, isEgress: boolean): { Return: boolean } {
  const { groupId } = findGroup(ctx, input);
  const { IpPermissions = [], SecurityGroupRuleDescriptions = [] } = input;
  for (const asked of askedPermissions({ IpPermissions })) {
    const { description, ...rule } = ruleLike(ctx, groupId, isEgress, asked);
    saveRule(ctx, { ...rule, ...(asked.description !== undefined && { description: asked.description }) });
  }
  for (const { SecurityGroupRuleId = "", Description = "" } of SecurityGroupRuleDescriptions) {
    const { description, ...rule } = ruleOf(ctx, groupId, SecurityGroupRuleId);
    saveRule(ctx, { ...rule, ...(Description !== "" && { description: Description }) });
  }
  return { Return: true };
}

function ruleOf(ctx: Context, groupId: string, ruleId: string): SecurityGroupRuleRow {
  const found = rulesOf(ctx, groupId).find((rule) => rule.ruleId === ruleId);
  if (!found) throw notFound("security-group-rule", ruleId);
  return found;
}

function ruleLike(
  ctx: Context,
  groupId: string,
  isEgress: boolean,
  asked: AskedPermission,
): SecurityGroupRuleRow {
  const found = rulesOf(ctx, groupId).find(
    (rule) => rule.isEgress === isEgress && samePermission(rule, asked),
  );
  if (!found) throw ruleNotFound();
  return found;
}

function askedRule(rule: SecurityGroupRuleRequest): AskedPermission {
  const { CidrIpv4, CidrIpv6, PrefixListId, ReferencedGroupId, Description = "" } = rule;
  return {
    ...checkedPorts(rule),
    ...(CidrIpv4 !== undefined && { cidrIpv4: checkedCidr(CidrIpv4) }),
    ...(CidrIpv6 !== undefined && { cidrIpv6: checkedIpv6Cidr(CidrIpv6) }),
    ...(PrefixListId !== undefined && { prefixListId: PrefixListId }),
    ...(ReferencedGroupId !== undefined && { referencedGroupId: ReferencedGroupId }),
    ...(Description !== "" && { description: Description }),
  };
}
