import type { Context } from "../../core/context.js";
import { withPrefix } from "../../core/store.js";
import { FORGOTTEN_TASKS } from "./state/runs.js";
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

/** The place of the next of a kind of rows in the order of their creation. */
export function nextOrder(ctx: Context, kind: "tasks" | "service-deployments"): number {
  const counters = ctx.table(COUNTERS);
  const order = (counters.get(kind) ?? 0) + 1;
  counters.put(kind, order);
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

/** Members of a task that replies do not show. */
type InnerChange = Partial<Pick<TaskRow, "exits" | "address" | "injected" | "isOverstaying">>;

/** Writes a change of a task. Every change that clients can see counts its `version` up. */
export function updateTask(
  ctx: Context,
  row: TaskRow,
  change: Partial<SimulatedTask>,
  inner: InnerChange = {},
): TaskRow {
  const changed = putTask(ctx, row, { version: row.task.version + 1, ...change }, inner);
  const { task } = changed;
  if (task.desiredStatus !== row.task.desiredStatus) {
    const listing = ctx.table(TASK_LISTING);
    listing.delete(listingKey(row.clusterName, row.task.desiredStatus, row.order));
    listing.put(listingKey(row.clusterName, task.desiredStatus, row.order), row.key);
  }
  return changed;
}

/** Writes what belongs to a change that was counted already. */
export function putTask(
  ctx: Context,
  row: TaskRow,
  change: Partial<SimulatedTask>,
  inner: InnerChange = {},
): TaskRow {
  // Assigned: most changes add members, for which a spread takes ten times as long.
  const task = Object.assign({}, row.task, change);
  const changed: TaskRow = Object.assign({}, row, inner, { task });
  ctx.table(TASKS).put(row.key, changed);
  return changed;
}

/** ECS no longer shows a task that stopped long ago; what became of it stays known to the test. */
export function removeTask(ctx: Context, row: TaskRow): void {
  ctx.table(FORGOTTEN_TASKS).put(row.order, row);
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
