import type { Context } from "../../../runtime/context.js";
import { notFound } from "../errors.js";
import type { NetworkAcl, NetworkAclEntry } from "../generated/types.js";
import { SUBNETS, type SubnetRow } from "../subnets/state.js";
import { tagsOf } from "../tags/tags.js";
import { VPCS } from "../vpcs/state.js";
import { NETWORK_ACLS, type NetworkAclEntryRow, type NetworkAclRow } from "./state.js";

/** The number of the last rule. */
const LAST_RULE = 32_767;
const LAST_IPV6_RULE = 32_768;

/** The entries of a default network ACL, which allow all traffic in both directions. */
export function allowAll(cidrs: { cidrBlock?: string; ipv6CidrBlock?: string }, ruleNumber: number) {
  return [true, false].map(
    (egress): NetworkAclEntryRow => ({ ruleNumber, egress, protocol: "-1", action: "allow", ...cidrs }),
  );
}

/** The entries added to default network ACLs with the first IPv6 block of their VPC. */
export const allowAllIpv6 = () => allowAll({ ipv6CidrBlock: "::/0" }, 101);

/** @throws InvalidNetworkAclID.NotFound */
export function findNetworkAcl(ctx: Context, networkAclId: string): NetworkAclRow {
  const row = ctx.table(NETWORK_ACLS).get(networkAclId);
  if (!row) throw notFound("network-acl", networkAclId);
  return row;
}

/** The network ACLs of a VPC, by id. */
export function networkAclsIn(ctx: Context, vpcId: string): NetworkAclRow[] {
  return [...ctx.table(NETWORK_ACLS).values()].filter((row) => row.vpcId === vpcId);
}

/** The subnets that a network ACL is associated with. */
export function subnetsWith(ctx: Context, networkAclId: string): SubnetRow[] {
  return [...ctx.table(SUBNETS).values()].filter((row) => row.networkAclId === networkAclId);
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_NetworkAcl.html */
export function describeNetworkAcl(ctx: Context, row: NetworkAclRow): NetworkAcl {
  return {
    Associations: subnetsWith(ctx, row.networkAclId).map(({ subnetId, aclAssociationId }) => ({
      NetworkAclAssociationId: aclAssociationId,
      NetworkAclId: row.networkAclId,
      SubnetId: subnetId,
    })),
    Entries: allEntries(ctx, row).map(describeEntry),
    IsDefault: row.isDefault,
    NetworkAclId: row.networkAclId,
    Tags: tagsOf(ctx, row.networkAclId),
    VpcId: row.vpcId,
    OwnerId: ctx.account,
  };
}

/** All entries, egress first and then by number, including the final ones that deny the rest. */
export function allEntries(ctx: Context, { entries, vpcId }: NetworkAclRow): NetworkAclEntryRow[] {
  const hasIpv6 = (ctx.table(VPCS).get(vpcId)?.ipv6Blocks.length ?? 0) > 0;
  const last = [true, false].flatMap((egress): NetworkAclEntryRow[] => {
    const deny = { egress, protocol: "-1", action: "deny" } as const;
    return [
      { ...deny, ruleNumber: LAST_RULE, cidrBlock: "0.0.0.0/0" },
      ...(hasIpv6 ? [{ ...deny, ruleNumber: LAST_IPV6_RULE, ipv6CidrBlock: "::/0" }] : []),
    ];
  });
  return [...entries, ...last].sort(
    (a, b) => Number(b.egress) - Number(a.egress) || a.ruleNumber - b.ruleNumber,
  );
}

function describeEntry(row: NetworkAclEntryRow): NetworkAclEntry {
  return {
    CidrBlock: row.cidrBlock,
    Egress: row.egress,
    IcmpTypeCode: row.icmp && { Code: row.icmp.code, Type: row.icmp.type },
    Ipv6CidrBlock: row.ipv6CidrBlock,
    PortRange: row.portRange && { From: row.portRange.from, To: row.portRange.to },
    Protocol: row.protocol,
    RuleAction: row.action,
    RuleNumber: row.ruleNumber,
  };
}
