/**
 * Amazon EC2, API version 2016-11-15: the networks, as far as other services
 * refer to them.
 *
 * Simulated: VPCs, subnets, security groups and their rules, route tables,
 * internet gateways and tags, with a default VPC in every account and region.
 * ECS tasks and EFS mount targets in a subnet that is here have their address,
 * zone and VPC from it, and their network interfaces are shown.
 *
 * Not simulated: instances, and everything else of EC2 (501 or
 * `InvalidAction`). Nothing is routed or filtered. IPv6 and prefix lists are
 * refused; network ACLs are those that VPCs come with.
 *
 * Differs on purpose: everything is available at once. Services take subnets
 * that are not here to exist, unless the option `strictNetwork` is set.
 */
import type { Handlers, ServiceDefinition } from "../../core/service.js";
import { Ec2Control } from "./control.js";
import { brokenConstraint } from "./errors.js";
import type { facts } from "./generated/facts.js";
import type { Ec2Operations } from "./generated/types.js";
import { prepared } from "./handlers.js";
import * as internetGateways from "./internet-gateways/operations.js";
import * as networkAcls from "./network-acls/operations.js";
import * as networkInterfaces from "./network-interfaces/operations.js";
import * as places from "./regions/operations.js";
import { ec2Routes } from "./remote.js";
import * as routeTables from "./route-tables/operations.js";
import * as routes from "./route-tables/route-operations.js";
import * as securityGroups from "./security-groups/operations.js";
import * as securityGroupRules from "./security-groups/rule-operations.js";
import * as subnets from "./subnets/operations.js";
import * as tags from "./tags/operations.js";
import * as vpcs from "./vpcs/operations.js";

const operations = {
  ...internetGateways,
  ...networkAcls,
  ...networkInterfaces,
  ...places,
  ...routeTables,
  ...routes,
  ...securityGroupRules,
  ...securityGroups,
  ...subnets,
  ...tags,
  ...vpcs,
} satisfies Handlers<Ec2Operations>;

export const ec2: ServiceDefinition<typeof facts, Ec2Control> = {
  identity: { name: "ec2", signingName: "ec2" },
  wire: { queryVersion: "2016-11-15" },
  loadFacts: () => import("./generated/facts.js"),
  operations: prepared(operations),
  validationError: brokenConstraint,
  delays: {},
  timers: {},
  control: (host) => new Ec2Control(host),
  remote: ec2Routes,
};
