import { subnetOf } from "../../../network/subnets.js";
import type { Context } from "../../../runtime/context.js";
import { nextOrder } from "../counters.js";
import type {
  CapacityProviderStrategyItem,
  LaunchType,
  NetworkConfiguration,
  PropagateTags,
  Tag,
  TaskOverride,
} from "../generated/types.js";
import type { ClusterRow } from "../state/clusters.js";
import type { TaskDefinitionRow } from "../state/task-definitions.js";
import { BLANK_TASK, type TaskContainer, type TaskRow, taskKey } from "../state/tasks.js";
import { insertTask } from "../task-store.js";
import { TASK_HANDLERS } from "./handlers.js";
import { plannedAgents } from "./managed-agents.js";
import { plannedAttachment } from "./network.js";
import { warnOfUnknownContainers } from "./unknown-containers.js";
import { waitFor } from "./waits.js";

/** Fargate's platform version for `LATEST`. */
const LATEST_PLATFORM = "1.4.0";
/** Default ephemeral storage of a Fargate task, in GiB. */
const FREE_STORAGE = 20;

/** The parameters of a new task from RunTask or a service. */
export interface TaskLaunch {
  readonly cluster: ClusterRow;
  readonly definition: TaskDefinitionRow;
  readonly launchType: LaunchType;
  readonly capacityProvider?: string;
  readonly platformVersion?: string;
  readonly networkConfiguration?: NetworkConfiguration;
  readonly overrides?: TaskOverride;
  readonly group: string;
  readonly startedBy?: string;
  readonly tags: readonly Tag[];
  readonly enableExecuteCommand?: boolean;
  readonly serviceName?: string;
  /** The task is registered with load balancers or Cloud Map. */
  readonly registered?: boolean;
}

/** Starts a task: it is PROVISIONING, and the clock schedules the rest. */
export function launchTask(ctx: Context, launch: TaskLaunch): TaskRow {
  const { cluster, definition, overrides } = launch;
  const taskDefinition = definition.taskDefinition;
  const taskId = ctx.ids.hex(32);
  const taskArn = ctx.arn(`task/${cluster.clusterName}/${taskId}`);
  const vpc = launch.networkConfiguration?.awsvpcConfiguration;
  const subnets = vpc?.subnets ?? [];
  const subnet = subnets[ctx.ids.integer(Math.max(subnets.length, 1))];
  const fargate = launch.launchType === "FARGATE";
  const storage = overrides?.ephemeralStorage ??
    taskDefinition.ephemeralStorage ?? { sizeInGiB: FREE_STORAGE };
  const row: TaskRow = {
    key: taskKey(cluster.clusterName, taskId),
    taskId,
    clusterName: cluster.clusterName,
    order: nextOrder(ctx, "tasks"),
    definition: taskDefinition,
    serviceName: launch.serviceName,
    registered: launch.registered ?? false,
    subnet,
    securityGroups: vpc?.securityGroups,
    isPublic: vpc?.assignPublicIp === "ENABLED",
    address: undefined,
    injected: undefined,
    isOverstaying: undefined,
    doing: undefined,
    behaviours: ctx.transient(TASK_HANDLERS).count,
    exits: {},
    task: {
      ...BLANK_TASK,
      attachments: subnet === undefined ? [] : [plannedAttachment(ctx, subnet)],
      attributes: [
        {
          name: "ecs.cpu-architecture",
          value: architectureOf(taskDefinition.runtimePlatform?.cpuArchitecture),
        },
      ],
      availabilityZone: subnetOf(ctx, subnet ?? "").availabilityZone,
      capacityProviderName: launch.capacityProvider,
      clusterArn: cluster.clusterArn,
      containers: taskDefinition.containerDefinitions.map(({ name, image, cpu, memory }): TaskContainer => {
        const override = overrides?.containerOverrides?.find((candidate) => candidate.name === name);
        const limit = override?.memory ?? memory;
        return {
          containerArn: ctx.arn(`container/${cluster.clusterName}/${taskId}/${ctx.ids.uuid()}`),
          taskArn,
          name,
          image,
          lastStatus: "PENDING",
          networkInterfaces: [],
          cpu: String(override?.cpu ?? cpu ?? 0),
          ...plannedAgents(launch.enableExecuteCommand ?? false),
          ...(limit !== undefined && { memory: String(limit) }),
        };
      }),
      cpu: overrides?.cpu ?? taskDefinition.cpu,
      createdAt: ctx.date(),
      desiredStatus: "RUNNING",
      enableExecuteCommand: launch.enableExecuteCommand ?? false,
      group: launch.group,
      healthStatus: "UNKNOWN",
      lastStatus: "PROVISIONING",
      launchType: launch.launchType,
      memory: overrides?.memory ?? taskDefinition.memory,
      overrides: echoedOverrides(taskDefinition.containerDefinitions, overrides),
      platformVersion: fargate ? platformVersionOf(launch.platformVersion) : undefined,
      platformFamily: fargate
        ? platformFamilyOf(taskDefinition.runtimePlatform?.operatingSystemFamily)
        : undefined,
      ephemeralStorage: fargate ? storage : undefined,
      fargateEphemeralStorage: fargate ? storage : undefined,
      startedBy: launch.startedBy,
      tags: launch.tags,
      taskArn,
      taskDefinitionArn: taskDefinition.taskDefinitionArn,
      version: 1,
    },
  };
  insertTask(ctx, row);
  warnOfUnknownContainers(ctx, row);
  waitFor(ctx, "provisioning", row);
  return row;
}

