import type { Context } from "../../../runtime/context.js";
import type { DelayDefaults } from "../../../runtime/delays.js";
import type { TimerHandler } from "../../../runtime/service.js";
import { TASK_DEFINITIONS, type TaskDefinitionRow, taskDefinitionKey } from "../state/task-definitions.js";
import { removeTaskDefinition } from "./store.js";

const DELETING = "ecs.task-definition";

/** Default durations of task definition changes. */
export const taskDefinitionDelays = {
  /** From DeleteTaskDefinitions to the removal of the revision. AWS takes up to an hour. */
  deletingTaskDefinition: "2s",
} satisfies DelayDefaults;

/** Schedules the removal of a revision in DELETE_IN_PROGRESS. */
export function deleteLater(ctx: Context, row: TaskDefinitionRow): void {
  ctx.later("deletingTaskDefinition", DELETING, keyOf(row));
}

/** Counts a describe call of a revision. */
export function taskDefinitionDescribed(ctx: Context, row: TaskDefinitionRow): void {
  ctx.described(DELETING, keyOf(row));
}

/** Run when waits of task definitions end. */
export const taskDefinitionTimers: Readonly<Record<string, TimerHandler>> = {
  [DELETING](key, ctx) {
    const row = ctx.table(TASK_DEFINITIONS).get(key);
    if (row?.taskDefinition.status === "DELETE_IN_PROGRESS") removeTaskDefinition(ctx, row);
  },
};

function keyOf({ taskDefinition }: TaskDefinitionRow): string {
  return taskDefinitionKey(taskDefinition.family, taskDefinition.revision);
}
