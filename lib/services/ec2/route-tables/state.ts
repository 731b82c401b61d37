import { defineTable } from "../../../core/store.js";
import type { RouteOrigin } from "../generated/types.js";

export interface RouteTableRow {
  readonly routeTableId: string;
  readonly vpcId: string;
  readonly routes: readonly RouteRow[];
  readonly associations: readonly AssociationRow[];
}

export interface RouteRow {
  /** A CIDR block of IPv4 or IPv6. */
  readonly destination: string;
  readonly gatewayId?: string;
  readonly networkInterfaceId?: string;
  readonly natGatewayId?: string;
  readonly origin: RouteOrigin;
}

export interface AssociationRow {
  readonly associationId: string;
  /** Left out of the association that makes a table the main one of its VPC. */
  readonly subnetId?: string;
}

export const ROUTE_TABLES = defineTable<RouteTableRow>("ec2.route-tables");
