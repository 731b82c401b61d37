import type { Context } from "../../runtime/context.js";
import { trimHistory } from "../../runtime/store/records.js";
import { withPrefix } from "../../runtime/store/store.js";
import { FORGOTTEN_TASKS, OUTPUT } from "./state/runs.js";
import {
  COUNTERS,
  containerKey,
  listingKey,
  SERVICE_TASKS,
  type SimulatedTask,
  STOPPED_TASKS,
  serviceTaskKey,
  TASK_LISTING,
  TASKS,
  type TaskRow,
} from "./state/tasks.js";
import { TASK_FORGOTTEN } from "./tasks/waits.js";

/** ECS shows a stopped task for at least an hour; here, for exactly one. */
const STOPPED_TASKS_ARE_KEPT = 3_600_000;

/** The place of the next of a kind of rows in the order of their creation. */
export function nextOrder(ctx: Context, kind: "tasks" | "service-deployments"): number {
  const order = lastOrder(ctx, kind) + 1;
  ctx.table(COUNTERS).put(kind, order);
  return order;
}

/** The place of the last of a kind of rows; 0 where there was none. */
function lastOrder(ctx: Context, kind: "tasks" | "service-deployments"): number {
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
type InnerChange = Partial<Pick<TaskRow, "exits" | "address" | "injected" | "isOverstaying" | "doing">>;

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
  const stopped = ctx.table(STOPPED_TASKS);
  // One timer for all of them, set for the first: a timer each would outnumber the tasks that are kept.
  if (stopped.size === 0) ctx.after(STOPPED_TASKS_ARE_KEPT, TASK_FORGOTTEN, "", { background: true });
  stopped.put(key, true);
  trimHistory(ctx, STOPPED_TASKS, (_, first) => {
    const row = ctx.table(TASKS).get(first);
    if (row) removeTask(ctx, row);
    else stopped.delete(first);
  });
}

/** Forgets the tasks that stopped an hour ago. */
export function forgetStopped(ctx: Context): void {
  for (const [key] of ctx.table(STOPPED_TASKS).entries()) {
    const row = ctx.table(TASKS).get(key);
    const wait = (row?.task.stoppedAt?.getTime() ?? 0) + STOPPED_TASKS_ARE_KEPT - ctx.now();
    if (wait > 0) return ctx.after(wait, TASK_FORGOTTEN, "", { background: true });
    if (row) removeTask(ctx, row);
    else ctx.table(STOPPED_TASKS).delete(key);
  }
}

/** ECS no longer shows a task that stopped long ago; what became of it stays known to the test. */
export function removeTask(ctx: Context, row: TaskRow): void {
  ctx.table(FORGOTTEN_TASKS).put(row.order, row);
  trimHistory(ctx, FORGOTTEN_TASKS, ({ key, task }, order) => {
    for (const { name } of task.containers) ctx.table(OUTPUT).delete(containerKey(key, name));
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
