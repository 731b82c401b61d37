import type { Context } from "../../../runtime/context.js";
import { withPrefix } from "../../../runtime/store/store.js";
import { parseArn } from "../../../shared/arn.js";
import { invalidParameter } from "../errors.js";
import type { Scale, TaskSet, TaskSetField } from "../generated/types.js";
import { type ServiceRow, serviceKey } from "../state/services.js";
import { TASK_SETS, type TaskSetRow, taskSetKey } from "../state/task-sets.js";
import { TASKS, type TaskRow } from "../state/tasks.js";
import { beginStop } from "../tasks/stop.js";
import { countTasks, isGone, isHealthy, tasksStartedBy } from "./counts.js";
import { started, stopped, withEvent } from "./events.js";
import { planService, type ServicePlan } from "./plan.js";
import { isFargate, plannedTask, startServiceTasks } from "./scheduler.js";

/** The pending actions of a task set. */
export interface TaskSetPlan {
  readonly set: TaskSetRow;
  readonly plan: ServicePlan;
}

/** The task sets of a service. */
export function taskSetsOf(ctx: Context, { key }: ServiceRow): TaskSetRow[] {
  return [...withPrefix(ctx.table(TASK_SETS), taskSetKey(key))];
}

/** The task set of an ARN. */
export function lookUpTaskSet(ctx: Context, taskSetArn: string): TaskSetRow | undefined {
  const [, cluster = "", service = "", ...id] = parseArn(taskSetArn)?.resource.split("/") ?? [];
  const row = ctx.table(TASK_SETS).get(taskSetKey(serviceKey(cluster, service), id.join("/")));
  return row?.taskSetArn === taskSetArn ? row : undefined;
}

/** Desired number of tasks of a task set: its share of the service's, rounded up. */
export function computedDesiredCount({ desiredCount }: ServiceRow, { scale, status }: TaskSetRow): number {
  return status === "DRAINING" ? 0 : Math.ceil((desiredCount * scale.value) / 100);
}

/** @throws InvalidParameterException for a share that is not a percentage. */
export function checkedScale({ value = 0, unit = "PERCENT" }: Scale): Required<Scale> {
  if (value < 0 || value > 100) throw invalidParameter("The scale value must be between 0 and 100.");
  return { value, unit };
}

/** The pending actions of the task sets of a service; those without actions are omitted. */
export function planTaskSets(ctx: Context, row: ServiceRow, tasks: readonly TaskRow[]): TaskSetPlan[] {
  const plans = taskSetsOf(ctx, row).map((set): TaskSetPlan => {
    const own = tasksStartedBy(tasks, set.id).filter((task) => !isGone(task));
    const plan = planService({
      desiredCount: computedDesiredCount(row, set),
      minimumHealthyPercent: 0,
      maximumPercent: 200,
      mayStart: isFargate(set.revision) && (set.retryAt ?? 0) <= ctx.now(),
      mayReplace: true,
      primary: own.map((task) => plannedTask(ctx, row, task)),
      older: [],
    });
    return { set, plan };
  });
  return plans.filter(({ plan }) => plan.start + plan.stop.length > 0);
}

/** Carries the plans out. */
export function scaleTaskSets(ctx: Context, service: ServiceRow, plans: readonly TaskSetPlan[]): ServiceRow {
  let row = service;
  for (const { set, plan } of plans) {
    const stopping = plan.stop.flatMap((key) => ctx.table(TASKS).get(key) ?? []);
    const stoppedReason = `Scaling activity initiated by (deployment ${set.id})`;
    for (const task of stopping)
      beginStop(ctx, task, { stopCode: "ServiceSchedulerInitiated", stoppedReason });
    if (stopping.length > 0) row = withEvent(ctx, row, stopped(stopping.map(({ taskId }) => taskId)));
    const tasks = startServiceTasks(ctx, row, { id: set.id, revision: set.revision, present: 0 }, plan.start);
    if (tasks.length > 0) row = withEvent(ctx, row, started(tasks.map(({ taskId }) => taskId)));
  }
  return row;
}

/** Updates the stability of task sets, and removes drained ones. */
export function judgeTaskSets(ctx: Context, row: ServiceRow, tasks: readonly TaskRow[]): void {
  for (const set of taskSetsOf(ctx, row)) {
    const own = tasksStartedBy(tasks, set.id).filter((task) => !isGone(task));
    const isStable = own.length === computedDesiredCount(row, set) && own.every(isHealthy);
    if (set.status === "DRAINING" && own.length === 0) ctx.table(TASK_SETS).delete(set.key);
    else if (isStable !== set.isStable)
      ctx.table(TASK_SETS).put(set.key, { ...set, isStable, stableAt: ctx.date() });
  }
}

/** A task set as responses have it; tags only on request. */
export function describeTaskSet(
  row: ServiceRow,
  set: TaskSetRow,
  tasks: readonly TaskRow[],
  include: readonly TaskSetField[] = [],
): TaskSet {
  const { id, taskSetArn, externalId, status, revision, scale, createdAt, updatedAt } = set;
  return {
    id,
    taskSetArn,
    serviceArn: row.serviceArn,
    clusterArn: row.clusterArn,
    externalId,
    status,
    taskDefinition: revision.taskDefinition,
    computedDesiredCount: computedDesiredCount(row, set),
    ...countTasks(tasksStartedBy(tasks, id)),
    createdAt,
    updatedAt,
    launchType: revision.launchType,
    capacityProviderStrategy: revision.capacityProviderStrategy,
    platformVersion: revision.platformVersion,
    platformFamily: revision.platformFamily,
    networkConfiguration: revision.networkConfiguration,
    loadBalancers: revision.loadBalancers,
    serviceRegistries: revision.serviceRegistries,
    scale,
    stabilityStatus: set.isStable ? "STEADY_STATE" : "STABILIZING",
    stabilityStatusAt: set.stableAt,
    tags: include.includes("TAGS") ? set.tags : [],
  };
}
