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
 * Pauses before a task that ended by itself is replaced: doubled with every
 * failure to start, up to AWS's quarter of an hour. They do not depend on the
 * simulator's delays, so that a service whose tasks end at once can never
 * start them over and over at one and the same moment.
 */
const FIRST_PAUSE = milliseconds("1s");
const LONGEST_PAUSE = milliseconds("15m");
/** After so many failures in a row ECS says that it cannot start tasks. */
const WORTH_AN_EVENT = 3;

/** What the scheduler finds when it looks at the tasks of a service. */
export interface Review {
  readonly row: ServiceRow;
  /** Until when a deployment newly waits, in milliseconds since the epoch. */
  readonly retryAt?: number;
}

/** Takes note of the tasks that started to run or to stop since the scheduler last looked. */
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

/** Tells task sets of their tasks that stopped; says until when they newly wait. */
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

/** One task that runs shows that tasks can start; one that fails to makes the next wait. */
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

/** The pause after a number of failures in a row, in milliseconds. */
function pauseAfter(failures: number): number {
  return Math.min(FIRST_PAUSE * 2 ** (failures - 1), LONGEST_PAUSE);
}

function endedByItself({ task }: TaskRow): boolean {
  return task.stopCode === "TaskFailedToStart" || task.stopCode === "EssentialContainerExited";
}

/** It never ran, or its containers ended at the very moment at which they started. */
function failedToStart(row: TaskRow): boolean {
  const { startedAt, stoppingAt } = row.task;
  return endedByItself(row) && (startedAt === undefined || startedAt.getTime() === stoppingAt?.getTime());
}

/** Load balancers are not simulated, but the service says what it would do with them. */
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
