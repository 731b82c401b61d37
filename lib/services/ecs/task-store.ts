import type { Context } from "../../core/context.js";
import { withPrefix } from "../../core/store.js";
import {
  COUNTERS,
  listingKey,
  SERVICE_TASKS,
  type SimulatedTask,
  serviceTaskKey,
  TASK_LISTING,
  TASKS,
  type TaskRow,
} from "./state/tasks.js";

/** The place of the next task in the order of creation. */
export function nextTaskOrder(ctx: Context): number {
  const counters = ctx.table(COUNTERS);
  const order = (counters.get("tasks") ?? 0) + 1;
  counters.put("tasks", order);
  return order;
}

/** Writes a new task and its places in the listings. */
export function insertTask(ctx: Context, row: TaskRow): void {
  ctx.table(TASKS).put(row.key, row);
  ctx.table(TASK_LISTING).put(listingKey(row.clusterName, row.task.desiredStatus, row.order), row.key);
  if (row.serviceName) {
    ctx.table(SERVICE_TASKS).put(serviceTaskKey(row.clusterName, row.serviceName, row.order), row.key);
  }
}

/** Writes a change of a task. Every change that clients can see counts its `version` up. */
export function updateTask(
  ctx: Context,
  row: TaskRow,
  change: Partial<SimulatedTask>,
  inner: Partial<Pick<TaskRow, "exits" | "address">> = {},
): TaskRow {
  const task: SimulatedTask = { ...row.task, ...change, version: row.task.version + 1 };
  const changed: TaskRow = { ...row, ...inner, task };
  ctx.table(TASKS).put(row.key, changed);
  if (task.desiredStatus !== row.task.desiredStatus) {
    const listing = ctx.table(TASK_LISTING);
    listing.delete(listingKey(row.clusterName, row.task.desiredStatus, row.order));
    listing.put(listingKey(row.clusterName, task.desiredStatus, row.order), row.key);
  }
  return changed;
}

/** Forgets a task that stopped long ago. */
export function removeTask(ctx: Context, row: TaskRow): void {
  ctx.table(TASKS).delete(row.key);
  ctx.table(TASK_LISTING).delete(listingKey(row.clusterName, row.task.desiredStatus, row.order));
  if (row.serviceName)
    ctx.table(SERVICE_TASKS).delete(serviceTaskKey(row.clusterName, row.serviceName, row.order));
}

/** Tasks of a cluster with a desired status, oldest first, behind `after` when given. */
export function* tasksOf(
  ctx: Context,
  clusterName: string,
  desiredStatus: string,
  after?: string,
): Generator<TaskRow> {
  const tasks = ctx.table(TASKS);
  for (const key of withPrefix(ctx.table(TASK_LISTING), listingKey(clusterName, desiredStatus), after)) {
    const row = tasks.get(key);
    if (row) yield row;
  }
}

/** Tasks that a service started and that are still remembered, oldest first. */
export function serviceTasks(ctx: Context, clusterName: string, serviceName: string): TaskRow[] {
  const tasks = ctx.table(TASKS);
  const keys = withPrefix(ctx.table(SERVICE_TASKS), serviceTaskKey(clusterName, serviceName));
  return [...keys].flatMap((key) => tasks.get(key) ?? []);
}
