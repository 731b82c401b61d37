/**
 * Amazon ECS (https://docs.aws.amazon.com/AmazonECS/latest/APIReference).
 *
 * Simulated: clusters, capacity providers, task definitions, tasks on Fargate
 * with their whole life, tags, account settings.
 *
 * Not simulated: container instances and the EC2 launch type (no instances are
 * ever found), daemons, express gateway services, service deployments' own API.
 *
 * Differs on purpose: no container runs; the test says what each does. The
 * status STOPPING is never shown: a task stays as it was until its containers
 * have ended. CreateCluster associates Fargate's capacity providers by itself.
 */
import type { ServiceDefinition } from "../../core/service.js";
import { EcsControl } from "./control.js";
import type { facts } from "./generated/facts.js";
import { taskTimers } from "./lifecycle.js";
import * as tasks from "./operations/tasks.js";
import { taskDelays } from "./tasks/waits.js";
import { validationError } from "./validation.js";

export const ecs: ServiceDefinition<typeof facts, EcsControl> = {
  identity: { name: "ecs", signingName: "ecs" },
  wire: { targetPrefixes: ["AmazonEC2ContainerServiceV20141113"] },
  loadFacts: () => import("./generated/facts.js"),
  operations: { ...tasks },
  validationError,
  delays: taskDelays,
  timers: taskTimers,
  control: (host) => new EcsControl(host),
};
