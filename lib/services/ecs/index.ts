/**
 * Amazon ECS (https://docs.aws.amazon.com/AmazonECS/latest/APIReference).
 *
 * Simulated: clusters, capacity providers, task definitions, tasks on Fargate with their whole lifecycle,
 * services with rolling deployments, circuit breaker and rollback, task sets, task protection, tags, account
 * settings. Tasks pull images from ECR, mount file systems from EFS, read environment files from S3, register
 * with Cloud Map and write to Logs. Containers get metadata and the credentials of their role from the agent;
 * sessions of ExecuteCommand have their data channel.
 *
 * Not simulated: container instances and the EC2 launch type (no instances exist), daemons, express gateway
 * services, blue/green and other deployment strategies than ROLLING, load balancers and their health checks,
 * resuming, encrypting and logging sessions of ExecuteCommand.
 *
 * Differs on purpose: no container runs; the test sets the behaviour of each, or runs its command as a
 * process of this machine. The status STOPPING is never returned: a task keeps its status until its
 * containers have ended. CreateCluster associates the Fargate capacity providers by default.
 */

import type { Handlers, ServiceDefinition } from "../../runtime/service.js";
import { capacityProviderDelays, capacityProviderTimers } from "./capacity-provider-lifecycle.js";
import { clusterDelays, clusterTimers } from "./cluster-lifecycle.js";
import { type EcsSim, ecsControl } from "./control.js";
import type { facts } from "./generated/facts.js";
import { operationNames } from "./generated/operation-names.js";
import type { EcsOperations } from "./generated/types.js";
import { taskTimers } from "./lifecycle.js";
import { serviceDelays, serviceTimers } from "./services/lifecycle.js";
import { state } from "./state/index.js";
import { taskDefinitionDelays, taskDefinitionTimers } from "./task-definitions/lifecycle.js";
import { taskDelays } from "./tasks/waits.js";
import { taskRuns } from "./timeline.js";
import { validationError } from "./validation.js";

export const ecs: ServiceDefinition<typeof facts, EcsSim> = {
  identity: { name: "ecs", signingName: "ecs" },
  operationNames,
  wire: { targetPrefixes: ["AmazonEC2ContainerServiceV20141113"] },
  loadFacts: () => import("./generated/facts.js"),
  loadOperations: (): Promise<Handlers<EcsOperations>> => import("./operations/index.js"),
  loadAuthorization: () => import("./authorization.js"),
  behaviour: () => ({
    validationError,
  }),
  delays: () => ({
    ...clusterDelays,
    ...capacityProviderDelays,
    ...taskDefinitionDelays,
    ...taskDelays,
    ...serviceDelays,
  }),
  state: () => state,
  activities: [taskRuns],
  timers: () => ({
    ...clusterTimers,
    ...capacityProviderTimers,
    ...taskDefinitionTimers,
    ...taskTimers,
    ...serviceTimers,
  }),
  control: () => ecsControl,
};
