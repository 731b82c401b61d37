import type { Context } from "../../runtime/context.js";
import { trimHistory } from "../../runtime/store/records.js";
import { withPrefix } from "../../runtime/store/store.js";
import { TASK_CREDENTIALS } from "./agent/credentials.js";
import { emitTask } from "./emitted-events.js";
import { FORGOTTEN_TASKS } from "./state/runs.js";
import {
  listingKey,
  SERVICE_TASKS,
  type SimulatedTask,
  STOPPED_TASKS,
  serviceTaskKey,
  TASK_LISTING,
  TASKS,
  type TaskRow,
} from "./state/tasks.js";
import { dropOutput } from "./tasks/kept-output.js";
import { TASK_FORGOTTEN } from "./tasks/waits.js";

/** ECS describes a stopped task for at least an hour; the simulator for exactly one. */
const STOPPED_TASKS_ARE_KEPT = 3_600_000;

/** Writes a new task and its listing entries. */
export function insertTask(ctx: Context, row: TaskRow): void {
  ctx.table(TASKS).put(row.key, row);
  ctx.table(TASK_LISTING).put(listingKey(row.clusterName, row.task.desiredStatus, row.order), row.key);
  if (row.serviceName) {
    ctx.table(SERVICE_TASKS).put(serviceTaskKey(row.clusterName, row.serviceName, row.order), row.key);
  }
  emitTask(ctx, row);
}

/** Members of a task that responses do not contain. */
type InnerChange = Partial<Pick<TaskRow, "exits" | "address" | "injected" | "isOverstaying" | "doing">>;

/** Writes a change of a task. Every change that is visible to clients increments its `version`. */
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
  emitTask(ctx, changed, row);
  return changed;
}

/** Writes a part of a change that was already counted. */
export function putTask(
  ctx: Context,
  row: TaskRow,
  change: Partial<SimulatedTask>,
  inner: InnerChange = {},
): TaskRow {
  // A task has all its members from the start. Of so many, `Object.assign` makes an object in V8 13 from which
  // each copy takes 20 microseconds; for the members that a row may lack it is faster than a spread.
  const task = { ...row.task, ...change };
  const changed: TaskRow = Object.assign({}, row, inner, { task });
  ctx.table(TASKS).put(row.key, changed);
  return changed;
}

/** Records that a task has stopped. Beyond the history limit, the oldest stopped tasks are removed. */
export function noteStopped(ctx: Context, { key }: TaskRow): void {
  const stopped = ctx.table(STOPPED_TASKS);
  // One timer for all of them, set by the first, because single timers could outnumber the kept tasks.
  if (stopped.size === 0) ctx.after(STOPPED_TASKS_ARE_KEPT, TASK_FORGOTTEN, "", { background: true });
  stopped.put(key, true);
  trimHistory(ctx, STOPPED_TASKS, (_, first) => {
    const row = ctx.table(TASKS).get(first);
    if (row) removeTask(ctx, row);
    else stopped.delete(first);
  });
}

/** Removes the tasks that stopped an hour ago. */
export function forgetStopped(ctx: Context): void {
  for (const [key] of ctx.table(STOPPED_TASKS).entries()) {
    const row = ctx.table(TASKS).get(key);
    const wait = (row?.task.stoppedAt?.getTime() ?? 0) + STOPPED_TASKS_ARE_KEPT - ctx.now();
    if (wait > 0) return ctx.after(wait, TASK_FORGOTTEN, "", { background: true });
    if (row) removeTask(ctx, row);
    else ctx.table(STOPPED_TASKS).delete(key);
  }
}

/** Removes a task that stopped long ago from ECS; its run remains readable by the test. */
export function removeTask(ctx: Context, row: TaskRow): void {
  ctx.table(FORGOTTEN_TASKS).put(row.order, row);
  trimHistory(ctx, FORGOTTEN_TASKS, ({ key }, order) => {
    dropOutput(ctx, key);
    ctx.table(FORGOTTEN_TASKS).delete(order);
  });
  ctx.table(TASKS).delete(row.key);
  ctx.table(TASK_CREDENTIALS).delete(row.key);
  ctx.table(STOPPED_TASKS).delete(row.key);
  ctx.table(TASK_LISTING).delete(listingKey(row.clusterName, row.task.desiredStatus, row.order));
  if (row.serviceName)
    ctx.table(SERVICE_TASKS).delete(serviceTaskKey(row.clusterName, row.serviceName, row.order));
}

/** Tasks of a cluster with a desired status, oldest first, after `after` if given. */
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
