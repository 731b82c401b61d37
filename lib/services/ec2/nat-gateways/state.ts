import { defineTable } from "../../../runtime/store/store.js";
import type { ConnectivityType, NatGatewayState } from "../generated/types.js";

/** A NAT gateway. A deleted or failed one is returned for another hour. */
export interface NatGatewayRow {
  readonly natGatewayId: string;
  readonly vpcId: string;
  readonly subnetId: string;
  readonly connectivityType: ConnectivityType;
  readonly state: NatGatewayState;
  readonly networkInterfaceId: string;
  readonly privateIp: string;
  /** The elastic IP address of a public gateway. */
  readonly allocationId?: string;
  /** Kept after the address is released. */
  readonly publicIp?: string;
  readonly associationId?: string;
  readonly createdAt: number;
  readonly deletedAt?: number;
  readonly failure?: { readonly code: string; readonly message: string };
}

/** NAT gateways by id. */
export const NAT_GATEWAYS = defineTable<NatGatewayRow>({ name: "ec2.nat-gateways", key: "natGatewayId" });
