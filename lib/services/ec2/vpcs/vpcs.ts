import type { Context } from "../../../runtime/context.js";
import { notFound } from "../errors.js";
import type { Vpc, VpcCidrBlockAssociation, VpcIpv6CidrBlockAssociation } from "../generated/types.js";
import { allowAll } from "../network-acls/network-acls.js";
import { NETWORK_ACLS } from "../network-acls/state.js";
import { ROUTE_TABLES } from "../route-tables/state.js";
import { permitAll } from "../security-groups/rules.js";
import { SECURITY_GROUPS, type SecurityGroupRow } from "../security-groups/state.js";
import { tagsOf } from "../tags/tags.js";
import { type BlockAssociationRow, VPCS, type VpcRow } from "./state.js";

/** A new VPC, and the id source of the resources created with it. */
interface NewVpc extends VpcRow {
  /** @param role distinguishes what a VPC has two of. */
  newId(prefix: string, role?: string): string;
}

/** Creates a VPC with a security group, a network ACL and a main route table. */
export function makeVpc(ctx: Context, { newId, ...row }: NewVpc): VpcRow {
  const { vpcId, cidrBlock } = row;
  ctx.table(VPCS).put(vpcId, row);
  const group: SecurityGroupRow = {
    groupId: newId("sg"),
    groupName: "default",
    description: "default VPC security group",
    vpcId,
  };
  ctx.table(SECURITY_GROUPS).put(group.groupId, group);
  permitAll(ctx, group.groupId, newId("sgr", "egress"), { isEgress: true, peer: { cidrIpv4: "0.0.0.0/0" } });
  permitAll(ctx, group.groupId, newId("sgr", "ingress"), {
    isEgress: false,
    peer: { referencedGroupId: group.groupId },
  });
  const networkAclId = newId("acl");
  const entries = allowAll({ cidrBlock: "0.0.0.0/0" }, 100);
  ctx.table(NETWORK_ACLS).put(networkAclId, { networkAclId, vpcId, isDefault: true, entries });
  const routeTableId = newId("rtb");
  ctx.table(ROUTE_TABLES).put(routeTableId, {
    routeTableId,
    vpcId,
    routes: [{ destination: cidrBlock, gatewayId: "local", origin: "CreateRouteTable" }],
    associations: [{ associationId: newId("rtbassoc") }],
  });
  return row;
}

/** @throws InvalidVpcID.NotFound */
export function findVpc(ctx: Context, vpcId: string): VpcRow {
  const row = ctx.table(VPCS).get(vpcId);
  if (!row) throw notFound("vpc", vpcId);
  return row;
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Vpc.html */
export function describeVpc(ctx: Context, row: VpcRow): Vpc {
  return {
    OwnerId: ctx.account,
    InstanceTenancy: row.tenancy,
    Ipv6CidrBlockAssociationSet: row.ipv6Blocks.map((block) => describeIpv6Block(ctx, block)),
    CidrBlockAssociationSet: [primaryBlockOf(row), ...row.secondaryBlocks].map(describeBlock),
    IsDefault: row.isDefault,
    BlockPublicAccessStates: { InternetGatewayBlockMode: "off" },
    Tags: tagsOf(ctx, row.vpcId),
    VpcId: row.vpcId,
    State: "available",
    CidrBlock: row.cidrBlock,
    DhcpOptionsId: row.dhcpOptionsId,
  };
}

/** The primary block of a VPC, as an association. */
export function primaryBlockOf({ cidrAssociationId, cidrBlock }: VpcRow): BlockAssociationRow {
  return { associationId: cidrAssociationId, block: cidrBlock, state: "associated" };
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VpcCidrBlockAssociation.html */
export function describeBlock({ associationId, block, state }: BlockAssociationRow): VpcCidrBlockAssociation {
  return { AssociationId: associationId, CidrBlock: block, CidrBlockState: { State: state } };
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VpcIpv6CidrBlockAssociation.html */
export function describeIpv6Block(
  ctx: Context,
  { associationId, block, state }: BlockAssociationRow,
): VpcIpv6CidrBlockAssociation {
  return {
    AssociationId: associationId,
    Ipv6CidrBlock: block,
    Ipv6CidrBlockState: { State: state },
    NetworkBorderGroup: ctx.region,
    Ipv6Pool: "Amazon",
    Ipv6AddressAttribute: "public",
    IpSource: "amazon",
  };
}
