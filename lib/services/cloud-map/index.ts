/**
 * AWS Cloud Map (https://docs.aws.amazon.com/cloud-map/latest/api).
 *
 * Simulated: all operations. Namespaces, services, instances, operations that
 * change from SUBMITTED to PENDING and then to SUCCESS or FAIL on the clock,
 * custom health checks, discovery by attributes and health, tags, quotas.
 *
 * Not simulated: DNS servers (use `sim.cloudMap.resolve` instead), Route 53's
 * own API and its health checks (set their result with
 * `sim.cloudMap.setHealth`), namespaces that other accounts share.
 *
 * Differs on purpose: every VPC exists. DiscoverInstances returns the first
 * instances by id, where AWS chooses at random, so that tests are repeatable.
 * The address of an EC2 instance is derived from its id.
 */

import type { Handlers, ServiceDefinition } from "../../runtime/service.js";
import { type CloudMapSim, cloudMapControl } from "./control.js";
import { invalidInput } from "./errors.js";
import type { facts } from "./generated/facts.js";
import { operationNames } from "./generated/operation-names.js";
import type { CloudMapOperations } from "./generated/types.js";
import { healthDelays, healthTimers } from "./health.js";
import { operationDelays, operationTimers } from "./lifecycle.js";
import { state } from "./state/index.js";

export const cloudMap: ServiceDefinition<typeof facts, CloudMapSim> = {
  identity: { name: "cloudMap", signingName: "servicediscovery", aliases: ["ServiceDiscovery"] },
  operationNames,
  wire: { targetPrefixes: ["Route53AutoNaming_v20170314"] },
  loadFacts: () => import("./generated/facts.js"),
  loadOperations: (): Promise<Handlers<CloudMapOperations>> => import("./operations/index.js"),
  loadAuthorization: () => import("./authorization.js"),
  behaviour: () => ({
    validationError: (message) => invalidInput(message),
  }),
  delays: () => ({ ...operationDelays, ...healthDelays }),
  state: () => state,
  timers: () => ({ ...operationTimers, ...healthTimers }),
  control: () => cloudMapControl,
};
