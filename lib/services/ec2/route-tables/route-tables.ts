import type { Context } from "../../../core/context.js";
import { notFound } from "../errors.js";
import type { Route, RouteTable, RouteTableAssociation } from "../generated/types.js";
import { INTERNET_GATEWAYS } from "../internet-gateways/state.js";
import { tagsOf } from "../tags/tags.js";
import { associationNotFound } from "./errors.js";
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
  return associations.some(({ subnetId }) => subnetId === undefined);
}

/** An association and the table that has it. @throws InvalidAssociationID.NotFound */
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

/** Takes an association from its table. */
export function dissociate(ctx: Context, table: RouteTableRow, { associationId }: AssociationRow): void {
  const associations = table.associations.filter((item) => item.associationId !== associationId);
  saveRouteTable(ctx, { ...table, associations });
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RouteTable.html */
export function describedRouteTable(ctx: Context, row: RouteTableRow): RouteTable {
  return {
    Associations: row.associations.map((association) => describedAssociation(row, association)),
    PropagatingVgws: [],
    RouteTableId: row.routeTableId,
    Routes: row.routes.map((route) => describedRoute(ctx, route)),
    Tags: tagsOf(ctx, row.routeTableId),
    VpcId: row.vpcId,
    OwnerId: ctx.account,
  };
}

function describedAssociation(
  { routeTableId }: RouteTableRow,
  { associationId, subnetId }: AssociationRow,
): RouteTableAssociation {
  return {
    Main: subnetId === undefined,
    RouteTableAssociationId: associationId,
    RouteTableId: routeTableId,
    SubnetId: subnetId,
    AssociationState: { State: "associated" },
  };
}

function describedRoute(ctx: Context, route: RouteRow): Route {
  return {
    ...(route.destination.includes(":")
      ? { DestinationIpv6CidrBlock: route.destination }
      : { DestinationCidrBlock: route.destination }),
    GatewayId: route.gatewayId,
    NatGatewayId: route.natGatewayId,
    NetworkInterfaceId: route.networkInterfaceId,
    Origin: route.origin,
    State: leadsSomewhere(ctx, route) ? "active" : "blackhole",
  };
}

/** A route to a gateway that has been detached since is a black hole. */
function leadsSomewhere(ctx: Context, { gatewayId }: RouteRow): boolean {
  if (!gatewayId?.startsWith("igw-")) return true;
  return ctx.table(INTERNET_GATEWAYS).get(gatewayId)?.vpcId !== undefined;
}
