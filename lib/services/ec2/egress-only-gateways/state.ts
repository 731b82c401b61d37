import { defineTable } from "../../../runtime/store/store.js";

/** An egress-only internet gateway, which is always attached to its VPC. */
export interface EgressOnlyGatewayRow {
  readonly gatewayId: string;
  readonly vpcId: string;
}

/** Egress-only internet gateways by id. */
export const EGRESS_ONLY_GATEWAYS = defineTable<EgressOnlyGatewayRow>({
  name: "ec2.egress-only-gateways",
  key: "gatewayId",
});
