import { defineTable } from "../../../runtime/store/store.js";

/** A network interface of EC2: created by a request, a NAT gateway or an interface endpoint. */
export interface InterfaceRow {
  readonly networkInterfaceId: string;
  readonly subnetId: string;
  readonly description: string;
  readonly type: InterfaceType;
  readonly privateIp: string;
  readonly macAddress: string;
  /** Ids; none for NAT gateways. */
  readonly securityGroups: readonly string[];
  readonly sourceDestCheck: boolean;
  readonly createdAt: number;
}

/** The types of EC2's interfaces, as AWS returns them. */
export type InterfaceType = "interface" | "nat_gateway" | "vpc_endpoint";

/** EC2's own network interfaces by id. */
export const INTERFACES = defineTable<InterfaceRow>({
  name: "ec2.network-interfaces",
  key: "networkInterfaceId",
});
