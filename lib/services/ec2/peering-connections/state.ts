import { defineTable } from "../../../runtime/store/store.js";
import type { VpcPeeringConnectionStateReasonCode } from "../generated/types.js";

/** A VPC peering connection. Each side has a row in its own account and region. */
export interface PeeringConnectionRow {
  readonly connectionId: string;
  readonly status: VpcPeeringConnectionStateReasonCode;
  readonly requester: PeeringSide;
  readonly accepter: PeeringSide;
  readonly expiresAt: number;
}

/** One of the two VPCs of a peering connection. */
export interface PeeringSide {
  readonly vpcId: string;
  readonly account: string;
  readonly region: string;
  readonly allowDnsResolution: boolean;
}

/** Peering connections by id. */
export const PEERING_CONNECTIONS = defineTable<PeeringConnectionRow>({
  name: "ec2.peering-connections",
  key: "connectionId",
});
