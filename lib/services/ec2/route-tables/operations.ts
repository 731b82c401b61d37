import type { Context } from "../../../runtime/context.js";
import { createOnce } from "../client-tokens.js";
import { hasDependencies, missingParameter, notFound } from "../errors.js";
import type {
  AssociateRouteTableRequest,
  AssociateRouteTableResult,
  CreateRouteTableRequest,
  CreateRouteTableResult,
  DeleteRouteTableRequest,
  DescribeRouteTablesRequest,
  DescribeRouteTablesResult,
  DisassociateRouteTableRequest,
  ReplaceRouteTableAssociationRequest,
  ReplaceRouteTableAssociationResult,
  Route,
} from "../generated/types.js";
import { newId } from "../ids.js";
import { INTERNET_GATEWAYS } from "../internet-gateways/state.js";
import { describePage } from "../listing.js";
import { findSubnet } from "../subnets/subnets.js";
import { removeTags, tagNew } from "../tags/tags.js";
import { ENDPOINTS, endpointsOf } from "../vpc-endpoints/state.js";
import { ipv4BlocksOf, ipv6BlocksOf } from "../vpcs/blocks.js";
import { findVpc } from "../vpcs/vpcs.js";
import { alreadyAssociated, gatewayInOtherNetwork, mainAssociation, subnetInOtherNetwork } from "./errors.js";
import {
  describeRouteTable,
  dissociate,
  findAssociation,
  findRouteTable,
  isMain,
  isMainAssociation,
  localRouteTo,
  routeTablesIn,
  saveRouteTable,
} from "./route-tables.js";
import { allRoutes, describeRoute } from "./routes.js";
import { type AssociationRow, ROUTE_TABLES, type RouteTableRow } from "./state.js";

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateRouteTable.html */
export function createRouteTable(input: CreateRouteTableRequest, ctx: Context): CreateRouteTableResult {
  const row = createOnce<RouteTableRow>(ctx, "CreateRouteTable", input, {
    find: (id) => ctx.table(ROUTE_TABLES).get(id),
    idOf: ({ routeTableId }) => routeTableId,
    create() {
      const vpc = findVpc(ctx, input.VpcId);
      const made = {
        routeTableId: newId(ctx, "rtb"),
        vpcId: vpc.vpcId,
        routes: [...ipv4BlocksOf(vpc), ...ipv6BlocksOf(vpc)].map(localRouteTo),
        associations: [],
      };
      saveRouteTable(ctx, made);
      tagNew(ctx, "route-table", made.routeTableId, input.TagSpecifications);
      return made;
    },
  });
  return { RouteTable: describeRouteTable(ctx, row), ClientToken: input.ClientToken };
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeRouteTables.html */
export function describeRouteTables(
  input: DescribeRouteTablesRequest,
  ctx: Context,
): DescribeRouteTablesResult {
  const routes = (of: (route: Route) => string | undefined) => (row: RouteTableRow) =>
    allRoutes(ctx, row).map((route) => of(describeRoute(ctx, route)));
  const { items, NextToken } = describePage(ctx, input, {
    kind: "route-table",
    idOf: ({ routeTableId }) => routeTableId,
    all: ctx.table(ROUTE_TABLES).values(),
    ids: input.RouteTableIds,
    filters: {
      "association.gateway-id": ({ associations }) => associations.map(({ gatewayId }) => gatewayId),
      "association.main": ({ associations }) => associations.map(isMainAssociation),
      "association.route-table-association-id": ({ associations }) =>
        associations.map(({ associationId }) => associationId),
      "association.route-table-id": ({ routeTableId, associations }) =>
        associations.length === 0 ? [] : [routeTableId],
      "association.subnet-id": ({ associations }) => associations.map(({ subnetId }) => subnetId),
      "owner-id": () => [ctx.account],
      "route-table-id": ({ routeTableId }) => [routeTableId],
      "route.destination-cidr-block": routes((route) => route.DestinationCidrBlock),
      "route.destination-ipv6-cidr-block": routes((route) => route.DestinationIpv6CidrBlock),
      "route.destination-prefix-list-id": routes((route) => route.DestinationPrefixListId),
      "route.egress-only-internet-gateway-id": routes((route) => route.EgressOnlyInternetGatewayId),
      "route.gateway-id": routes((route) => route.GatewayId),
      "route.instance-id": () => [],
      "route.nat-gateway-id": routes((route) => route.NatGatewayId),
      "route.origin": routes((route) => route.Origin),
      "route.state": routes((route) => route.State),
      "route.transit-gateway-id": () => [],
      "route.vpc-peering-connection-id": routes((route) => route.VpcPeeringConnectionId),
      "vpc-id": ({ vpcId }) => [vpcId],
    },
  });
  return { RouteTables: items.map((row) => describeRouteTable(ctx, row)), NextToken };
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteRouteTable.html */
export function deleteRouteTable(input: DeleteRouteTableRequest, ctx: Context): object {
  const { routeTableId, associations } = findRouteTable(ctx, input.RouteTableId);
  if (associations.length > 0) throw hasDependencies("routeTable", routeTableId);
  for (const endpoint of endpointsOf(ctx, routeTableId)) {
    const routeTableIds = endpoint.routeTableIds.filter((id) => id !== routeTableId);
    ctx.table(ENDPOINTS).put(endpoint.endpointId, { ...endpoint, routeTableIds });
  }
  ctx.table(ROUTE_TABLES).delete(routeTableId);
  removeTags(ctx, routeTableId, undefined);
  return {};
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AssociateRouteTable.html */
export function associateRouteTable(
  input: AssociateRouteTableRequest,
  ctx: Context,
): AssociateRouteTableResult {
  const table = findRouteTable(ctx, input.RouteTableId);
  const user = userOf(ctx, table, input);
  const isUser = ({ subnetId, gatewayId }: AssociationRow) =>
    subnetId === user.subnetId && gatewayId === user.gatewayId;
  const owner = routeTablesIn(ctx, table.vpcId).find(({ associations }) => associations.some(isUser));
  if (owner && owner.routeTableId !== table.routeTableId) throw alreadyAssociated(table.routeTableId);
  const known = owner?.associations.find(isUser);
  const association = known ?? { associationId: newId(ctx, "rtbassoc"), ...user };
  if (!known) saveRouteTable(ctx, { ...table, associations: [...table.associations, association] });
  return { AssociationId: association.associationId, AssociationState: { State: "associated" } };
}

/** The target of an association: a subnet, or an internet gateway of the VPC. */
function userOf(
  ctx: Context,
  { routeTableId, vpcId }: RouteTableRow,
  { SubnetId, GatewayId }: AssociateRouteTableRequest,
): Pick<AssociationRow, "subnetId" | "gatewayId"> {
  if (SubnetId !== undefined) {
    const subnet = findSubnet(ctx, SubnetId);
    if (subnet.vpcId !== vpcId) throw subnetInOtherNetwork(routeTableId, SubnetId);
    return { subnetId: SubnetId };
  }
  if (GatewayId === undefined) throw missingParameter("subnetId");
  const gateway = ctx.table(INTERNET_GATEWAYS).get(GatewayId);
  if (!gateway) throw notFound("internet-gateway", GatewayId);
  if (gateway.vpcId !== vpcId) throw gatewayInOtherNetwork(routeTableId, GatewayId);
  return { gatewayId: GatewayId };
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DisassociateRouteTable.html */
export function disassociateRouteTable(input: DisassociateRouteTableRequest, ctx: Context): object {
  const { table, association } = findAssociation(ctx, input.AssociationId);
  if (isMainAssociation(association)) throw mainAssociation(association.associationId);
  dissociate(ctx, table, association);
  return {};
}

/**
 * The main association can be moved too; the other table then becomes the main one.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ReplaceRouteTableAssociation.html
 */
export function replaceRouteTableAssociation(
  input: ReplaceRouteTableAssociationRequest,
  ctx: Context,
): ReplaceRouteTableAssociationResult {
  const { table, association } = findAssociation(ctx, input.AssociationId);
  const target = findRouteTable(ctx, input.RouteTableId);
  if (isMainAssociation(association) && isMain(target)) throw alreadyAssociated(target.routeTableId);
  dissociate(ctx, table, association);
  const moved = { ...association, associationId: newId(ctx, "rtbassoc") };
  const { associations, ...rest } = findRouteTable(ctx, target.routeTableId);
  saveRouteTable(ctx, { ...rest, associations: [...associations, moved] });
  return { NewAssociationId: moved.associationId, AssociationState: { State: "associated" } };
}
