import type { Context } from "../../../runtime/context.js";
import { serviceKey } from "../state/services.js";
import type { TaskRow } from "../state/tasks.js";

/**
 * Delays of a task and their defaults. A delay has the name of the status; `stopping` is the time for
 * containers to end.
 */
export const taskDelays = {
  provisioning: "2s",
  pending: "2s",
  activating: "2s",
  deactivating: "2s",
  stopping: "2s",
  deprovisioning: "2s",
  /** From writing a line to its visibility in CloudWatch Logs. */
  logDelivery: 0,
} as const;

export type TaskWait = Exclude<keyof typeof taskDelays, "logDelivery">;

/** The end of a container with a duration. */
export const CONTAINER_EXIT = "ecs.container-exit";
/** The run of a container with a handler. Its key is that of the timer {@link CONTAINER_EXIT}. */
export const CONTAINER_RUN = "ecs.container";
/** The removal of stopped tasks. */
export const TASK_FORGOTTEN = "ecs.task-forgotten";
/** A service checks its tasks. */
export const SERVICE_CHECK = "ecs.service-check";

/** The kind of timer that ends a wait. */
export function waitKind(wait: string): string {
  return `ecs.task-${wait}`;
}

/** Starts the wait before the next transition of a task. */
export function waitFor(ctx: Context, wait: TaskWait, row: TaskRow): void {
  ctx.later(wait, waitKind(wait), row.key);
}

/** Runs the scheduler of a task's service after the current work. */
export function notifyService(ctx: Context, row: TaskRow): void {
  if (row.serviceName !== undefined)
    ctx.after(0, SERVICE_CHECK, serviceKey(row.clusterName, row.serviceName));
}
