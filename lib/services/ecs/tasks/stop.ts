import { releaseAddress } from "../../../network/addresses.js";
import type { Context } from "../../../runtime/context.js";
import { abandonRun, hasRun } from "../../../runtime/runs.js";
import type { TaskStopCode } from "../generated/types.js";
import { containerKey, type SimulatedTask, type TaskContainer, type TaskRow } from "../state/tasks.js";
import { noteStopped, putTask, updateTask } from "../task-store.js";
import { deregisterFromDiscovery } from "./discovery.js";
import { stoppedAgents } from "./managed-agents.js";
import { RUNNING_TASKS } from "./running-tasks.js";
import { CONTAINER_RUN, notifyService, waitFor, waitKind } from "./waits.js";

/** Default stop timeout of a container, in seconds. */
const STOP_TIMEOUT = 30;
/** 128 + SIGTERM, for a container that ends when it is stopped. */
export const TERMINATED = 143;
/** 128 + SIGKILL, for a container whose handler continues. */
const KILLED = 137;

/** Why a task stops. */
export interface StopCause {
  readonly stopCode: TaskStopCode;
  readonly stoppedReason: string;
}

/**
 * Starts to stop a task: its desired status changes immediately, the rest follows on the clock. `change` has
 * further changes.
 */
export function beginStop(
  ctx: Context,
  row: TaskRow,
  cause: StopCause,
  change: Partial<SimulatedTask> = {},
): TaskRow {
  if (row.task.desiredStatus === "STOPPED") return row;
  const drains = row.registered && row.task.lastStatus === "RUNNING";
  const stopping = updateTask(ctx, row, {
    ...change,
    desiredStatus: "STOPPED",
    stoppingAt: ctx.date(),
    ...cause,
    ...(drains && { lastStatus: "DEACTIVATING" }),
  });
  deregisterFromDiscovery(ctx, stopping);
  ctx.transient(RUNNING_TASKS).stop(row.key);
  waitFor(ctx, drains ? "deactivating" : "stopping", stopping);
  notifyService(ctx, stopping);
  return stopping;
}

/** Ends a task that the platform could not start: its containers never ran, so none has an exit code. */
export function failToStart(ctx: Context, row: TaskRow, stoppedReason: string): void {
  const containers = row.task.containers.map((container) => ({ ...container, reason: stoppedReason }));
  beginStop(ctx, row, { stopCode: "TaskFailedToStart", stoppedReason }, { containers });
}

/**
 * The delay `stopping` has passed. Containers with running handlers have until their stopTimeout, and are
 * then killed. If the test set the delay, this applies only to work outside the simulator, such as processes.
 */
export function endContainers(ctx: Context, row: TaskRow): void {
  const deadlines = deadlinesOf(ctx, row);
  const left = new Map(deadlines.filter(([, deadline]) => deadline > ctx.now()));
  if (left.size === 0) return deprovision(ctx, row);
  const containers = row.task.containers.map((container) =>
    left.has(container.name) ? container : ended(ctx, row, container),
  );
  putTask(ctx, row, { containers }, { isOverstaying: true });
  ctx.after(Math.min(...left.values()) - ctx.now(), waitKind("stopping"), row.key);
}

/** The deadline of each container with a running handler. */
function deadlinesOf(ctx: Context, { key, task, definition }: TaskRow): [string, number][] {
  const toldAt = task.stoppingAt?.getTime() ?? ctx.now();
  const running = ctx.transient(RUNNING_TASKS);
  const isDelaySet = ctx.hasDelay("stopping");
  return definition.containerDefinitions.flatMap(({ name, stopTimeout = STOP_TIMEOUT }) => {
    const isLeft = task.containers.some(
      (container) => container.name === name && container.lastStatus === "RUNNING",
    );
    return isLeft &&
      hasRun(ctx, CONTAINER_RUN, containerKey(key, name)) &&
      (!isDelaySet || running.isOutside(key, name))
      ? [[name, toldAt + stopTimeout * 1000]]
      : [];
  });
}

/** Ends a stopping task once the last container with more time has ended. */
export function checkOverstaying(ctx: Context, row: TaskRow): void {
  if (row.isOverstaying) ctx.after(0, waitKind("stopping"), row.key);
}

/** Deprovisions the task after its containers have ended or were killed. */
function deprovision(ctx: Context, row: TaskRow): void {
  const containers = row.task.containers.map((container) => ended(ctx, row, container));
  const changed = updateTask(ctx, row, {
    lastStatus: "DEPROVISIONING",
    executionStoppedAt: ctx.date(),
    containers,
  });
  ctx.transient(RUNNING_TASKS).kill(row.key);
  for (const { name } of containers) abandonRun(ctx, CONTAINER_RUN, containerKey(row.key, name));
  waitFor(ctx, "deprovisioning", changed);
  notifyService(ctx, changed);
}

function ended(ctx: Context, row: TaskRow, container: TaskContainer): TaskContainer {
  if (container.lastStatus === "STOPPED") return container;
  // A container that the platform failed to start has no exit code, whatever its state was.
  if (container.lastStatus === "PENDING" || row.task.stopCode === "TaskFailedToStart") {
    return { ...container, lastStatus: "STOPPED", ...stoppedAgents(container) };
  }
  // If stopping takes no time, a handler had no chance to end: it counts as terminated by the signal.
  const hadTime = ctx.now() > (row.task.stoppingAt?.getTime() ?? 0);
  const isLeft = hasRun(ctx, CONTAINER_RUN, containerKey(row.key, container.name));
  const exitCode = hadTime && isLeft ? KILLED : TERMINATED;
  return { ...container, lastStatus: "STOPPED", exitCode, ...stoppedAgents(container) };
}

/** DEPROVISIONING → STOPPED. */
export function finish(ctx: Context, row: TaskRow): void {
  const attachments = row.task.attachments?.map((attachment) => ({ ...attachment, status: "DELETED" }));
  const stopped = updateTask(ctx, row, { lastStatus: "STOPPED", stoppedAt: ctx.date(), attachments });
  if (stopped.address !== undefined) releaseAddress(ctx, stopped.subnet ?? "", stopped.address);
  noteStopped(ctx, stopped);
  notifyService(ctx, stopped);
  ctx.ports.taskObserver?.taskStopped(ctx, stopped.task.taskArn);
}
