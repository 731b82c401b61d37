import { containsCidr, formatCidr, overlapsCidr, parseCidr } from "../../../core/cidr.js";
import type { Context } from "../../../core/context.js";
import { isZoneOf, zoneId } from "../../../core/zones.js";
import { hasDependencies, invalidCidr, missingParameter, noIpv6 } from "../errors.js";
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
import { networkInterfaces } from "../network-interfaces/interfaces.js";
import { zonesOf } from "../regions/regions.js";
import { dissociate, routeTablesIn } from "../route-tables/route-tables.js";
import { removeTags, tagNew } from "../tags/tags.js";
import { findVpc } from "../vpcs/vpcs.js";
import { subnetConflict, subnetRange, zoneNotValid } from "./errors.js";
import { SUBNETS } from "./state.js";
import { describedSubnet, findSubnet, makeSubnet, subnetsIn } from "./subnets.js";

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSubnet.html */
export function createSubnet(input: CreateSubnetRequest, ctx: Context): CreateSubnetResult {
  const vpc = findVpc(ctx, input.VpcId);
  if (input.Ipv6Native || input.Ipv6CidrBlock !== undefined) throw noIpv6();
  if (input.CidrBlock === undefined) throw missingParameter("cidrBlock");
  const row = makeSubnet(ctx, {
    subnetId: newId(ctx, "subnet"),
    vpcId: vpc.vpcId,
    cidrBlock: freeBlock(ctx, vpc, input.CidrBlock),
    availabilityZone: zoneFor(ctx, input),
    defaultForAz: false,
    mapPublicIpOnLaunch: false,
    aclAssociationId: newId(ctx, "aclassoc"),
  });
  tagNew(ctx, "subnet", row.subnetId, input.TagSpecifications);
  return { Subnet: describedSubnet(ctx, row) };
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSubnets.html */
export function describeSubnets(input: DescribeSubnetsRequest, ctx: Context): DescribeSubnetsResult {
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
      "available-ip-address-count": (row) => [describedSubnet(ctx, row).AvailableIpAddressCount],
      cidr: ({ cidrBlock }) => [cidrBlock],
      cidrBlock: ({ cidrBlock }) => [cidrBlock],
      "cidr-block": ({ cidrBlock }) => [cidrBlock],
      "default-for-az": ({ defaultForAz }) => [defaultForAz],
      defaultForAz: ({ defaultForAz }) => [defaultForAz],
      "ipv6-native": () => [false],
      "map-public-ip-on-launch": ({ mapPublicIpOnLaunch }) => [mapPublicIpOnLaunch],
      "owner-id": () => [ctx.account],
      state: () => ["available"],
      "subnet-arn": ({ subnetId }) => [ctx.arn(`subnet/${subnetId}`)],
      "subnet-id": ({ subnetId }) => [subnetId],
      "vpc-id": ({ vpcId }) => [vpcId],
    },
  });
  return { Subnets: items.map((row) => describedSubnet(ctx, row)), NextToken };
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifySubnetAttribute.html */
export function modifySubnetAttribute(input: ModifySubnetAttributeRequest, ctx: Context): object {
  const row = findSubnet(ctx, input.SubnetId);
  if (input.AssignIpv6AddressOnCreation?.Value) throw noIpv6();
  ctx.table(SUBNETS).put(row.subnetId, {
    ...row,
    mapPublicIpOnLaunch: input.MapPublicIpOnLaunch?.Value ?? row.mapPublicIpOnLaunch,
    enableDns64: input.EnableDns64?.Value ?? row.enableDns64,
    hostnameType: input.PrivateDnsHostnameTypeOnLaunch ?? row.hostnameType,
    resourceNameDnsA: input.EnableResourceNameDnsARecordOnLaunch?.Value ?? row.resourceNameDnsA,
    resourceNameDnsAaaa: input.EnableResourceNameDnsAAAARecordOnLaunch?.Value ?? row.resourceNameDnsAaaa,
  });
  return {};
}

/** Associations with route tables end. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteSubnet.html */
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

/** @throws InvalidParameterValue, InvalidSubnet.Range, InvalidSubnet.Conflict */
function freeBlock(ctx: Context, vpc: { vpcId: string; cidrBlock: string }, text: string): string {
  const block = parseCidr(text);
  if (!block) throw invalidCidr(text);
  const whole = parseCidr(vpc.cidrBlock);
  if (block.bits < 16 || block.bits > 28 || !whole || !containsCidr(whole, block)) throw subnetRange(text);
  const others = subnetsIn(ctx, vpc.vpcId).flatMap(({ cidrBlock }) => parseCidr(cidrBlock) ?? []);
  if (others.some((other) => overlapsCidr(other, block))) throw subnetConflict(text);
  return formatCidr(block);
}

/** The zone that was asked for, or any. @throws InvalidParameterValue */
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
