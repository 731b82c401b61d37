import type { Context } from "../../../runtime/context.js";
import type {
  CreateRouteRequest,
  CreateRouteResult,
  DeleteRouteRequest,
  ReplaceRouteRequest,
} from "../generated/types.js";
import { localRoute, routeExists, routeNotFound } from "./errors.js";
import { findRouteTable, saveRouteTable } from "./route-tables.js";
import { destinationOf, targetOf } from "./routes.js";
import type { RouteRow, RouteTableRow } from "./state.js";

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateRoute.html */
export function createRoute(input: CreateRouteRequest, ctx: Context): CreateRouteResult {
  const table = findRouteTable(ctx, input.RouteTableId);
  const destination = destinationOf(ctx, input);
  if (table.routes.some((route) => route.destination === destination)) throw routeExists(destination);
  const route: RouteRow = { destination, origin: "CreateRoute", ...targetOf(ctx, table, destination, input) };
  saveRouteTable(ctx, { ...table, routes: [...table.routes, route] });
  return { Return: true };
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ReplaceRoute.html */
export function replaceRoute(input: ReplaceRouteRequest, ctx: Context): object {
  const table = findRouteTable(ctx, input.RouteTableId);
  const { destination, origin } = findRoute(table, destinationOf(ctx, input));
  const target = input.LocalTarget ? { gatewayId: "local" } : targetOf(ctx, table, destination, input);
  const routes = table.routes.map((route) =>
    route.destination === destination ? { destination, origin, ...target } : route,
  );
  saveRouteTable(ctx, { ...table, routes });
  return {};
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteRoute.html */
export function deleteRoute(input: DeleteRouteRequest, ctx: Context): object {
  const table = findRouteTable(ctx, input.RouteTableId);
  const gone = findRoute(table, destinationOf(ctx, input));
  if (gone.origin === "CreateRouteTable") throw localRoute(gone.destination, table.routeTableId);
  saveRouteTable(ctx, { ...table, routes: table.routes.filter((route) => route !== gone) });
  return {};
}

function findRoute({ routes, routeTableId }: RouteTableRow, destination: string): RouteRow {
  const found = routes.find((route) => route.destination === destination);
  if (!found) throw routeNotFound(destination, routeTableId);
  return found;
}