/**
 * Tags of a task: its own, those propagated from the definition or service, and ECS's managed tags if
 * enabled.
 */
export function tagsOf(
  own: readonly Tag[],
  propagate: PropagateTags | undefined,
  sources: { readonly definition: readonly Tag[]; readonly service: readonly Tag[] },
  managed: Readonly<Record<string, string>>,
): Tag[] {
  const inherited =
    propagate === "TASK_DEFINITION" ? sources.definition : propagate === "SERVICE" ? sources.service : [];
  const tags = new Map<string, Tag>();
  for (const tag of [...inherited, ...own]) tags.set(tag.key ?? "", tag);
  for (const [key, value] of Object.entries(managed)) tags.set(key, { key, value });
  return [...tags.values()];
}

/** The provider of a strategy for the next task: bases first, then by weight. */
export function chooseProvider(
  ctx: Context,
  strategy: readonly CapacityProviderStrategyItem[],
  index: number,
): string | undefined {
  let before = 0;
  for (const { capacityProvider, base = 0 } of strategy) {
    before += base;
    if (index < before) return capacityProvider;
  }
  const total = strategy.reduce((sum, { weight = 0 }) => sum + weight, 0);
  if (total === 0) return strategy[0]?.capacityProvider;
  let point = ctx.ids.fraction() * total;
  for (const { capacityProvider, weight = 0 } of strategy) {
    if (point < weight) return capacityProvider;
    point -= weight;
  }
  return strategy.at(-1)?.capacityProvider;
}

/** Responses list every container of the definition; those without an override have only a name. */
function echoedOverrides(
  containers: readonly { readonly name: string }[],
  overrides: TaskOverride = {},
): TaskOverride {
  const { containerOverrides = [], inferenceAcceleratorOverrides = [], ...rest } = overrides;
  return {
    containerOverrides: containers.map(
      ({ name }) => containerOverrides.find((item) => item.name === name) ?? { name },
    ),
    inferenceAcceleratorOverrides,
    ...rest,
  };
}

function architectureOf(architecture: string | undefined): string {
  return architecture === "ARM64" ? "arm64" : "x86_64";
}

function platformVersionOf(version = "LATEST"): string {
  return version === "LATEST" ? LATEST_PLATFORM : version;
}

/** `LINUX` in a definition is `Linux` in a task. */
export function platformFamilyOf(family = "LINUX"): string {
  return family === "LINUX" ? "Linux" : family;
}
