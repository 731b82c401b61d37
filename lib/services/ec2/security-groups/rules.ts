import type { Context } from "../../../runtime/context.js";
import { withPrefix } from "../../../runtime/store/store.js";
import { notFound } from "../errors.js";
import type {
  IpPermission,
  RevokedSecurityGroupRule,
  SecurityGroupRule,
  TagSpecification,
} from "../generated/types.js";
import { newId } from "../ids.js";
import { findPrefixList } from "../prefix-lists/prefix-lists.js";
import { tagNew, tagsOf } from "../tags/tags.js";
import { ruleExists, tooManyRules } from "./errors.js";
import { type AskedPermission, inWords, samePermission } from "./permissions.js";
import {
  type Permission,
  ruleKey,
  SECURITY_GROUP_RULES,
  SECURITY_GROUPS,
  type SecurityGroupRuleRow,
} from "./state.js";

/** Maximum number of rules of a group per direction. */
const MOST_RULES = 60;

/** The rules of a group, in id order. */
export function rulesOf(ctx: Context, groupId: string): SecurityGroupRuleRow[] {
  return [...withPrefix(ctx.table(SECURITY_GROUP_RULES), ruleKey(groupId))];
}

export function saveRule(ctx: Context, row: SecurityGroupRuleRow): void {
  ctx.table(SECURITY_GROUP_RULES).put(ruleKey(row.groupId, row.ruleId), row);
}

export function removeRule(ctx: Context, { groupId, ruleId }: SecurityGroupRuleRow): void {
  ctx.table(SECURITY_GROUP_RULES).delete(ruleKey(groupId, ruleId));
}

/** Allows all traffic from or to a peer. */
export function permitAll(
  ctx: Context,
  groupId: string,
  ruleId: string,
  {
    isEgress,
    peer,
  }: { isEgress: boolean; peer: Pick<Permission, "cidrIpv4" | "cidrIpv6" | "referencedGroupId"> },
): void {
  saveRule(ctx, { ruleId, groupId, isEgress, protocol: "-1", ...peer });
}

/** The initial IPv6 egress rule of groups in VPCs with an IPv6 block, in addition to the IPv4 rule. */
export function permitIpv6Egress(ctx: Context, groupId: string): void {
  permitAll(ctx, groupId, newId(ctx, "sgr"), { isEgress: true, peer: { cidrIpv6: "::/0" } });
}

/**
 * Adds rules to a group.
 *
 * @throws InvalidPermission.Duplicate, InvalidGroup.NotFound, RulesPerSecurityGroupLimitExceeded
 */
export function addRules(
  ctx: Context,
  groupId: string,
  isEgress: boolean,
  asked: readonly AskedPermission[],
  tags: readonly TagSpecification[] | undefined,
): SecurityGroupRuleRow[] {
  return asked.map((permission) => {
    requirePeer(ctx, permission);
    const others = rulesOf(ctx, groupId).filter((rule) => rule.isEgress === isEgress);
    if (others.some((rule) => samePermission(rule, permission))) throw ruleExists(inWords(permission));
    if (others.length >= MOST_RULES) throw tooManyRules(groupId);
    const row: SecurityGroupRuleRow = { ...permission, ruleId: newId(ctx, "sgr"), groupId, isEgress };
    saveRule(ctx, row);
    tagNew(ctx, "security-group-rule", row.ruleId, tags);
    return row;
  });
}

/** @throws InvalidGroup.NotFound, InvalidPrefixListID.NotFound when a rule names what does not exist */
export function requirePeer(ctx: Context, { referencedGroupId, prefixListId }: Permission): void {
  if (prefixListId !== undefined) findPrefixList(ctx, prefixListId);
  if (referencedGroupId !== undefined && !ctx.table(SECURITY_GROUPS).has(referencedGroupId))
    throw notFound("security-group", referencedGroupId);
}

/** The common members of described and revoked rules. */
function ruleMembers(row: SecurityGroupRuleRow) {
  return {
    SecurityGroupRuleId: row.ruleId,
    GroupId: row.groupId,
    IsEgress: row.isEgress,
    IpProtocol: row.protocol,
    FromPort: row.fromPort ?? -1,
    ToPort: row.toPort ?? -1,
    CidrIpv4: row.cidrIpv4,
    CidrIpv6: row.cidrIpv6,
    PrefixListId: row.prefixListId,
    Description: row.description,
  };
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RevokedSecurityGroupRule.html */
export function revokedRule(row: SecurityGroupRuleRow): RevokedSecurityGroupRule {
  return { ...ruleMembers(row), ReferencedGroupId: row.referencedGroupId };
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_SecurityGroupRule.html */
export function describeRule(ctx: Context, row: SecurityGroupRuleRow): SecurityGroupRule {
  const { referencedGroupId } = row;
  const referenced =
    referencedGroupId === undefined ? undefined : ctx.table(SECURITY_GROUPS).get(referencedGroupId);
  return {
    ...ruleMembers(row),
    GroupOwnerId: ctx.account,
    ...(referencedGroupId !== undefined && {
      ReferencedGroupInfo: { GroupId: referencedGroupId, UserId: ctx.account, VpcId: referenced?.vpcId },
    }),
    Tags: tagsOf(ctx, row.ruleId),
    SecurityGroupRuleArn: ctx.arn(`security-group-rule/${row.ruleId}`),
  };
}

/** Rules as returned by DescribeSecurityGroups: grouped by protocol and ports. */
export function groupedPermissions(ctx: Context, rules: readonly SecurityGroupRuleRow[]): IpPermission[] {
  const groups = new Map<string, SecurityGroupRuleRow[]>();
  for (const rule of rules) {
    const key = [rule.protocol, rule.fromPort, rule.toPort].join(" ");
    groups.set(key, [...(groups.get(key) ?? []), rule]);
  }
  return Array.from(groups.values(), (members) => permissionOf(ctx, members));
}

function permissionOf(ctx: Context, rules: readonly SecurityGroupRuleRow[]): IpPermission {
  const [first] = rules;
  const peers = <Peer>(
    peerOf: (rule: SecurityGroupRuleRow, Description: string | undefined) => Peer | undefined,
  ) => rules.flatMap((rule) => peerOf(rule, rule.description) ?? []);
  return {
    IpProtocol: first?.protocol,
    FromPort: first?.fromPort,
    ToPort: first?.toPort,
    UserIdGroupPairs: peers(({ referencedGroupId: GroupId }, Description) =>
      GroupId === undefined ? undefined : { Description, UserId: ctx.account, GroupId },
    ),
    IpRanges: peers(({ cidrIpv4: CidrIp }, Description) =>
      CidrIp === undefined ? undefined : { Description, CidrIp },
    ),
    Ipv6Ranges: peers(({ cidrIpv6: CidrIpv6 }, Description) =>
      CidrIpv6 === undefined ? undefined : { Description, CidrIpv6 },
    ),
    PrefixListIds: peers(({ prefixListId: PrefixListId }, Description) =>
      PrefixListId === undefined ? undefined : { Description, PrefixListId },
    ),
  };
}
