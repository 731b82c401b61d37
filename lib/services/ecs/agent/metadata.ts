import type { Context } from "../../../runtime/context.js";
import type { SimulatedTask, TaskContainer, TaskRow } from "../state/tasks.js";
import { logOptionsOf } from "../tasks/output.js";
import { networkOf } from "./network.js";
import { isoNanoseconds } from "./times.js";

/** CPU shares of a container without a setting of its own. */
const LEAST_CPU = 2;
const MIB_PER_GIB = 1024;
/** Storage that Fargate reserves, in MiB. */
const KEPT_STORAGE = 16;

/** A container, as `${ECS_CONTAINER_METADATA_URI_V4}` returns it. */
export function containerMetadata(ctx: Context, row: TaskRow, container: TaskContainer): object {
  const { task, definition } = row;
  const registered = definition.containerDefinitions.find(({ name }) => name === container.name);
  const { logDriver } = registered?.logConfiguration ?? {};
  const memory = container.memory === undefined ? undefined : Number(container.memory);
  return {
    DockerId: container.runtimeId,
    Name: container.name,
    DockerName: container.name,
    Image: container.image,
    ImageID: container.imageDigest,
    Labels: {
      "com.amazonaws.ecs.cluster": task.clusterArn,
      "com.amazonaws.ecs.container-name": container.name,
      "com.amazonaws.ecs.task-arn": task.taskArn,
      "com.amazonaws.ecs.task-definition-family": definition.family,
      "com.amazonaws.ecs.task-definition-version": String(definition.revision),
      ...registered?.dockerLabels,
    },
    DesiredStatus: task.desiredStatus,
    KnownStatus: container.lastStatus,
    ExitCode: container.exitCode,
    Limits: { CPU: Number(container.cpu ?? 0) || LEAST_CPU, Memory: memory },
    CreatedAt: isoNanoseconds(task.startedAt),
    StartedAt: isoNanoseconds(task.startedAt),
    FinishedAt: container.lastStatus === "STOPPED" ? isoNanoseconds(task.executionStoppedAt) : undefined,
    Type: "NORMAL",
    Health:
      registered?.healthCheck && container.healthStatus
        ? { status: container.healthStatus, statusSince: isoNanoseconds(task.startedAt) }
        : undefined,
    LogDriver: logDriver,
    LogOptions: logDriver === undefined ? undefined : logOptionsOf(row, container.name),
    ContainerARN: container.containerArn,
    Networks: networkOf(ctx, row),
    Snapshotter: "overlayfs",
  };
}

/** A task, as `${ECS_CONTAINER_METADATA_URI_V4}/task` returns it. */
export function taskMetadata(ctx: Context, row: TaskRow): object {
  const { task, definition, serviceName } = row;
  return {
    Cluster: task.clusterArn,
    TaskARN: task.taskArn,
    Family: definition.family,
    Revision: String(definition.revision),
    ServiceName: serviceName,
    DesiredStatus: task.desiredStatus,
    KnownStatus: task.lastStatus,
    Limits: limitsOf(task),
    PullStartedAt: isoNanoseconds(task.pullStartedAt),
    PullStoppedAt: isoNanoseconds(task.pullStoppedAt),
    ExecutionStoppedAt: isoNanoseconds(task.executionStoppedAt),
    AvailabilityZone: task.availabilityZone,
    LaunchType: task.launchType,
    Containers: task.containers.map((container) => containerMetadata(ctx, row, container)),
    ClockDrift: {
      ClockErrorBound: 0,
      ReferenceTimestamp: ctx
        .date()
        .toISOString()
        .replace(/\.\d+Z$/, "Z"),
      ClockSynchronizationStatus: "SYNCHRONIZED",
    },
    EphemeralStorageMetrics: task.ephemeralStorage && {
      Utilized: 0,
      Reserved: (task.ephemeralStorage.sizeInGiB ?? 0) * MIB_PER_GIB + KEPT_STORAGE,
    },
    FaultInjectionEnabled: definition.enableFaultInjection ?? false,
  };
}

/** A task with its tags, as `${ECS_CONTAINER_METADATA_URI_V4}/taskWithTags` returns it. */
export function taskMetadataWithTags(ctx: Context, row: TaskRow): object {
  const { tags } = row.task;
  return {
    ...taskMetadata(ctx, row),
    TaskTags: tags.length === 0 ? undefined : Object.fromEntries(tags.map(({ key, value }) => [key, value])),
  };
}

/** The limits of a task are in vCPUs and MiB, unlike those of a container. */
function limitsOf({ cpu, memory }: SimulatedTask): object | undefined {
  if (cpu === undefined && memory === undefined) return undefined;
  return {
    CPU: cpu === undefined ? undefined : Number(cpu) / 1024,
    Memory: memory === undefined ? undefined : Number(memory),
  };
}
