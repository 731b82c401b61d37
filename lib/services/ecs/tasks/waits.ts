import type { Context } from "../../../runtime/context.js";
import { serviceKey } from "../state/services.js";
import type { TaskRow } from "../state/tasks.js";

/** Delays of a task and their defaults. A delay has the name of what is waited in; `stopping` is the time containers take to end. */
export const taskDelays = {
  provisioning: "2s",
  pending: "2s",
  activating: "2s",
  deactivating: "2s",
  stopping: "2s",
  deprovisioning: "2s",
  /** From the writing of a line to its being in CloudWatch Logs. */
  logDelivery: 0,
} as const;

export type TaskWait = Exclude<keyof typeof taskDelays, "logDelivery">;

/** A container whose run has a duration ends. */
export const CONTAINER_EXIT = "ecs.container-exit";
/** A container whose handler is under way: a kind of run. Its key is that of the timer {@link CONTAINER_EXIT}. */
export const CONTAINER_RUN = "ecs.container";
/** ECS no longer shows a stopped task. */
export const TASK_FORGOTTEN = "ecs.task-forgotten";
/** A service looks at its tasks again. */
export const SERVICE_CHECK = "ecs.service-check";

/** The kind of timer that ends a wait. */
export function waitKind(wait: string): string {
  return `ecs.task-${wait}`;
}

/** Begins the wait at whose end a task moves on. */
export function waitFor(ctx: Context, wait: TaskWait, row: TaskRow): void {
  ctx.later(wait, waitKind(wait), row.key);
}

/** Lets the service that a task belongs to see the change, once this moment's work is done. */
export function notifyService(ctx: Context, row: TaskRow): void {
  if (row.serviceName !== undefined)
    ctx.after(0, SERVICE_CHECK, serviceKey(row.clusterName, row.serviceName));
}
