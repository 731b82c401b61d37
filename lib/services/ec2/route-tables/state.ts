import { defineTable } from "../../../runtime/store/store.js";
import type { RouteOrigin } from "../generated/types.js";

/** A route table. */
export interface RouteTableRow {
  readonly routeTableId: string;
  readonly vpcId: string;
  readonly routes: readonly RouteRow[];
  readonly associations: readonly AssociationRow[];
}

/** A route: a destination and one target. Routes of gateway endpoints are derived from the endpoints. */
export interface RouteRow extends RouteTarget {
  /** A CIDR block of IPv4 or IPv6, or the id of a prefix list. */
  readonly destination: string;
  readonly origin: RouteOrigin;
}

/** The target of a route; exactly one member. */
export interface RouteTarget {
  /** An internet gateway, a gateway endpoint, or `local`. */
  readonly gatewayId?: string;
  readonly networkInterfaceId?: string;
  readonly natGatewayId?: string;
  readonly egressOnlyGatewayId?: string;
  readonly peeringConnectionId?: string;
}

/**
 * An association of a route table. One without a subnet and a gateway makes the table the main one of its
 * VPC.
 */
export interface AssociationRow {
  readonly associationId: string;
  readonly subnetId?: string;
  readonly gatewayId?: string;
}

/** Route tables by id, for each account and region. */
export const ROUTE_TABLES = defineTable<RouteTableRow>({ name: "ec2.route-tables", key: "routeTableId" });
