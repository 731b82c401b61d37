import type { Context } from "../../../core/context.js";
import { missingParameter, notFound, unsupported } from "../errors.js";
import type {
  CreateRouteRequest,
  CreateRouteResult,
  DeleteRouteRequest,
  ReplaceRouteRequest,
} from "../generated/types.js";
import { INTERNET_GATEWAYS } from "../internet-gateways/state.js";
import { checkedCidr, checkedIpv6Cidr } from "../security-groups/permissions.js";
import { gatewayInOtherNetwork, localRoute, routeExists, routeNotFound } from "./errors.js";
import { findRouteTable, saveRouteTable } from "./route-tables.js";
import type { RouteRow, RouteTableRow } from "./state.js";

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateRoute.html */
export function createRoute(input: CreateRouteRequest, ctx: Context): CreateRouteResult {
  const table = findRouteTable(ctx, input.RouteTableId);
  const destination = destinationOf(input);
  if (table.routes.some((route) => route.destination === destination)) throw routeExists(destination);
  const route: RouteRow = { destination, origin: "CreateRoute", ...targetOf(ctx, table, input) };
  saveRouteTable(ctx, { ...table, routes: [...table.routes, route] });
  return { Return: true };
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ReplaceRoute.html */
export function replaceRoute(input: ReplaceRouteRequest, ctx: Context): object {
  const table = findRouteTable(ctx, input.RouteTableId);
  const { destination, origin } = findRoute(table, destinationOf(input));
  const target = input.LocalTarget ? { gatewayId: "local" } : targetOf(ctx, table, input);
  const routes = table.routes.map((route) =>
    route.destination === destination ? { destination, origin, ...target } : route,
  );
  saveRouteTable(ctx, { ...table, routes });
  return {};
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteRoute.html */
export function deleteRoute(input: DeleteRouteRequest, ctx: Context): object {
  const table = findRouteTable(ctx, input.RouteTableId);
  const gone = findRoute(table, destinationOf(input));
  if (gone.origin === "CreateRouteTable") throw localRoute(gone.destination, table.routeTableId);
  saveRouteTable(ctx, { ...table, routes: table.routes.filter((route) => route !== gone) });
  return {};
}

function destinationOf(input: DeleteRouteRequest): string {
  if (input.DestinationPrefixListId !== undefined)
    throw unsupported(
      "aws-sim does not simulate prefix lists. Give the route a CIDR block as its destination.",
    );
  if (input.DestinationIpv6CidrBlock !== undefined) return checkedIpv6Cidr(input.DestinationIpv6CidrBlock);
  if (input.DestinationCidrBlock === undefined) throw missingParameter("destinationCidrBlock");
  return checkedCidr(input.DestinationCidrBlock);
}

function findRoute({ routes, routeTableId }: RouteTableRow, destination: string): RouteRow {
  const found = routes.find((route) => route.destination === destination);
  if (!found) throw routeNotFound(destination, routeTableId);
  return found;
}

/** Where a route leads: gateways of the VPC, and NAT gateways and interfaces, which are taken to exist. */
function targetOf(
  ctx: Context,
  table: RouteTableRow,
  { GatewayId, NatGatewayId, NetworkInterfaceId }: CreateRouteRequest,
): Pick<RouteRow, "gatewayId" | "natGatewayId" | "networkInterfaceId"> {
  if (NatGatewayId !== undefined) return { natGatewayId: NatGatewayId };
  if (NetworkInterfaceId !== undefined) return { networkInterfaceId: NetworkInterfaceId };
  if (GatewayId === undefined)
    throw unsupported(
      "aws-sim simulates routes to internet gateways, NAT gateways and network interfaces only.",
    );
  const gateway = ctx.table(INTERNET_GATEWAYS).get(GatewayId);
  if (!gateway) throw notFound("internet-gateway", GatewayId);
  if (gateway.vpcId !== table.vpcId) throw gatewayInOtherNetwork(table.routeTableId, GatewayId);
  return { gatewayId: GatewayId };
}
