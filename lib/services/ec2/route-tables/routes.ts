import type { Context } from "../../../runtime/context.js";
import { canonicalIpv4, canonicalIpv6 } from "../cidr/blocks.js";
import { EGRESS_ONLY_GATEWAYS } from "../egress-only-gateways/state.js";
import { missingParameter, notFound } from "../errors.js";
import type { CreateRouteRequest, DeleteRouteRequest, Route } from "../generated/types.js";
import { INTERNET_GATEWAYS } from "../internet-gateways/state.js";
import { NAT_GATEWAYS } from "../nat-gateways/state.js";
import { networkInterfaces } from "../network-interfaces/interfaces.js";
import { PEERING_CONNECTIONS } from "../peering-connections/state.js";
import { findPrefixList, prefixListOfService } from "../prefix-lists/prefix-lists.js";
import { endpointsOf } from "../vpc-endpoints/state.js";
import {
  gatewayInOtherNetwork,
  ipv6TargetOnly,
  natGatewayNotFoundAsTarget,
  targetNotSimulated,
  vpnGatewayNotFound,
} from "./errors.js";
import type { RouteRow, RouteTableRow, RouteTarget } from "./state.js";

/** The destination in a request, in canonical form. @throws InvalidParameterValue, MissingParameter */
export function destinationOf(ctx: Context, input: DeleteRouteRequest): string {
  const { DestinationCidrBlock, DestinationIpv6CidrBlock, DestinationPrefixListId } = input;
  if (DestinationPrefixListId !== undefined) return findPrefixList(ctx, DestinationPrefixListId).prefixListId;
  if (DestinationIpv6CidrBlock !== undefined)
    return canonicalIpv6(DestinationIpv6CidrBlock, "destinationIpv6CidrBlock");
  if (DestinationCidrBlock === undefined) throw missingParameter("destinationCidrBlock");
  return canonicalIpv4(DestinationCidrBlock, "destinationCidrBlock");
}

/** The target in a request. @throws …NotFound, InvalidParameterValue, UnsupportedOperation */
export function targetOf(
  ctx: Context,
  table: RouteTableRow,
  destination: string,
  input: CreateRouteRequest,
): RouteTarget {
  const { GatewayId, NatGatewayId, NetworkInterfaceId, EgressOnlyInternetGatewayId, VpcPeeringConnectionId } =
    input;
  if (NatGatewayId !== undefined) {
    if (!hasNatGateway(ctx, NatGatewayId)) throw natGatewayNotFoundAsTarget(NatGatewayId);
    return { natGatewayId: NatGatewayId };
  }
  if (NetworkInterfaceId !== undefined) {
    if (!hasInterface(ctx, NetworkInterfaceId)) throw notFound("network-interface", NetworkInterfaceId);
    return { networkInterfaceId: NetworkInterfaceId };
  }
  if (EgressOnlyInternetGatewayId !== undefined) {
    if (!ctx.table(EGRESS_ONLY_GATEWAYS).has(EgressOnlyInternetGatewayId))
      throw notFound("egress-only-internet-gateway", EgressOnlyInternetGatewayId);
    if (!destination.includes(":")) throw ipv6TargetOnly(EgressOnlyInternetGatewayId);
    return { egressOnlyGatewayId: EgressOnlyInternetGatewayId };
  }
  if (VpcPeeringConnectionId !== undefined) {
    if (!ctx.table(PEERING_CONNECTIONS).has(VpcPeeringConnectionId))
      throw notFound("vpc-peering-connection", VpcPeeringConnectionId);
    return { peeringConnectionId: VpcPeeringConnectionId };
  }
  if (GatewayId === undefined) throw targetNotSimulated();
  return { gatewayId: internetGatewayId(ctx, table, GatewayId) };
}

function internetGatewayId(ctx: Context, table: RouteTableRow, gatewayId: string): string {
  if (gatewayId.startsWith("vgw-")) throw vpnGatewayNotFound(gatewayId);
  const gateway = ctx.table(INTERNET_GATEWAYS).get(gatewayId);
  if (!gateway) throw notFound("internet-gateway", gatewayId);
  if (gateway.vpcId !== table.vpcId) throw gatewayInOtherNetwork(table.routeTableId, gatewayId);
  return gatewayId;
}

/** The routes of a table, including those of its gateway endpoints. */
export function allRoutes(ctx: Context, table: RouteTableRow): RouteRow[] {
  const added = endpointsOf(ctx, table.routeTableId).map(
    ({ serviceName, endpointId }): RouteRow => ({
      destination: prefixListOfService(ctx, serviceName),
      gatewayId: endpointId,
      origin: "CreateRoute",
    }),
  );
  return [...table.routes, ...added];
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Route.html */
export function describeRoute(ctx: Context, route: RouteRow): Route {
  return {
    ...describeDestination(route.destination),
    EgressOnlyInternetGatewayId: route.egressOnlyGatewayId,
    GatewayId: route.gatewayId,
    NatGatewayId: route.natGatewayId,
    NetworkInterfaceId: route.networkInterfaceId,
    Origin: route.origin,
    State: leadsSomewhere(ctx, route) ? "active" : "blackhole",
    VpcPeeringConnectionId: route.peeringConnectionId,
  };
}

function describeDestination(destination: string): Route {
  if (destination.startsWith("pl-")) return { DestinationPrefixListId: destination };
  return destination.includes(":")
    ? { DestinationIpv6CidrBlock: destination }
    : { DestinationCidrBlock: destination };
}

/** A route is a black hole while its target does not exist or is not attached. */
function leadsSomewhere(ctx: Context, route: RouteRow): boolean {
  const { gatewayId, natGatewayId, networkInterfaceId, egressOnlyGatewayId, peeringConnectionId } = route;
  if (natGatewayId !== undefined) return hasNatGateway(ctx, natGatewayId);
  if (networkInterfaceId !== undefined) return hasInterface(ctx, networkInterfaceId);
  if (egressOnlyGatewayId !== undefined) return ctx.table(EGRESS_ONLY_GATEWAYS).has(egressOnlyGatewayId);
  if (peeringConnectionId !== undefined)
    return ctx.table(PEERING_CONNECTIONS).get(peeringConnectionId)?.status === "active";
  if (!gatewayId?.startsWith("igw-")) return true;
  return ctx.table(INTERNET_GATEWAYS).get(gatewayId)?.vpcId !== undefined;
}

function hasNatGateway(ctx: Context, natGatewayId: string): boolean {
  const state = ctx.table(NAT_GATEWAYS).get(natGatewayId)?.state;
  return state === "pending" || state === "available";
}

function hasInterface(ctx: Context, networkInterfaceId: string): boolean {
  return networkInterfaces(ctx).some(({ id }) => id === networkInterfaceId);
}
