import { defineTable } from "../../../runtime/store/store.js";

/** An egress-only internet gateway, which is attached to its VPC as long as it exists. */
export interface EgressOnlyGatewayRow {
  readonly gatewayId: string;
  readonly vpcId: string;
}

/** Egress-only internet gateways by id. */
export const EGRESS_ONLY_GATEWAYS = defineTable<EgressOnlyGatewayRow>({
  name: "ec2.egress-only-gateways",
  key: "gatewayId",
});
