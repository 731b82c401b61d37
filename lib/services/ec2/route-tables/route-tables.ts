import type { Context } from "../../../runtime/context.js";
import { notFound } from "../errors.js";
import type { RouteTable, RouteTableAssociation } from "../generated/types.js";
import { tagsOf } from "../tags/tags.js";
import { associationNotFound } from "./errors.js";
import { allRoutes, describeRoute } from "./routes.js";
import { type AssociationRow, ROUTE_TABLES, type RouteRow, type RouteTableRow } from "./state.js";

/** @throws InvalidRouteTableID.NotFound */
export function findRouteTable(ctx: Context, routeTableId: string): RouteTableRow {
  const row = ctx.table(ROUTE_TABLES).get(routeTableId);
  if (!row) throw notFound("route-table", routeTableId);
  return row;
}

export function saveRouteTable(ctx: Context, row: RouteTableRow): void {
  ctx.table(ROUTE_TABLES).put(row.routeTableId, row);
}

/** The route tables of a VPC, by id. */
export function routeTablesIn(ctx: Context, vpcId: string): RouteTableRow[] {
  return [...ctx.table(ROUTE_TABLES).values()].filter((row) => row.vpcId === vpcId);
}

/** Whether it is the main route table of its VPC. */
export function isMain({ associations }: RouteTableRow): boolean {
  return associations.some(isMainAssociation);
}

/** Whether an association makes its table the main one of the VPC. */
export function isMainAssociation({ subnetId, gatewayId }: AssociationRow): boolean {
  return subnetId === undefined && gatewayId === undefined;
}

/** Adds the local route for a new block of a VPC to all of its tables. */
export function addLocalRoute(ctx: Context, vpcId: string, destination: string): void {
  for (const table of routeTablesIn(ctx, vpcId))
    saveRouteTable(ctx, { ...table, routes: [...table.routes, localRouteTo(destination)] });
}

/** Removes the local route of a removed block. */
export function removeLocalRoute(ctx: Context, vpcId: string, destination: string): void {
  for (const table of routeTablesIn(ctx, vpcId)) {
    const routes = table.routes.filter((route) => route.destination !== destination);
    saveRouteTable(ctx, { ...table, routes });
  }
}

/** The local route in every table of a VPC for each of its blocks. */
export function localRouteTo(destination: string): RouteRow {
  return { destination, gatewayId: "local", origin: "CreateRouteTable" };
}

/** An association and its table. @throws InvalidAssociationID.NotFound */
export function findAssociation(
  ctx: Context,
  associationId: string,
): { table: RouteTableRow; association: AssociationRow } {
  for (const table of ctx.table(ROUTE_TABLES).values()) {
    const association = table.associations.find((candidate) => candidate.associationId === associationId);
    if (association) return { table, association };
  }
  throw associationNotFound(associationId);
}

/** Removes an association from its table. */
export function dissociate(ctx: Context, table: RouteTableRow, { associationId }: AssociationRow): void {
  const associations = table.associations.filter((item) => item.associationId !== associationId);
  saveRouteTable(ctx, { ...table, associations });
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RouteTable.html */
export function describeRouteTable(ctx: Context, row: RouteTableRow): RouteTable {
  return {
    Associations: row.associations.map((association) => describeAssociation(row, association)),
    PropagatingVgws: [],
    RouteTableId: row.routeTableId,
    Routes: allRoutes(ctx, row).map((route) => describeRoute(ctx, route)),
    Tags: tagsOf(ctx, row.routeTableId),
    VpcId: row.vpcId,
    OwnerId: ctx.account,
  };
}

function describeAssociation(
  { routeTableId }: RouteTableRow,
  association: AssociationRow,
): RouteTableAssociation {
  return {
    Main: isMainAssociation(association),
    RouteTableAssociationId: association.associationId,
    RouteTableId: routeTableId,
    SubnetId: association.subnetId,
    GatewayId: association.gatewayId,
    AssociationState: { State: "associated" },
  };
}
