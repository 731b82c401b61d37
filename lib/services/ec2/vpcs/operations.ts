import { formatCidr, parseCidr } from "../../../core/cidr.js";
import type { Context } from "../../../core/context.js";
import { dhcpOptionsId } from "../default-network.js";
import { hasDependencies, invalidCidr, missingParameter, noIpv6 } from "../errors.js";
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
import { INTERNET_GATEWAYS } from "../internet-gateways/state.js";
import { describePage } from "../listing.js";
import { NETWORK_ACLS } from "../network-acls/state.js";
import { networkInterfaces } from "../network-interfaces/interfaces.js";
import { isMain, routeTablesIn } from "../route-tables/route-tables.js";
import { ROUTE_TABLES } from "../route-tables/state.js";
import { groupsIn } from "../security-groups/groups.js";
import { removeRule, rulesOf } from "../security-groups/rules.js";
import { SECURITY_GROUPS } from "../security-groups/state.js";
import { subnetsIn } from "../subnets/subnets.js";
import { removeTags, tagNew } from "../tags/tags.js";
import { vpcRange } from "./errors.js";
import { VPCS } from "./state.js";
import { describedVpc, findVpc, makeVpc } from "./vpcs.js";

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpc.html */
export function createVpc(input: CreateVpcRequest, ctx: Context): CreateVpcResult {
  const { CidrBlock, InstanceTenancy: tenancy = "default" } = input;
  if (CidrBlock === undefined) throw missingParameter("cidrBlock");
  if (input.AmazonProvidedIpv6CidrBlock || input.Ipv6CidrBlock !== undefined || input.Ipv6Pool !== undefined)
    throw noIpv6();
  const block = parseCidr(CidrBlock);
  if (!block) throw invalidCidr(CidrBlock);
  if (block.bits < 16 || block.bits > 28) throw vpcRange(CidrBlock);
  const row = makeVpc(ctx, {
    vpcId: newId(ctx, "vpc"),
    cidrBlock: formatCidr(block),
    cidrAssociationId: newId(ctx, "vpc-cidr-assoc"),
    dhcpOptionsId: dhcpOptionsId(ctx),
    isDefault: false,
    tenancy,
    enableDnsSupport: true,
    enableDnsHostnames: false,
    enableNetworkAddressUsageMetrics: false,
    newId: (prefix) => newId(ctx, prefix),
  });
  tagNew(ctx, "vpc", row.vpcId, input.TagSpecifications);
  return { Vpc: describedVpc(ctx, row) };
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpcs.html */
export function describeVpcs(input: DescribeVpcsRequest, ctx: Context): DescribeVpcsResult {
  const { items, NextToken } = describePage(ctx, input, {
    kind: "vpc",
    idOf: ({ vpcId }) => vpcId,
    all: ctx.table(VPCS).values(),
    ids: input.VpcIds,
    filters: {
      cidr: ({ cidrBlock }) => [cidrBlock],
      "cidr-block-association.association-id": ({ cidrAssociationId }) => [cidrAssociationId],
      "cidr-block-association.cidr-block": ({ cidrBlock }) => [cidrBlock],
      "cidr-block-association.state": () => ["associated"],
      "dhcp-options-id": (row) => [row.dhcpOptionsId],
      "is-default": ({ isDefault }) => [isDefault],
      isDefault: ({ isDefault }) => [isDefault],
      "owner-id": () => [ctx.account],
      state: () => ["available"],
      "vpc-id": ({ vpcId }) => [vpcId],
    },
  });
  return { Vpcs: items.map((row) => describedVpc(ctx, row)), NextToken };
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

/** What came with the VPC goes with it. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteVpc.html */
export function deleteVpc(input: DeleteVpcRequest, ctx: Context): object {
  const { vpcId } = findVpc(ctx, input.VpcId);
  const groups = groupsIn(ctx, vpcId);
  const tables = routeTablesIn(ctx, vpcId);
  const gateways = [...ctx.table(INTERNET_GATEWAYS).values()];
  if (
    subnetsIn(ctx, vpcId).length > 0 ||
    groups.some(({ groupName }) => groupName !== "default") ||
    !tables.every(isMain) ||
    gateways.some((gateway) => gateway.vpcId === vpcId) ||
    networkInterfaces(ctx).some(({ subnet }) => subnet.vpcId === vpcId && subnet.cidrBlock !== undefined)
  )
    throw hasDependencies("vpc", vpcId);
  for (const { groupId } of groups) {
    for (const rule of rulesOf(ctx, groupId)) removeRule(ctx, rule);
    ctx.table(SECURITY_GROUPS).delete(groupId);
    removeTags(ctx, groupId, undefined);
  }
  for (const { routeTableId } of tables) {
    ctx.table(ROUTE_TABLES).delete(routeTableId);
    removeTags(ctx, routeTableId, undefined);
  }
  for (const acl of [...ctx.table(NETWORK_ACLS).values()]) {
    if (acl.vpcId === vpcId) ctx.table(NETWORK_ACLS).delete(acl.networkAclId);
  }
  ctx.table(VPCS).delete(vpcId);
  removeTags(ctx, vpcId, undefined);
  return {};
}
