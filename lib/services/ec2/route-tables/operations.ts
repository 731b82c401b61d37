import type { Context } from "../../../core/context.js";
import { hasDependencies, missingParameter } from "../errors.js";
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
} from "../generated/types.js";
import { newId } from "../ids.js";
import { describePage } from "../listing.js";
import { findSubnet } from "../subnets/subnets.js";
import { removeTags, tagNew } from "../tags/tags.js";
import { findVpc } from "../vpcs/vpcs.js";
import { alreadyAssociated, mainAssociation, subnetInOtherNetwork } from "./errors.js";
import {
  describedRouteTable,
  dissociate,
  findAssociation,
  findRouteTable,
  isMain,
  routeTablesIn,
  saveRouteTable,
} from "./route-tables.js";
import { ROUTE_TABLES, type RouteTableRow } from "./state.js";

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateRouteTable.html */
export function createRouteTable(input: CreateRouteTableRequest, ctx: Context): CreateRouteTableResult {
  const { vpcId, cidrBlock } = findVpc(ctx, input.VpcId);
  const row: RouteTableRow = {
    routeTableId: newId(ctx, "rtb"),
    vpcId,
    routes: [{ destination: cidrBlock, gatewayId: "local", origin: "CreateRouteTable" }],
    associations: [],
  };
  saveRouteTable(ctx, row);
  tagNew(ctx, "route-table", row.routeTableId, input.TagSpecifications);
  return { RouteTable: describedRouteTable(ctx, row), ClientToken: input.ClientToken };
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeRouteTables.html */
export function describeRouteTables(
  input: DescribeRouteTablesRequest,
  ctx: Context,
): DescribeRouteTablesResult {
  const { items, NextToken } = describePage(ctx, input, {
    kind: "route-table",
    idOf: ({ routeTableId }) => routeTableId,
    all: ctx.table(ROUTE_TABLES).values(),
    ids: input.RouteTableIds,
    filters: {
      "association.main": ({ associations }) => associations.map(({ subnetId }) => subnetId === undefined),
      "association.route-table-association-id": ({ associations }) =>
        associations.map(({ associationId }) => associationId),
      "association.route-table-id": ({ routeTableId, associations }) =>
        associations.length === 0 ? [] : [routeTableId],
      "association.subnet-id": ({ associations }) => associations.map(({ subnetId }) => subnetId),
      "owner-id": () => [ctx.account],
      "route-table-id": ({ routeTableId }) => [routeTableId],
      "route.destination-cidr-block": ({ routes }) => routes.map(({ destination }) => destination),
      "route.gateway-id": ({ routes }) => routes.map(({ gatewayId }) => gatewayId),
      "route.origin": ({ routes }) => routes.map(({ origin }) => origin),
      "vpc-id": ({ vpcId }) => [vpcId],
    },
  });
  return { RouteTables: items.map((row) => describedRouteTable(ctx, row)), NextToken };
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteRouteTable.html */
export function deleteRouteTable(input: DeleteRouteTableRequest, ctx: Context): object {
  const { routeTableId, associations } = findRouteTable(ctx, input.RouteTableId);
  if (associations.length > 0) throw hasDependencies("routeTable", routeTableId);
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
  if (input.SubnetId === undefined) throw missingParameter("subnetId");
  const { subnetId, vpcId } = findSubnet(ctx, input.SubnetId);
  if (vpcId !== table.vpcId) throw subnetInOtherNetwork(table.routeTableId, subnetId);
  const owner = routeTablesIn(ctx, vpcId).find(({ associations }) =>
    associations.some((association) => association.subnetId === subnetId),
  );
  if (owner && owner.routeTableId !== table.routeTableId) throw alreadyAssociated(table.routeTableId);
  const known = owner?.associations.find((association) => association.subnetId === subnetId);
  const association = known ?? { associationId: newId(ctx, "rtbassoc"), subnetId };
  if (!known) saveRouteTable(ctx, { ...table, associations: [...table.associations, association] });
  return { AssociationId: association.associationId, AssociationState: { State: "associated" } };
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DisassociateRouteTable.html */
export function disassociateRouteTable(input: DisassociateRouteTableRequest, ctx: Context): object {
  const { table, association } = findAssociation(ctx, input.AssociationId);
  if (association.subnetId === undefined) throw mainAssociation(association.associationId);
  dissociate(ctx, table, association);
  return {};
}

/** The main association may be moved too: the other table is the main one then. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ReplaceRouteTableAssociation.html */
export function replaceRouteTableAssociation(
  input: ReplaceRouteTableAssociationRequest,
  ctx: Context,
): ReplaceRouteTableAssociationResult {
  const { table, association } = findAssociation(ctx, input.AssociationId);
  const target = findRouteTable(ctx, input.RouteTableId);
  if (association.subnetId === undefined && isMain(target)) throw alreadyAssociated(target.routeTableId);
  dissociate(ctx, table, association);
  const moved = { ...association, associationId: newId(ctx, "rtbassoc") };
  const { associations, ...rest } = findRouteTable(ctx, target.routeTableId);
  saveRouteTable(ctx, { ...rest, associations: [...associations, moved] });
  return { NewAssociationId: moved.associationId, AssociationState: { State: "associated" } };
}
