/**
 * Amazon EC2, API version 2016-11-15: the networks, as far as other services
 * refer to them.
 *
 * Simulated: VPCs, subnets, security groups and their rules, route tables,
 * internet gateways and tags, with a default VPC in every account and region.
 * ECS tasks and EFS mount targets in a subnet that is here have their address,
 * zone and VPC from it, and their network interfaces are shown.
 *
 * Not simulated: instances, and everything else of EC2 (501). Nothing is
 * routed or filtered. IPv6 and prefix lists are refused; network ACLs are
 * those that VPCs come with.
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
import * as internetGateways from "./operations/internet-gateways.js";
import * as networkAcls from "./operations/network-acls.js";
import * as networkInterfaces from "./operations/network-interfaces.js";
import * as places from "./operations/places.js";
import * as routeTables from "./operations/route-tables.js";
import * as routes from "./operations/routes.js";
import * as securityGroupRules from "./operations/security-group-rules.js";
import * as securityGroups from "./operations/security-groups.js";
import * as subnets from "./operations/subnets.js";
import * as tags from "./operations/tags.js";
import * as vpcs from "./operations/vpcs.js";
import { ec2Routes } from "./remote.js";

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
