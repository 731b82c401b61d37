/**
 * Amazon EFS, API version 2015-02-01.
 *
 * Simulated: file systems with their states, modes and sizes, mount targets,
 * access points, lifecycle configuration, backup and file system policies,
 * replication, account preferences, tags by both APIs. ECS tasks whose volumes
 * name file systems or access points that are not there fail to start.
 *
 * Not simulated: files. Nothing can be mounted, nothing is moved between
 * storage classes or copied to replicas, `SizeInBytes` is what the test sets.
 * Policies are checked for their form and never evaluated.
 *
 * Differs on purpose: ids of file systems and mount targets have 8 hex digits
 * until PutAccountPreferences requests long ones. Subnets and security groups
 * that EC2 does not have are assumed to exist unless `strictNetwork` is set,
 * and keys always; the zone of such a subnet follows from its id, unless a test
 * places it.
 */

import type { Handlers, ServiceDefinition } from "../../runtime/service.js";
import { stateIn } from "../../runtime/state-definitions.js";
import { type EfsSim, efsControl } from "./control.js";
import { validationException } from "./errors.js";
import type { facts } from "./generated/facts.js";
import { operationNames } from "./generated/operation-names.js";
import type { EfsOperations } from "./generated/types.js";
import { timers } from "./lifecycle.js";
import { rewrite } from "./rewrite.js";
import * as stored from "./state.js";
import { DELAYS } from "./waits.js";

export const efs: ServiceDefinition<typeof facts, EfsSim> = {
  identity: { name: "efs", signingName: "elasticfilesystem" },
  operationNames,
  wire: { paths: ["/2015-02-01/"] },
  loadFacts: () => import("./generated/facts.js"),
  loadOperations: (): Promise<Handlers<EfsOperations>> => import("./operations/index.js"),
  validationError: validationException,
  delays: DELAYS,
  state: stateIn(stored),
  timers,
  hooks: { rewrite },
  control: efsControl,
};
