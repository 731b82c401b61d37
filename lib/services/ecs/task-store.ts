import type { Context } from "../../core/context.js";
import { trimHistory } from "../../core/histories.js";
import { withPrefix } from "../../core/store.js";
import { FORGOTTEN_TASKS, OUTPUT, outputKey } from "./state/runs.js";
import {
  COUNTERS,
  listingKey,
  SERVICE_TASKS,
  type SimulatedTask,
  STOPPED_TASKS,
  serviceTaskKey,
  TASK_LISTING,
  TASKS,
  type TaskRow,
} from "./state/tasks.js";

/** The place of the next of a kind of rows in the order of their creation. */
export function nextOrder(ctx: Context, kind: "tasks" | "service-deployments"): number {
  const order = lastOrder(ctx, kind) + 1;
  ctx.table(COUNTERS).put(kind, order);
  return order;
}

/** The place of the last of a kind of rows; 0 where there was none. */
export function lastOrder(ctx: Context, kind: "tasks" | "service-deployments"): number {
  return ctx.table(COUNTERS).get(kind) ?? 0;
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

/** Notes that a task has stopped. Of many that did, ECS forgets the first. */
export function noteStopped(ctx: Context, { key }: TaskRow): void {
  ctx.table(STOPPED_TASKS).put(key, true);
  trimHistory(ctx, STOPPED_TASKS, (_, stopped) => {
    const row = ctx.table(TASKS).get(stopped);
    if (row) removeTask(ctx, row);
    else ctx.table(STOPPED_TASKS).delete(stopped);
  });
}

/** ECS no longer shows a task that stopped long ago; what became of it stays known to the test. */
export function removeTask(ctx: Context, row: TaskRow): void {
  ctx.table(FORGOTTEN_TASKS).put(row.order, row);
  trimHistory(ctx, FORGOTTEN_TASKS, ({ key, task }, order) => {
    for (const { name } of task.containers) ctx.table(OUTPUT).delete(outputKey(key, name));
    ctx.table(FORGOTTEN_TASKS).delete(order);
  });
  ctx.table(TASKS).delete(row.key);
  ctx.table(STOPPED_TASKS).delete(row.key);
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
