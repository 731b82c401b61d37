import { milliseconds } from "../../../clock/duration.js";
import type { Context } from "../../../runtime/context.js";
import type { Attempts, DeploymentRow, ServiceRow } from "../state/services.js";
import { TASK_SETS } from "../state/task-sets.js";
import { TASKS, type TaskRow } from "../state/tasks.js";
import { isHealthy, tasksStartedBy } from "./counts.js";
import {
  cannotStartTasks,
  deregisteredTargets,
  drainingTargets,
  registeredTargets,
  withEvent,
} from "./events.js";
import { dismissTask, tasksOfService } from "./store.js";
import { taskSetsOf } from "./task-sets.js";

/**
 * Pauses before a task that ended by itself is replaced: doubled with every failed start, up to AWS's 15
 * minutes. They do not depend on the simulator's delays, so that a service whose tasks end immediately cannot
 * restart them endlessly at one time.
 */
const FIRST_PAUSE = milliseconds("1s");
const LONGEST_PAUSE = milliseconds("15m");
/** Number of consecutive failures after which ECS reports that it cannot start tasks. */
const WORTH_AN_EVENT = 3;

/** The scheduler's findings about the tasks of a service. */
export interface Review {
  readonly row: ServiceRow;
  /** End of a new pause of a deployment, in milliseconds since the epoch. */
  readonly retryAt?: number;
}

/** Processes the tasks that started or stopped since the last run of the scheduler. */
export function reviewTasks(ctx: Context, service: ServiceRow): Review {
  const tasks = tasksOfService(ctx, service);
  const running = tasks.filter((task) => isHealthy(task) && task.noticed === undefined);
  const stopping = tasks.filter(
    ({ task, noticed }) => task.desiredStatus === "STOPPED" && noticed !== "stopping",
  );
  for (const task of running) ctx.table(TASKS).put(task.key, { ...task, noticed: "running" });
  for (const task of stopping) ctx.table(TASKS).put(task.key, { ...task, noticed: "stopping" });
  for (const task of tasks) if (task.task.lastStatus === "STOPPED") dismissTask(ctx, task);

  const deployments = service.deployments.map((deployment) =>
    reviewed(ctx, deployment, tasksStartedBy(tasks, deployment.id), tasksStartedBy(stopping, deployment.id)),
  );
  let row: ServiceRow = { ...service, deployments };
  row = targetEvents(ctx, row, running, stopping);
  if (
    deployments.some(
      ({ streak }, index) => streak === WORTH_AN_EVENT && service.deployments[index]?.streak !== streak,
    )
  ) {
    row = withEvent(ctx, row, cannotStartTasks);
  }
  const retries = deployments.flatMap(({ retryAt }, index) =>
    retryAt === undefined || service.deployments[index]?.retryAt === retryAt ? [] : [retryAt],
  );
  retries.push(...reviewTaskSets(ctx, service, tasks, stopping));
  return { row, ...(retries.length > 0 && { retryAt: Math.min(...retries) }) };
}

/** A deployment after some of its tasks stopped. */
function reviewed(
  ctx: Context,
  before: DeploymentRow,
  tasks: readonly TaskRow[],
  stopping: readonly TaskRow[],
): DeploymentRow {
  const counted = before.rolloutState === "IN_PROGRESS" ? stopping.filter(failedToStart).length : 0;
  const failedTasks = (tasks.some(isHealthy) ? 0 : before.failedTasks) + counted;
  return { ...before, ...attemptsAfter(ctx, before, tasks, stopping), failedTasks };
}

/** Updates task sets after some of their tasks stopped; returns the end of a new pause. */
function reviewTaskSets(
  ctx: Context,
  row: ServiceRow,
  tasks: readonly TaskRow[],
  stopping: readonly TaskRow[],
): number[] {
  return taskSetsOf(ctx, row).flatMap((set) => {
    const attempts = attemptsAfter(ctx, set, tasksStartedBy(tasks, set.id), tasksStartedBy(stopping, set.id));
    ctx.table(TASK_SETS).put(set.key, { ...set, ...attempts });
    return attempts.retryAt === undefined || attempts.retryAt === set.retryAt ? [] : [attempts.retryAt];
  });
}

/** A running task resets the failures; a failed start adds a pause. */
function attemptsAfter(
  ctx: Context,
  { streak: before, retryAt }: Attempts,
  tasks: readonly TaskRow[],
  stopping: readonly TaskRow[],
): Attempts {
  const streak = (tasks.some(isHealthy) ? 0 : before) + (stopping.some(failedToStart) ? 1 : 0);
  if (!stopping.some(endedByItself)) return { streak, retryAt };
  return { streak, retryAt: ctx.now() + pauseAfter(Math.max(streak, 1)) };
}

/** The pause after a number of consecutive failures, in milliseconds. */
function pauseAfter(failures: number): number {
  return Math.min(FIRST_PAUSE * 2 ** (failures - 1), LONGEST_PAUSE);
}

function endedByItself({ task }: TaskRow): boolean {
  return task.stopCode === "TaskFailedToStart" || task.stopCode === "EssentialContainerExited";
}

/** It never ran, or its containers ended at the time at which they started. */
function failedToStart(row: TaskRow): boolean {
  const { startedAt, stoppingAt } = row.task;
  return endedByItself(row) && (startedAt === undefined || startedAt.getTime() === stoppingAt?.getTime());
}

/** Load balancers are not simulated, but the events of targets are. */
function targetEvents(
  ctx: Context,
  service: ServiceRow,
  running: readonly TaskRow[],
  stopping: readonly TaskRow[],
): ServiceRow {
  const groups = service.revision.loadBalancers.flatMap(({ targetGroupArn }) => targetGroupArn ?? []);
  const drained = stopping.filter(({ noticed }) => noticed === "running").length;
  let row = service;
  for (const group of groups) {
    if (running.length > 0) row = withEvent(ctx, row, registeredTargets(running.length, group));
    if (drained === 0) continue;
    row = withEvent(ctx, row, deregisteredTargets(drained, group));
    row = withEvent(ctx, row, drainingTargets(drained));
  }
  return row;
}
