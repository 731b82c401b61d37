import { defineTable, key, keyBelow } from "../../../runtime/store/store.js";
import type { Container, Tag, Task } from "../generated/types.js";
import type { Doing } from "./outcomes.js";
import type { RegisteredTaskDefinition } from "./task-definitions.js";

/**
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-lifecycle-explanation.html. Only tasks
 * with load balancers or service registries have ACTIVATING and DEACTIVATING.
 */
export type TaskStatus =
  | "PROVISIONING"
  | "PENDING"
  | "ACTIVATING"
  | "RUNNING"
  | "DEACTIVATING"
  | "DEPROVISIONING"
  | "STOPPED";

/** A container in responses, with the members that are always present. */
export interface TaskContainer extends Container {
  readonly containerArn: string;
  readonly name: string;
  readonly image: string;
  readonly lastStatus: "PENDING" | "RUNNING" | "STOPPED";
}

/** A task in responses, with the members that are always present. */
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
 * All members of a task, without values. Tasks start as a copy of it, so that all have the same shape in the
 * engine; copying one is then several times faster.
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

/** A determined exit of a container that waits for its time. */
export interface ContainerExit {
  readonly exitCode: number | undefined;
  /** The container's `reason`, such as `OutOfMemoryError: Container killed due to memory usage`. */
  readonly reason?: string;
}

/** Variables of a container from outside its definition. */
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
  /** Position in creation order, which is the order of listings. */
  readonly order: number;
  readonly definition: RegisteredTaskDefinition;
  /** The service of the task. */
  readonly serviceName?: string;
  /** Registered with load balancers or Cloud Map, so it has ACTIVATING and DEACTIVATING. */
  readonly registered: boolean;
  readonly subnet?: string;
  /** Security groups of the network interface; omitted for the default group of the VPC. */
  readonly securityGroups?: readonly string[];
  /** The network interface also has a public address. */
  readonly isPublic?: boolean;
  readonly address?: string;
  /** Variables from environment files and secrets; omitted until the task starts. */
  readonly injected?: readonly InjectedVariables[];
  /** Determined exits that wait for their time, by container. */
  readonly exits: Readonly<Record<string, ContainerExit>>;
  /** It is stopping and the delay `stopping` has passed, but containers have more time. */
  readonly isOverstaying?: boolean;
  /** The step of its family's behaviour when it started to run. */
  readonly doing?: Doing;
  /** Number of behaviours set before its creation, to compare it with later ones. */
  readonly behaviours: number;
  /** The state that the service's scheduler has processed. */
  readonly noticed?: "running" | "stopping";
  readonly task: SimulatedTask;
}

/** Tasks by {@link taskKey}. Stopped ones can be described for an hour. */
export const TASKS = defineTable<TaskRow>({ name: "ecs.tasks", key: ["clusterName", "taskId"] });

/** Keys of STOPPED {@link TASKS} in the order in which they stopped. */
export const STOPPED_TASKS = defineTable<true>({ name: "ecs.stopped-tasks", key: ["clusterName", "taskId"] });

/** Keys of {@link TASKS} by cluster, desired status and age. */
export const TASK_LISTING = defineTable<string>({
  name: "ecs.task-listings",
  key: ["clusterName", "desiredStatus", "order"],
});

/** Keys of {@link TASKS} by service and age, until the service has processed the end of the task. */
export const SERVICE_TASKS = defineTable<string>({
  name: "ecs.service-tasks",
  key: ["clusterName", "serviceName", "order"],
});

/** ARNs of the Cloud Map services of a task, by key in {@link TASKS}. */
export const TASK_REGISTRIES = defineTable<readonly string[]>({
  name: "ecs.task-registries",
  key: ["clusterName", "taskId"],
});

/** Counters, by what they count. */
export const COUNTERS = defineTable<number>({ name: "ecs.counters", key: "counted" });

/** A `clientToken` of RunTask. */
export interface RunTokenRow {
  /** The request, to distinguish a repetition from a different one. */
  readonly request: string;
  readonly taskKeys: readonly string[];
}

export const RUN_TOKENS = defineTable<RunTokenRow>({ name: "ecs.run-tokens", key: "clientToken" });

export function taskKey(clusterName: string, taskId: string): string {
  return key(clusterName, taskId);
}

/** Key of a container's output, run and exit timer. */
export function containerKey(taskKey: string, container: string): string {
  return keyBelow(taskKey, container);
}

/** Key in {@link TASK_LISTING}; without `order`, the prefix of all tasks of that status. */
export function listingKey(clusterName: string, desiredStatus: string, order?: number): string {
  return key(clusterName, desiredStatus, order ?? "");
}

/** Key in {@link SERVICE_TASKS}; without `order`, the prefix of all tasks of that service. */
export function serviceTaskKey(clusterName: string, serviceName: string, order?: number): string {
  return key(clusterName, serviceName, order ?? "");
}
