import type { Context } from "../../../core/context.js";
import { notFound } from "../errors.js";
import type { Vpc } from "../generated/types.js";
import { NETWORK_ACLS } from "../network-acls/state.js";
import { ROUTE_TABLES } from "../route-tables/state.js";
import { permitAll } from "../security-groups/rules.js";
import { SECURITY_GROUPS, type SecurityGroupRow } from "../security-groups/state.js";
import { tagsOf } from "../tags/tags.js";
import { VPCS, type VpcRow } from "./state.js";

/** A VPC to be made, and where the ids of what comes with it are from. */
interface NewVpc extends VpcRow {
  /** @param role tells apart what a VPC has two of. */
  newId(prefix: string, role?: string): string;
}

/** Makes a VPC with what comes with it: a security group, a network ACL and a main route table. */
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
  ctx.table(NETWORK_ACLS).put(networkAclId, { networkAclId, vpcId });
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
export function describedVpc(ctx: Context, row: VpcRow): Vpc {
  return {
    OwnerId: ctx.account,
    InstanceTenancy: row.tenancy,
    Ipv6CidrBlockAssociationSet: [],
    CidrBlockAssociationSet: [
      {
        AssociationId: row.cidrAssociationId,
        CidrBlock: row.cidrBlock,
        CidrBlockState: { State: "associated" },
      },
    ],
    IsDefault: row.isDefault,
    BlockPublicAccessStates: { InternetGatewayBlockMode: "off" },
    Tags: tagsOf(ctx, row.vpcId),
    VpcId: row.vpcId,
    State: "available",
    CidrBlock: row.cidrBlock,
    DhcpOptionsId: row.dhcpOptionsId,
  };
}
