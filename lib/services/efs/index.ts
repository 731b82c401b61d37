/**
 * Amazon EFS, API version 2015-02-01.
 *
 * Simulated: file systems with their states, modes and sizes, mount targets,
 * access points, lifecycle configuration, backup and file system policies,
 * replication, account preferences, tags in both APIs. ECS tasks fail to start
 * if their volumes name file systems or access points that do not exist.
 *
 * Not simulated: files. File systems cannot be mounted, data is not moved
 * between storage classes or copied to replicas, and the test sets
 * `SizeInBytes`. Policies are evaluated only with
 * the option `authorization`, and not for clients that mount.
 *
 * Differs on purpose: ids of file systems and mount targets have 8 hex digits
 * until PutAccountPreferences requests long ids. Subnets and security groups
 * that do not exist in EC2 are accepted unless `strictNetwork` is set; every
 * KMS key is accepted. The zone of such a subnet is derived from its id, unless
 * the test sets it.
 */

import type { Handlers, ServiceDefinition } from "../../runtime/service.js";
import { stateIn } from "../../runtime/state-definitions.js";
import { type EfsSim, efsControl } from "./control.js";
import { accessDenied, validationException } from "./errors.js";
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
  loadAuthorization: () => import("./authorization.js"),
  behaviour: () => ({
    deniedError: accessDenied,
    validationError: validationException,
    hooks: { rewrite },
  }),
  delays: () => DELAYS,
  state: () => stateIn(stored),
  timers: () => timers,
  control: () => efsControl,
};
