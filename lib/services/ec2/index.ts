/**
 * Amazon EC2, API version 2016-11-15: networks, without instances.
 *
 * Simulated: VPCs and subnets with secondary and IPv6 blocks, security groups
 * and their rules, network ACLs, route tables, internet gateways, egress-only
 * internet gateways, NAT gateways, elastic IP addresses, network interfaces,
 * VPC endpoints, prefix lists, DHCP options, flow logs, VPC peering and tags,
 * with a default VPC in every account and region. ECS tasks and EFS mount
 * targets in an existing subnet get their address, zone and VPC from it, and
 * DescribeNetworkInterfaces returns their network interfaces.
 *
 * Not simulated: instances, and everything else of EC2. Describe operations of
 * resources that cannot be created return empty lists. Traffic is not routed,
 * filtered or recorded.
 *
 * Differs on purpose: quotas are not enforced. Services accept subnets that do
 * not exist here, unless the option `strictNetwork` is set.
 */

import type { Handlers, ServiceDefinition } from "../../runtime/service.js";
import { type Ec2Sim, ec2Control } from "./control.js";
import { makeDefaultNetwork } from "./default-network.js";
import { rejectDryRun } from "./dry-run.js";
import { brokenConstraint, unauthorizedOperation } from "./errors.js";
import type { facts } from "./generated/facts.js";
import { operationNames } from "./generated/operation-names.js";
import type { Ec2Operations } from "./generated/types.js";
import { timers } from "./lifecycle.js";
import { state } from "./state.js";
import { DELAYS } from "./waits.js";

export const ec2: ServiceDefinition<typeof facts, Ec2Sim> = {
  identity: { name: "ec2", signingName: "ec2" },
  operationNames,
  wire: { queryVersion: "2016-11-15" },
  loadFacts: () => import("./generated/facts.js"),
  loadOperations: (): Promise<Handlers<Ec2Operations>> => import("./operations.js"),
  loadAuthorization: () => import("./authorization.js"),
  behaviour: () => ({
    deniedError: unauthorizedOperation,
    steps: { before: makeDefaultNetwork, after: rejectDryRun },
    validationError: brokenConstraint,
  }),
  delays: () => DELAYS,
  state: () => state,
  timers: () => timers,
  control: () => ec2Control,
};
