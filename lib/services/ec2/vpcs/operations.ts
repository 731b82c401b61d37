import type { Context } from "../../../runtime/context.js";
import { defaultDhcpOptionsId } from "../default-network.js";
import { hasDependencies, missingParameter } from "../errors.js";
import type {
  CreateVpcRequest,
  CreateVpcResult,
  DeleteVpcRequest,
  DescribeVpcAttributeRequest,
  DescribeVpcAttributeResult,
  DescribeVpcsRequest,
  DescribeVpcsResult,
  ModifyVpcAttributeRequest,
} from "../generated/types.js";
import { newId } from "../ids.js";
import { describePage } from "../listing.js";
import { networkAclsIn } from "../network-acls/network-acls.js";
import { NETWORK_ACLS } from "../network-acls/state.js";
import { routeTablesIn } from "../route-tables/route-tables.js";
import { ROUTE_TABLES } from "../route-tables/state.js";
import { groupsIn } from "../security-groups/groups.js";
import { permitIpv6Egress, removeRule, rulesOf } from "../security-groups/rules.js";
import { SECURITY_GROUPS } from "../security-groups/state.js";
import { removeTags, tagNew } from "../tags/tags.js";
import { blocksDescribed } from "./associations.js";
import { requireNoPool, vpcBlock } from "./blocks.js";
import { hasDependents } from "./dependents.js";
import { addIpv6Block } from "./ipv6-blocks.js";
import { type BlockAssociationRow, VPCS, type VpcRow } from "./state.js";
import { describeVpc, findVpc, makeVpc, primaryBlockOf } from "./vpcs.js";

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpc.html */
export function createVpc(input: CreateVpcRequest, ctx: Context): CreateVpcResult {
  const { CidrBlock, InstanceTenancy: tenancy = "default" } = input;
  requireNoPool(input);
  if (CidrBlock === undefined) throw missingParameter("cidrBlock");
  const row = makeVpc(ctx, {
    vpcId: newId(ctx, "vpc"),
    cidrBlock: vpcBlock(CidrBlock),
    cidrAssociationId: newId(ctx, "vpc-cidr-assoc"),
    secondaryBlocks: [],
    ipv6Blocks: [],
    dhcpOptionsId: defaultDhcpOptionsId(ctx),
    isDefault: false,
    tenancy,
    enableDnsSupport: true,
    enableDnsHostnames: false,
    enableNetworkAddressUsageMetrics: false,
    newId: (prefix) => newId(ctx, prefix),
  });
  if (input.AmazonProvidedIpv6CidrBlock) {
    addIpv6Block(ctx, row);
    for (const { groupId } of groupsIn(ctx, row.vpcId)) permitIpv6Egress(ctx, groupId);
  }
  tagNew(ctx, "vpc", row.vpcId, input.TagSpecifications);
  return { Vpc: describeVpc(ctx, findVpc(ctx, row.vpcId)) };
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpcs.html */
export function describeVpcs(input: DescribeVpcsRequest, ctx: Context): DescribeVpcsResult {
  const ipv4Blocks = (of: (block: BlockAssociationRow) => string) => (row: VpcRow) =>
    [primaryBlockOf(row), ...row.secondaryBlocks].map(of);
  const ipv6Blocks = (of: (block: BlockAssociationRow) => string) => (row: VpcRow) => row.ipv6Blocks.map(of);
  const { items, NextToken } = describePage(ctx, input, {
    kind: "vpc",
    idOf: ({ vpcId }) => vpcId,
    all: ctx.table(VPCS).values(),
    ids: input.VpcIds,
    filters: {
      cidr: ({ cidrBlock }) => [cidrBlock],
      "cidr-block-association.association-id": ipv4Blocks(({ associationId }) => associationId),
      "cidr-block-association.cidr-block": ipv4Blocks(({ block }) => block),
      "cidr-block-association.state": ipv4Blocks(({ state }) => state),
      "dhcp-options-id": (row) => [row.dhcpOptionsId],
      "ipv6-cidr-block-association.association-id": ipv6Blocks(({ associationId }) => associationId),
      "ipv6-cidr-block-association.ipv6-cidr-block": ipv6Blocks(({ block }) => block),
      "ipv6-cidr-block-association.ipv6-pool": ipv6Blocks(() => "Amazon"),
      "ipv6-cidr-block-association.state": ipv6Blocks(({ state }) => state),
      "is-default": ({ isDefault }) => [isDefault],
      isDefault: ({ isDefault }) => [isDefault],
      "owner-id": () => [ctx.account],
      state: () => ["available"],
      "vpc-id": ({ vpcId }) => [vpcId],
    },
  });
  for (const row of items) blocksDescribed(ctx, row.vpcId, [...row.secondaryBlocks, ...row.ipv6Blocks]);
  return { Vpcs: items.map((row) => describeVpc(ctx, row)), NextToken };
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpcAttribute.html */
export function describeVpcAttribute(
  input: DescribeVpcAttributeRequest,
  ctx: Context,
): DescribeVpcAttributeResult {
  const row = findVpc(ctx, input.VpcId);
  const VpcId = row.vpcId;
  switch (input.Attribute) {
    case "enableDnsSupport":
      return { VpcId, EnableDnsSupport: { Value: row.enableDnsSupport } };
    case "enableDnsHostnames":
      return { VpcId, EnableDnsHostnames: { Value: row.enableDnsHostnames } };
    case "enableNetworkAddressUsageMetrics":
      return { VpcId, EnableNetworkAddressUsageMetrics: { Value: row.enableNetworkAddressUsageMetrics } };
  }
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyVpcAttribute.html */
export function modifyVpcAttribute(input: ModifyVpcAttributeRequest, ctx: Context): object {
  const row = findVpc(ctx, input.VpcId);
  ctx.table(VPCS).put(row.vpcId, {
    ...row,
    enableDnsSupport: input.EnableDnsSupport?.Value ?? row.enableDnsSupport,
    enableDnsHostnames: input.EnableDnsHostnames?.Value ?? row.enableDnsHostnames,
    enableNetworkAddressUsageMetrics:
      input.EnableNetworkAddressUsageMetrics?.Value ?? row.enableNetworkAddressUsageMetrics,
  });
  return {};
}

/**
 * Also deletes the resources created with the VPC.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteVpc.html
 */
export function deleteVpc(input: DeleteVpcRequest, ctx: Context): object {
  const { vpcId } = findVpc(ctx, input.VpcId);
  if (hasDependents(ctx, vpcId)) throw hasDependencies("vpc", vpcId);
  for (const { groupId } of groupsIn(ctx, vpcId)) {
    for (const rule of rulesOf(ctx, groupId)) removeRule(ctx, rule);
    ctx.table(SECURITY_GROUPS).delete(groupId);
    removeTags(ctx, groupId, undefined);
  }
  for (const { routeTableId } of routeTablesIn(ctx, vpcId)) {
    ctx.table(ROUTE_TABLES).delete(routeTableId);
    removeTags(ctx, routeTableId, undefined);
  }
  for (const { networkAclId } of networkAclsIn(ctx, vpcId)) {
    ctx.table(NETWORK_ACLS).delete(networkAclId);
    removeTags(ctx, networkAclId, undefined);
  }
  ctx.table(VPCS).delete(vpcId);
  removeTags(ctx, vpcId, undefined);
  return {};
}
