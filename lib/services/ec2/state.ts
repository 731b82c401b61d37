import { stateIn } from "../../runtime/state-definitions.js";
import * as addresses from "./addresses/state.js";
import * as clientTokens from "./client-tokens.js";
import * as defaultNetwork from "./default-network.js";
import * as dhcpOptions from "./dhcp-options/state.js";
import * as egressOnlyGateways from "./egress-only-gateways/state.js";
import * as flowLogs from "./flow-logs/state.js";
import * as internetGateways from "./internet-gateways/state.js";
import * as natGateways from "./nat-gateways/state.js";
import * as networkAcls from "./network-acls/state.js";
import * as networkInterfaces from "./network-interfaces/state.js";
import * as peeringConnections from "./peering-connections/state.js";
import * as prefixLists from "./prefix-lists/state.js";
import * as routeTables from "./route-tables/state.js";
import * as securityGroups from "./security-groups/state.js";
import * as subnets from "./subnets/state.js";
import * as tags from "./tags/state.js";
import * as vpcEndpoints from "./vpc-endpoints/state.js";
import * as vpcs from "./vpcs/state.js";

/** All state of EC2. */
export const state = stateIn(
  addresses,
  clientTokens,
  defaultNetwork,
  dhcpOptions,
  egressOnlyGateways,
  flowLogs,
  internetGateways,
  natGateways,
  networkAcls,
  networkInterfaces,
  peeringConnections,
  prefixLists,
  routeTables,
  securityGroups,
  subnets,
  tags,
  vpcEndpoints,
  vpcs,
);
