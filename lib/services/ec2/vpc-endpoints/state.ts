import type { Context } from "../../../runtime/context.js";
import { defineTable } from "../../../runtime/store/store.js";
import type { DnsRecordIpType, IpAddressType } from "../generated/types.js";

/** A VPC endpoint. */
export interface EndpointRow {
  readonly endpointId: string;
  readonly vpcId: string;
  readonly serviceName: string;
  readonly type: "Gateway" | "Interface";
  readonly state: "pending" | "available" | "deleting";
  readonly policy: string;
  readonly createdAt: number;
  /** For gateway endpoints. */
  readonly routeTableIds: readonly string[];
  /** For interface endpoints: one per zone, with its interface. */
  readonly subnets: readonly { readonly subnetId: string; readonly networkInterfaceId: string }[];
  readonly securityGroups: readonly string[];
  readonly privateDnsEnabled: boolean;
  readonly ipAddressType: IpAddressType;
  readonly dnsRecordIpType: DnsRecordIpType;
  readonly privateDnsOnlyForInbound: boolean;
  /** Distinguishes the DNS names of endpoints. */
  readonly dnsLabel: string;
}

/** VPC endpoints by id. */
export const ENDPOINTS = defineTable<EndpointRow>({ name: "ec2.vpc-endpoints", key: "endpointId" });

/** The gateway endpoints of a route table. */
export function endpointsOf(ctx: Context, routeTableId: string): EndpointRow[] {
  return [...ctx.table(ENDPOINTS).values()].filter(({ routeTableIds }) =>
    routeTableIds.includes(routeTableId),
  );
}
