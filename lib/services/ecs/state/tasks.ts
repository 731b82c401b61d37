import { defineTable, key, keyBelow } from "../../../runtime/store/store.js";
import type { Container, Tag, Task } from "../generated/types.js";
import type { Doing } from "./outcomes.js";
import type { RegisteredTaskDefinition } from "./task-definitions.js";

/**
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-lifecycle-explanation.html.
 * Only tasks with load balancers or service registries pass ACTIVATING and DEACTIVATING.
 */
export type TaskStatus =
  | "PROVISIONING"
  | "PENDING"
  | "ACTIVATING"
  | "RUNNING"
  | "DEACTIVATING"
  | "DEPROVISIONING"
  | "STOPPED";

/** A container as replies show it, with the members that are always there. */
export interface TaskContainer extends Container {
  readonly containerArn: string;
  readonly name: string;
  readonly image: string;
  readonly lastStatus: "PENDING" | "RUNNING" | "STOPPED";
}

/** A task as replies show it, with the members that are always there. */
export interface SimulatedTask extends Task {
  readonly taskArn: string;
  readonly clusterArn: string;
  readonly taskDefinitionArn: string;
  readonly lastStatus: TaskStatus;
  readonly desiredStatus: "RUNNING" | "STOPPED";
  readonly containers: readonly TaskContainer[];
  readonly createdAt: Date;
  readonly group: string;
  readonly version: number;
  readonly tags: readonly Tag[];
}

/**
 * Every member of a task, without values. Tasks begin as a copy of it so that
 * all have the same shape to the engine, whatever becomes of them: copying one
 * is several times faster then.
 */
export const BLANK_TASK: { readonly [Member in keyof Required<Task>]: undefined } = {
  attachments: undefined,
  attributes: undefined,
  availabilityZone: undefined,
  capacityProviderName: undefined,
  clusterArn: undefined,
  connectivity: undefined,
  connectivityAt: undefined,
  containerInstanceArn: undefined,
  containers: undefined,
  cpu: undefined,
  createdAt: undefined,
  desiredStatus: undefined,
  enableExecuteCommand: undefined,
  ephemeralStorage: undefined,
  executionStoppedAt: undefined,
  fargateEphemeralStorage: undefined,
  group: undefined,
  healthStatus: undefined,
  inferenceAccelerators: undefined,
  lastStatus: undefined,
  launchType: undefined,
  memory: undefined,
  overrides: undefined,
  platformFamily: undefined,
  platformVersion: undefined,
  pullStartedAt: undefined,
  pullStoppedAt: undefined,
  startedAt: undefined,
  startedBy: undefined,
  stopCode: undefined,
  stoppedAt: undefined,
  stoppedReason: undefined,
  stoppingAt: undefined,
  tags: undefined,
  taskArn: undefined,
  taskDefinitionArn: undefined,
  version: undefined,
};

/** How a container will end, once it is decided and only time is missing. */
export interface ContainerExit {
  readonly exitCode: number | undefined;
  /** The container's `reason`, such as `OutOfMemoryError: Container killed due to memory usage`. */
  readonly reason?: string;
}

/** The variables that a container gets from outside its definition. */
export interface InjectedVariables {
  readonly container: string;
  readonly files: ReadonlyMap<string, string>;
  readonly secrets: ReadonlyMap<string, string>;
}

/** A task. */
export interface TaskRow {
  /** Its key in {@link TASKS}. */
  readonly key: string;
  readonly taskId: string;
  readonly clusterName: string;
  /** Tasks are listed in the order in which they were created. */
  readonly order: number;
  readonly definition: RegisteredTaskDefinition;
  /** The service that started it. */
  readonly serviceName?: string;
  /** It is registered with load balancers or Cloud Map, so it passes ACTIVATING and DEACTIVATING. */
  readonly registered: boolean;
  readonly subnet?: string;
  /** Of the network interface; left out for the default one of the VPC. */
  readonly securityGroups?: readonly string[];
  /** The network interface also gets a public address. */
  readonly isPublic?: boolean;
  readonly address?: string;
  /** Variables from environment files and secrets; left out until the task starts. */
  readonly injected?: readonly InjectedVariables[];
  /** Exits that are decided and wait for their time, by container. */
  readonly exits: Readonly<Record<string, ContainerExit>>;
  /** It is told to stop, and the delay `stopping` is over, but containers have more time. */
  readonly isOverstaying?: boolean;
  /** What the behaviour of its family had for it when it began to run. */
  readonly doing?: Doing;
  /** How many behaviours had been set when it was created: shows whether that was before or after another. */
  readonly behaviours: number;
  /** What the service's scheduler has seen of it. */
  readonly noticed?: "running" | "stopping";
  readonly task: SimulatedTask;
}

/** Tasks by {@link taskKey}. Stopped ones stay describable for an hour. */
export const TASKS = defineTable<TaskRow>({ name: "ecs.tasks", key: ["clusterName", "taskId"] });

/** Keys of {@link TASKS} that are STOPPED, in the order in which they stopped. */
export const STOPPED_TASKS = defineTable<true>({ name: "ecs.stopped-tasks", key: ["clusterName", "taskId"] });

/** Keys of {@link TASKS} by cluster, desired status and age. */
export const TASK_LISTING = defineTable<string>({
  name: "ecs.task-listings",
  key: ["clusterName", "desiredStatus", "order"],
});

/** Keys of {@link TASKS} by service and age, until the service has seen the task stop. */
export const SERVICE_TASKS = defineTable<string>({
  name: "ecs.service-tasks",
  key: ["clusterName", "serviceName", "order"],
});

/** ARNs of the services of Cloud Map that a task is registered in, by key in {@link TASKS}. */
export const TASK_REGISTRIES = defineTable<readonly string[]>({
  name: "ecs.task-registries",
  key: ["clusterName", "taskId"],
});

/** Counters, by what they count. */
export const COUNTERS = defineTable<number>({ name: "ecs.counters", key: "counted" });

/** What a `clientToken` of RunTask stands for. */
export interface RunTokenRow {
  /** The request, to tell a repetition from a different one. */
  readonly request: string;
  readonly taskKeys: readonly string[];
}

export const RUN_TOKENS = defineTable<RunTokenRow>({ name: "ecs.run-tokens", key: "clientToken" });

export function taskKey(clusterName: string, taskId: string): string {
  return key(clusterName, taskId);
}

/** Key of what belongs to a container of a task: its output, its run, the timer of its exit. */
export function containerKey(taskKey: string, container: string): string {
  return keyBelow(taskKey, container);
}

/** Key in {@link TASK_LISTING}; without `order`, what all tasks of that status begin with. */
export function listingKey(clusterName: string, desiredStatus: string, order?: number): string {
  return key(clusterName, desiredStatus, order ?? "");
}

/** Key in {@link SERVICE_TASKS}; without `order`, what all tasks of that service begin with. */
export function serviceTaskKey(clusterName: string, serviceName: string, order?: number): string {
  return key(clusterName, serviceName, order ?? "");
}
