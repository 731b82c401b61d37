import type { TimerHandler } from "../../runtime/service.js";
import * as natGateways from "./nat-gateways/nat-gateways.js";
import * as peering from "./peering-connections/peering.js";
import * as prefixLists from "./prefix-lists/prefix-lists.js";
import * as endpoints from "./vpc-endpoints/endpoints.js";
import { finishAssociating, finishDisassociating } from "./vpcs/associations.js";
import { type Wait, waitKind } from "./waits.js";

/** The end of each wait, if its resource is still in the same state. */
const ENDS: readonly (readonly [Wait, TimerHandler])[] = [
  ["cidrBlockAssociating", finishAssociating],
  ["cidrBlockDisassociating", finishDisassociating],
  ["natGatewayCreating", natGateways.finishCreating],
  ["natGatewayDeleting", natGateways.finishDeleting],
  ["peeringConnecting", peering.finishConnecting],
  ["prefixListChanging", prefixLists.finishChanging],
  ["vpcEndpointCreating", endpoints.finishCreating],
  ["vpcEndpointDeleting", endpoints.finishDeleting],
];

/** Run when waits end, and when ended resources are removed. */
export const timers: Readonly<Record<string, TimerHandler>> = {
  ...Object.fromEntries(ENDS.map(([wait, end]) => [waitKind(wait), end])),
  [natGateways.FORGOTTEN]: natGateways.forget,
  [peering.EXPIRED]: peering.expire,
  [peering.FORGOTTEN]: peering.forget,
};
