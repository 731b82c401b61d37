import type { Context } from "../../../runtime/context.js";
import { findCluster, lookUpTaskDefinition } from "../references.js";
import { SERVICE_DEPLOYMENTS } from "../state/service-deployments.js";
import type { DeploymentRow, ServiceRow } from "../state/services.js";
import { TASKS, type TaskRow } from "../state/tasks.js";
import { chooseProvider, launchTask, tagsOf } from "../tasks/launch.js";
import { beginStop } from "../tasks/stop.js";
import { isGone } from "./counts.js";
import { updateRecord } from "./deployments.js";
import { deploymentBlocked, noContainerInstances, started, stopped, withEvent } from "./events.js";
import { type PlannedTask, planService, type ServicePlan } from "./plan.js";
import { isProtected } from "./protection.js";
import { tasksOfService } from "./store.js";

/** The scheduler's current plan for a service. */
export function planFor(ctx: Context, row: ServiceRow, tasks: readonly TaskRow[]): ServicePlan {
  const [primary] = row.deployments;
  const present = tasks.filter((task) => !isGone(task));
  const isPrimary = ({ task }: TaskRow) => task.startedBy === primary?.id;
  const { minimumHealthyPercent = 100, maximumPercent = 200 } = row.settings.deploymentConfiguration;
  const toPlanned = (task: TaskRow) => plannedTask(ctx, row, task);
  return planService({
    desiredCount: row.desiredCount,
    minimumHealthyPercent,
    maximumPercent,
    mayStart: primary !== undefined && canStart(ctx, row, primary),
    mayReplace: primary?.rolloutState !== "FAILED",
    primary: present.filter(isPrimary).map(toPlanned),
    older: present.filter((task) => !isPrimary(task)).map(toPlanned),
  });
}

/** Carries a plan out. */
export function carryOut(ctx: Context, service: ServiceRow, plan: ServicePlan): ServiceRow {
  const [primary] = service.deployments;
  if (!primary) return service;
  let row = plan.start + plan.stop.length > 0 ? { ...service, steady: false } : service;
  if (plan.stop.length > 0) {
    const stoppedReason = `Scaling activity initiated by (deployment ${primary.id})`;
    const tasks = plan.stop.flatMap((key) => ctx.table(TASKS).get(key) ?? []);
    for (const task of tasks) beginStop(ctx, task, { stopCode: "ServiceSchedulerInitiated", stoppedReason });
    row = withEvent(ctx, row, stopped(tasks.map(({ taskId }) => taskId)));
  }
  if (plan.start > 0) {
    const tasks = startTasks(ctx, row, primary, plan.start);
    row = withEvent(ctx, row, started(tasks.map(({ taskId }) => taskId)));
  }
  return row;
}

/** Adds an event with the reason if a service cannot make progress. */
export function withStallEvent(
  ctx: Context,
  row: ServiceRow,
  plan: ServicePlan,
  tasks: readonly TaskRow[],
): ServiceRow {
  if (plan.blocked) return withEvent(ctx, row, deploymentBlocked);
  const waits = !isFargate(row.revision) && row.desiredCount > tasks.length;
  return waits && row.status === "ACTIVE" ? withEvent(ctx, row, noContainerInstances) : row;
}

/** Updates the record of a deployment that starts. */
export function noteBeginning(ctx: Context, { deployments: [primary] }: ServiceRow): void {
  if (primary && ctx.table(SERVICE_DEPLOYMENTS).get(primary.serviceDeploymentArn)?.status === "PENDING") {
    updateRecord(ctx, primary, { status: "IN_PROGRESS", startedAt: ctx.date() });
  }
}

function canStart(
  ctx: Context,
  row: ServiceRow,
  { revision, rolloutState, retryAt = 0 }: DeploymentRow,
): boolean {
  const isReady = row.status === "ACTIVE" && rolloutState !== "FAILED" && retryAt <= ctx.now();
  // A deleted (not only deregistered) task definition cannot start tasks.
  return (
    isReady && isFargate(revision) && lookUpTaskDefinition(ctx, revision.taskDefinition ?? "") !== undefined
  );
}

/** Only Fargate has capacity for tasks. */
export function isFargate({ launchType, capacityProviderStrategy = [] }: DeploymentRow["revision"]): boolean {
  return launchType === "FARGATE" || capacityProviderStrategy.length > 0;
}

/** Converts a task for plans. */
export function plannedTask(ctx: Context, row: ServiceRow, { key, order, task }: TaskRow): PlannedTask {
  const state =
    task.desiredStatus === "STOPPED" ? "stopping" : task.lastStatus === "RUNNING" ? "running" : "starting";
  const zone = task.availabilityZone ?? "";
  return { key, order, zone, state, isProtected: row.status === "ACTIVE" && isProtected(ctx, key) };
}

function startTasks(
  ctx: Context,
  row: ServiceRow,
  { id, revision }: DeploymentRow,
  count: number,
): TaskRow[] {
  const present = tasksOfService(ctx, row).filter(
    ({ task }) => task.desiredStatus === "RUNNING" && task.startedBy === id,
  );
  return startServiceTasks(ctx, row, { id, revision, present: present.length }, count);
}

/** A deployment or task set that starts tasks. */
export interface Starter {
  readonly id: string;
  readonly revision: DeploymentRow["revision"];
  /** Number of existing tasks, for the bases of a capacity provider strategy. */
  readonly present: number;
}

/** Starts tasks of a service; none if their task definition was deleted. */
export function startServiceTasks(ctx: Context, row: ServiceRow, starter: Starter, count: number): TaskRow[] {
  const { id, revision, present } = starter;
  const definition = lookUpTaskDefinition(ctx, revision.taskDefinition ?? "");
  if (!definition) return [];
  const cluster = findCluster(ctx, row.clusterName);
  const { propagateTags, enableECSManagedTags, enableExecuteCommand } = row.settings;
  const managed: Record<string, string> = enableECSManagedTags
    ? { "aws:ecs:clusterName": row.clusterName, "aws:ecs:serviceName": row.serviceName }
    : {};
  const tags = tagsOf([], propagateTags, { definition: definition.tags, service: row.tags }, managed);
  return Array.from({ length: count }, (_, index) =>
    launchTask(ctx, {
      cluster,
      definition,
      launchType: "FARGATE",
      capacityProvider: chooseProvider(ctx, revision.capacityProviderStrategy ?? [], present + index),
      platformVersion: revision.platformVersion,
      networkConfiguration: revision.networkConfiguration,
      group: `service:${row.serviceName}`,
      startedBy: id,
      tags,
      enableExecuteCommand,
      serviceName: row.serviceName,
      registered: revision.loadBalancers.length + revision.serviceRegistries.length > 0,
    }),
  );
}
