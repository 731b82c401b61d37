import { releaseAddress } from "../../../network/addresses.js";
import type { Context } from "../../../runtime/context.js";
import { abandonRun, hasRun } from "../../../runtime/runs.js";
import type { TaskStopCode } from "../generated/types.js";
import { containerKey, type SimulatedTask, type TaskContainer, type TaskRow } from "../state/tasks.js";
import { noteStopped, putTask, updateTask } from "../task-store.js";
import { RUNNING_TASKS } from "./containers.js";
import { deregisterFromDiscovery } from "./discovery.js";
import { stoppedAgents } from "./managed-agents.js";
import { CONTAINER_RUN, notifyService, waitFor, waitKind } from "./waits.js";

/** Seconds that a container has to end, where its definition does not say. */
const STOP_TIMEOUT = 30;
/** 128 + SIGTERM, for a container that ends when it is told to. */
export const TERMINATED = 143;
/** 128 + SIGKILL, for one whose handler goes on regardless. */
const KILLED = 137;

/** Why a task stops. */
export interface StopCause {
  readonly stopCode: TaskStopCode;
  readonly stoppedReason: string;
}

/**
 * Makes a task stop: what ECS wants of it changes at once, what is there
 * follows on the clock. `change` is what else happens at this moment.
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
 * The delay `stopping` is over. Containers whose handlers go on have until
 * their stopTimeout, unless the test set the delay; then they are killed.
 */
export function endContainers(ctx: Context, row: TaskRow): void {
  const deadlines = ctx.hasDelay("stopping") ? [] : deadlinesOf(ctx, row);
  const left = new Map(deadlines.filter(([, deadline]) => deadline > ctx.now()));
  if (left.size === 0) return deprovision(ctx, row);
  const containers = row.task.containers.map((container) =>
    left.has(container.name) ? container : ended(ctx, row, container),
  );
  putTask(ctx, row, { containers }, { isOverstaying: true });
  ctx.after(Math.min(...left.values()) - ctx.now(), waitKind("stopping"), row.key);
}

/** Until when each container may run whose handler goes on. */
function deadlinesOf(ctx: Context, { key, task, definition }: TaskRow): [string, number][] {
  const toldAt = task.stoppingAt?.getTime() ?? ctx.now();
  return definition.containerDefinitions.flatMap(({ name, stopTimeout = STOP_TIMEOUT }) => {
    const isLeft = task.containers.some(
      (container) => container.name === name && container.lastStatus === "RUNNING",
    );
    return isLeft && hasRun(ctx, CONTAINER_RUN, containerKey(key, name))
      ? [[name, toldAt + stopTimeout * 1000]]
      : [];
  });
}

/** A container of a stopping task ended by itself: where others were waited for longer, that may be all. */
export function checkOverstaying(ctx: Context, row: TaskRow): void {
  if (row.isOverstaying) ctx.after(0, waitKind("stopping"), row.key);
}

/** The containers have ended, or are killed, and the resources are given back. */
function deprovision(ctx: Context, row: TaskRow): void {
  const containers = row.task.containers.map((container) => ended(ctx, row, container));
  const changed = updateTask(ctx, row, {
    lastStatus: "DEPROVISIONING",
    executionStoppedAt: ctx.date(),
    containers,
  });
  ctx.transient(RUNNING_TASKS).forget(row.key);
  for (const { name } of containers) abandonRun(ctx, CONTAINER_RUN, containerKey(row.key, name));
  waitFor(ctx, "deprovisioning", changed);
  notifyService(ctx, changed);
}

function ended(ctx: Context, row: TaskRow, container: TaskContainer): TaskContainer {
  if (container.lastStatus === "STOPPED") return container;
  // A container that the platform failed to start has no exit code, whatever state it was in.
  if (container.lastStatus === "PENDING" || row.task.stopCode === "TaskFailedToStart") {
    return { ...container, lastStatus: "STOPPED", ...stoppedAgents(container) };
  }
  // Where stopping takes no time, a handler had no chance to end: it is taken to have heeded the signal.
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
}
