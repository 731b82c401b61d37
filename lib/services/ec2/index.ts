/**
 * Amazon EC2, API version 2016-11-15: networks, without instances.
 *
 * Simulated: VPCs and subnets with secondary and IPv6 blocks, security groups
 * and their rules, network ACLs, route tables, internet gateways, egress-only
 * internet gateways, NAT gateways, elastic IP addresses, network interfaces,
 * VPC endpoints, prefix lists, DHCP options, flow logs, VPC peering and tags,
 * with a default VPC in every account and region. ECS tasks and EFS mount
 * targets in a subnet that exists here have their address, zone and VPC from
 * it, and their network interfaces are shown.
 *
 * Not simulated: instances, and everything else of EC2. Describe operations of
 * resources that cannot be created return empty lists, which is the truth.
 * Nothing is routed, filtered or recorded.
 *
 * Differs on purpose: quotas are not enforced. Services accept subnets that do
 * not exist here, unless the option `strictNetwork` is set.
 */
import type { Handlers, ServiceDefinition } from "../../runtime/service.js";
import * as addressAssociations from "./addresses/association-operations.js";
import * as addresses from "./addresses/operations.js";
import { type Ec2Sim, ec2Control } from "./control.js";
import * as dhcpOptions from "./dhcp-options/operations.js";
import * as egressOnlyGateways from "./egress-only-gateways/operations.js";
import { brokenConstraint } from "./errors.js";
import * as flowLogs from "./flow-logs/operations.js";
import type { facts } from "./generated/facts.js";
import { operationNames } from "./generated/operation-names.js";
import type { Ec2Operations } from "./generated/types.js";
import { prepared } from "./handlers.js";
import * as internetGateways from "./internet-gateways/operations.js";
import { timers } from "./lifecycle.js";
import * as natGateways from "./nat-gateways/operations.js";
import * as networkAclEntries from "./network-acls/entry-operations.js";
import * as networkAcls from "./network-acls/operations.js";
import * as networkInterfaces from "./network-interfaces/operations.js";
import * as notCreated from "./not-created/operations.js";
import * as peeringConnections from "./peering-connections/operations.js";
import * as describePrefixLists from "./prefix-lists/describe-operations.js";
import * as prefixLists from "./prefix-lists/operations.js";
import * as regions from "./regions/operations.js";
import * as routeTables from "./route-tables/operations.js";
import * as routes from "./route-tables/route-operations.js";
import * as securityGroups from "./security-groups/operations.js";
import * as securityGroupReferences from "./security-groups/reference-operations.js";
import * as securityGroupRules from "./security-groups/rule-operations.js";
import * as subnetBlocks from "./subnets/cidr-operations.js";
import * as subnets from "./subnets/operations.js";
import * as tags from "./tags/operations.js";
import * as endpointChanges from "./vpc-endpoints/modify-operations.js";
import * as endpoints from "./vpc-endpoints/operations.js";
import * as endpointServices from "./vpc-endpoints/service-operations.js";
import * as vpcBlocks from "./vpcs/cidr-operations.js";
import * as vpcs from "./vpcs/operations.js";
import { DELAYS } from "./waits.js";

const operations = {
  ...addresses,
  ...addressAssociations,
  ...dhcpOptions,
  ...egressOnlyGateways,
  ...flowLogs,
  ...internetGateways,
  ...natGateways,
  ...networkAcls,
  ...networkAclEntries,
  ...networkInterfaces,
  ...notCreated,
  ...peeringConnections,
  ...prefixLists,
  ...describePrefixLists,
  ...regions,
  ...routeTables,
  ...routes,
  ...securityGroups,
  ...securityGroupReferences,
  ...securityGroupRules,
  ...subnets,
  ...subnetBlocks,
  ...tags,
  ...endpoints,
  ...endpointChanges,
  ...endpointServices,
  ...vpcs,
  ...vpcBlocks,
} satisfies Handlers<Ec2Operations>;

export const ec2: ServiceDefinition<typeof facts, Ec2Sim> = {
  identity: { name: "ec2", signingName: "ec2" },
  operationNames,
  wire: { queryVersion: "2016-11-15" },
  loadFacts: () => import("./generated/facts.js"),
  operations: prepared(operations),
  validationError: brokenConstraint,
  delays: DELAYS,
  timers,
  control: ec2Control,
};
