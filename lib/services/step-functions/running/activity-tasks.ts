import type { Context } from "../../../runtime/context.js";
import { defineLongPolls, wakeLongPolls } from "../../../runtime/long-polls.js";
import { nextNumber } from "../../../runtime/store/records.js";
import { defineTable, key, keyPrefix } from "../../../runtime/store/store.js";

/** A task that waits for a worker of its activity. */
export interface ActivityTaskRow {
  readonly token: string;
  /** JSON string. */
  readonly input: string;
}

/** Tasks without a worker, by activity, oldest first. */
export const ACTIVITY_TASKS = defineTable<ActivityTaskRow>({
  name: "step-functions.activity-tasks",
  key: ["activityArn", "number"],
});

/** Keys of waiting tasks in {@link ACTIVITY_TASKS}, by token. */
export const ACTIVITY_TASK_KEYS = defineTable<string>({
  name: "step-functions.activity-task-keys",
  key: "token",
});

/** Number of tasks of activities so far. */
export const ACTIVITY_TASK_NUMBERS = defineTable<true, number>({
  name: "step-functions.activity-task-numbers",
  key: "number",
});

/** Waiting workers, by the ARN of their activity. */
export const WORKERS = defineLongPolls("step-functions.workers");

/** Makes a task available to the workers of an activity. */
export function offerActivityTask(ctx: Context, activityArn: string, task: ActivityTaskRow): void {
  const numbers = ctx.table(ACTIVITY_TASK_NUMBERS);
  const number = nextNumber(numbers);
  numbers.delete(number - 1);
  numbers.put(number, true);
  const position = key(activityArn, number);
  ctx.table(ACTIVITY_TASKS).put(position, task);
  ctx.table(ACTIVITY_TASK_KEYS).put(task.token, position);
  wakeLongPolls(ctx, WORKERS, activityArn);
}

/** Removes and returns the oldest waiting task of an activity; `undefined` if there is none. */
export function takeActivityTask(ctx: Context, activityArn: string): ActivityTaskRow | undefined {
  const prefix = keyPrefix(activityArn);
  for (const [position, task] of ctx.table(ACTIVITY_TASKS).range({ from: prefix })) {
    if (!position.startsWith(prefix)) return undefined;
    ctx.table(ACTIVITY_TASKS).delete(position);
    ctx.table(ACTIVITY_TASK_KEYS).delete(task.token);
    return task;
  }
  return undefined;
}

/** Removes an aborted task. */
export function abandonActivityTask(ctx: Context, token: string): void {
  const position = ctx.table(ACTIVITY_TASK_KEYS).get(token);
  if (position === undefined) return;
  ctx.table(ACTIVITY_TASKS).delete(position);
  ctx.table(ACTIVITY_TASK_KEYS).delete(token);
}
