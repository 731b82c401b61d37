import { isZoneOf, zoneId } from "../../../network/zones.js";
import type { Context } from "../../../runtime/context.js";
import { hasDependencies, missingParameter } from "../errors.js";
import type {
  CreateSubnetRequest,
  CreateSubnetResult,
  DeleteSubnetRequest,
  DescribeSubnetsRequest,
  DescribeSubnetsResult,
  ModifySubnetAttributeRequest,
} from "../generated/types.js";
import { newId } from "../ids.js";
import { describePage } from "../listing.js";
import { networkAclsIn } from "../network-acls/network-acls.js";
import { networkInterfaces } from "../network-interfaces/interfaces.js";
import { zonesOf } from "../regions/regions.js";
import { dissociate, routeTablesIn } from "../route-tables/route-tables.js";
import { removeTags, tagNew } from "../tags/tags.js";
import { blockKey, blocksDescribed } from "../vpcs/associations.js";
import { requireNoPool } from "../vpcs/blocks.js";
import type { BlockAssociationRow, VpcRow } from "../vpcs/state.js";
import { findVpc } from "../vpcs/vpcs.js";
import { waitFor } from "../waits.js";
import { freeBlock, freeIpv6Block } from "./blocks.js";
import { noIpv6Block, noIpv6OnlySubnets, zoneNotValid } from "./errors.js";
import { SUBNETS, type SubnetRow } from "./state.js";
import { describeSubnet, findSubnet, makeSubnet } from "./subnets.js";

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSubnet.html */
export function createSubnet(input: CreateSubnetRequest, ctx: Context): CreateSubnetResult {
  const vpc = findVpc(ctx, input.VpcId);
  requireNoPool({ ...input, Ipv6CidrBlock: undefined });
  if (input.Ipv6Native) throw noIpv6OnlySubnets();
  if (input.CidrBlock === undefined) throw missingParameter("cidrBlock");
  const row = makeSubnet(ctx, {
    subnetId: newId(ctx, "subnet"),
    vpcId: vpc.vpcId,
    cidrBlock: freeBlock(ctx, vpc, input.CidrBlock),
    ipv6Blocks: input.Ipv6CidrBlock === undefined ? [] : [ipv6Association(ctx, vpc, input.Ipv6CidrBlock)],
    availabilityZone: zoneFor(ctx, input),
    defaultForAz: false,
    mapPublicIpOnLaunch: false,
    networkAclId: networkAclsIn(ctx, vpc.vpcId).find(({ isDefault }) => isDefault)?.networkAclId ?? "",
    aclAssociationId: newId(ctx, "aclassoc"),
  });
  for (const block of row.ipv6Blocks) waitFor(ctx, "cidrBlockAssociating", blockKey(row.subnetId, block));
  tagNew(ctx, "subnet", row.subnetId, input.TagSpecifications);
  return { Subnet: describeSubnet(ctx, row) };
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSubnets.html */
export function describeSubnets(input: DescribeSubnetsRequest, ctx: Context): DescribeSubnetsResult {
  const ipv6Blocks = (of: (block: BlockAssociationRow) => string) => (row: SubnetRow) =>
    row.ipv6Blocks.map(of);
  const { items, NextToken } = describePage(ctx, input, {
    kind: "subnet",
    idOf: ({ subnetId }) => subnetId,
    all: ctx.table(SUBNETS).values(),
    ids: input.SubnetIds,
    filters: {
      "availability-zone": ({ availabilityZone }) => [availabilityZone],
      availabilityZone: ({ availabilityZone }) => [availabilityZone],
      "availability-zone-id": ({ availabilityZone }) => [zoneId(availabilityZone)],
      availabilityZoneId: ({ availabilityZone }) => [zoneId(availabilityZone)],
      "available-ip-address-count": (row) => [describeSubnet(ctx, row).AvailableIpAddressCount],
      cidr: ({ cidrBlock }) => [cidrBlock],
      cidrBlock: ({ cidrBlock }) => [cidrBlock],
      "cidr-block": ({ cidrBlock }) => [cidrBlock],
      "default-for-az": ({ defaultForAz }) => [defaultForAz],
      defaultForAz: ({ defaultForAz }) => [defaultForAz],
      "customer-owned-ipv4-pool": () => [],
      "enable-dns64": ({ enableDns64 }) => [enableDns64],
      "enable-lni-at-device-index": () => [],
      "ipv6-cidr-block-association.association-id": ipv6Blocks(({ associationId }) => associationId),
      "ipv6-cidr-block-association.ipv6-cidr-block": ipv6Blocks(({ block }) => block),
      "ipv6-cidr-block-association.state": ipv6Blocks(({ state }) => state),
      "ipv6-native": () => [false],
      "map-customer-owned-ip-on-launch": () => [false],
      "map-public-ip-on-launch": ({ mapPublicIpOnLaunch }) => [mapPublicIpOnLaunch],
      "outpost-arn": () => [],
      "private-dns-name-options-on-launch.hostname-type": ({ hostnameType }) => [hostnameType],
      "private-dns-name-options-on-launch.enable-resource-name-dns-a-record": ({ resourceNameDnsA }) => [
        resourceNameDnsA,
      ],
      "private-dns-name-options-on-launch.enable-resource-name-dns-aaaa-record": ({
        resourceNameDnsAaaa,
      }) => [resourceNameDnsAaaa],
      "owner-id": () => [ctx.account],
      state: () => ["available"],
      "subnet-arn": ({ subnetId }) => [ctx.arn(`subnet/${subnetId}`)],
      "subnet-id": ({ subnetId }) => [subnetId],
      "vpc-id": ({ vpcId }) => [vpcId],
    },
  });
  for (const row of items) blocksDescribed(ctx, row.subnetId, row.ipv6Blocks);
  return { Subnets: items.map((row) => describeSubnet(ctx, row)), NextToken };
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifySubnetAttribute.html */
export function modifySubnetAttribute(input: ModifySubnetAttributeRequest, ctx: Context): object {
  const row = findSubnet(ctx, input.SubnetId);
  if (input.AssignIpv6AddressOnCreation?.Value && row.ipv6Blocks.length === 0)
    throw noIpv6Block(row.subnetId);
  ctx.table(SUBNETS).put(row.subnetId, {
    ...row,
    mapPublicIpOnLaunch: input.MapPublicIpOnLaunch?.Value ?? row.mapPublicIpOnLaunch,
    assignIpv6Address: input.AssignIpv6AddressOnCreation?.Value ?? row.assignIpv6Address,
    enableDns64: input.EnableDns64?.Value ?? row.enableDns64,
    hostnameType: input.PrivateDnsHostnameTypeOnLaunch ?? row.hostnameType,
    resourceNameDnsA: input.EnableResourceNameDnsARecordOnLaunch?.Value ?? row.resourceNameDnsA,
    resourceNameDnsAaaa: input.EnableResourceNameDnsAAAARecordOnLaunch?.Value ?? row.resourceNameDnsAaaa,
  });
  return {};
}

/**
 * Ends associations with route tables.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteSubnet.html
 */
export function deleteSubnet(input: DeleteSubnetRequest, ctx: Context): object {
  const { subnetId, vpcId } = findSubnet(ctx, input.SubnetId);
  if (networkInterfaces(ctx).some(({ subnet }) => subnet.subnetId === subnetId))
    throw hasDependencies("subnet", subnetId);
  for (const table of routeTablesIn(ctx, vpcId)) {
    const association = table.associations.find((item) => item.subnetId === subnetId);
    if (association) dissociate(ctx, table, association);
  }
  ctx.table(SUBNETS).delete(subnetId);
  removeTags(ctx, subnetId, undefined);
  return {};
}

function ipv6Association(ctx: Context, vpc: VpcRow, cidr: string): BlockAssociationRow {
  return {
    associationId: newId(ctx, "subnet-cidr-assoc"),
    block: freeIpv6Block(ctx, vpc, cidr),
    state: "associating",
  };
}

/** The requested zone, or any. @throws InvalidParameterValue */
function zoneFor(ctx: Context, { AvailabilityZone, AvailabilityZoneId }: CreateSubnetRequest): string {
  const zones = zonesOf(ctx.region);
  if (AvailabilityZoneId !== undefined) {
    const zone = zones.find((candidate) => zoneId(candidate) === AvailabilityZoneId);
    if (zone === undefined) throw zoneNotValid(AvailabilityZoneId, zones.map(zoneId));
    return zone;
  }
  if (AvailabilityZone === undefined) return zones[ctx.ids.integer(zones.length)] ?? `${ctx.region}a`;
  if (!isZoneOf(ctx.region, AvailabilityZone)) throw zoneNotValid(AvailabilityZone, zones);
  return AvailabilityZone;
}
