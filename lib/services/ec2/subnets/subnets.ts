import { RESERVED_ADDRESSES, takenAddresses } from "../../../network/addresses.js";
import { parseCidr } from "../../../network/cidr.js";
import { zoneId } from "../../../network/zones.js";
import type { Context } from "../../../runtime/context.js";
import { regionalArn } from "../../../shared/arn.js";
import { notFound } from "../errors.js";
import type { Subnet, SubnetIpv6CidrBlockAssociation } from "../generated/types.js";
import { tagsOf } from "../tags/tags.js";
import type { BlockAssociationRow } from "../vpcs/state.js";
import { SUBNETS, type SubnetRow } from "./state.js";

/** The settings of a new subnet that have no default. */
type NewSubnet = Pick<
  SubnetRow,
  | "subnetId"
  | "vpcId"
  | "cidrBlock"
  | "availabilityZone"
  | "defaultForAz"
  | "mapPublicIpOnLaunch"
  | "networkAclId"
  | "aclAssociationId"
>;

export function makeSubnet(
  ctx: Context,
  subnet: NewSubnet & Partial<Pick<SubnetRow, "ipv6Blocks" | "assignIpv6Address">>,
): SubnetRow {
  const row: SubnetRow = {
    ipv6Blocks: [],
    assignIpv6Address: false,
    ...subnet,
    enableDns64: false,
    hostnameType: "ip-name",
    resourceNameDnsA: false,
    resourceNameDnsAaaa: false,
  };
  ctx.table(SUBNETS).put(row.subnetId, row);
  return row;
}

/** @throws InvalidSubnetID.NotFound */
export function findSubnet(ctx: Context, subnetId: string): SubnetRow {
  const row = ctx.table(SUBNETS).get(subnetId);
  if (!row) throw notFound("subnet", subnetId);
  return row;
}

/** The subnets of a VPC, by id. */
export function subnetsIn(ctx: Context, vpcId: string): SubnetRow[] {
  return [...ctx.table(SUBNETS).values()].filter((row) => row.vpcId === vpcId);
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Subnet.html */
export function describeSubnet(ctx: Context, row: SubnetRow): Subnet {
  return {
    AvailabilityZoneId: zoneId(row.availabilityZone),
    MapCustomerOwnedIpOnLaunch: false,
    OwnerId: ctx.account,
    AssignIpv6AddressOnCreation: row.assignIpv6Address,
    Ipv6CidrBlockAssociationSet: row.ipv6Blocks.map(describeIpv6Block),
    Tags: tagsOf(ctx, row.subnetId),
    SubnetArn: regionalArn("ec2", ctx, `subnet/${row.subnetId}`),
    EnableDns64: row.enableDns64,
    Ipv6Native: false,
    PrivateDnsNameOptionsOnLaunch: {
      HostnameType: row.hostnameType,
      EnableResourceNameDnsARecord: row.resourceNameDnsA,
      EnableResourceNameDnsAAAARecord: row.resourceNameDnsAaaa,
    },
    BlockPublicAccessStates: { InternetGatewayBlockMode: "off" },
    SubnetId: row.subnetId,
    State: "available",
    VpcId: row.vpcId,
    CidrBlock: row.cidrBlock,
    AvailableIpAddressCount: freeAddresses(ctx, row),
    AvailabilityZone: row.availabilityZone,
    DefaultForAz: row.defaultForAz,
    MapPublicIpOnLaunch: row.mapPublicIpOnLaunch,
  };
}

function freeAddresses(ctx: Context, { subnetId, cidrBlock }: SubnetRow): number {
  return (parseCidr(cidrBlock)?.size ?? 0) - RESERVED_ADDRESSES - takenAddresses(ctx, subnetId);
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_SubnetIpv6CidrBlockAssociation.html */
export function describeIpv6Block({
  associationId,
  block,
  state,
}: BlockAssociationRow): SubnetIpv6CidrBlockAssociation {
  return {
    AssociationId: associationId,
    Ipv6CidrBlock: block,
    Ipv6CidrBlockState: { State: state },
    Ipv6AddressAttribute: "public",
    IpSource: "amazon",
  };
}
