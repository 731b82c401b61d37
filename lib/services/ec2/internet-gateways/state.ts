import { defineTable } from "../../../runtime/store/store.js";

export interface InternetGatewayRow {
  readonly gatewayId: string;
  /** The VPC that it is attached to. */
  readonly vpcId?: string;
}

export const INTERNET_GATEWAYS = defineTable<InternetGatewayRow>({
  name: "ec2.internet-gateways",
  key: "gatewayId",
});
