import type { Context } from "../../../runtime/context.js";
import type { DelayDefaults } from "../../../runtime/delays.js";
import type { TimerHandler } from "../../../runtime/service.js";
import { TASK_DEFINITIONS, type TaskDefinitionRow, taskDefinitionKey } from "../state/task-definitions.js";
import { removeTaskDefinition } from "./store.js";

const DELETING = "ecs.task-definition";

/** How long changes of task definitions take, unless a test says otherwise. */
export const taskDefinitionDelays = {
  /** From DeleteTaskDefinitions to the revision's being gone. AWS takes up to an hour. */
  deletingTaskDefinition: "2s",
} satisfies DelayDefaults;

/** Begins the wait after which a revision in DELETE_IN_PROGRESS is gone. */
export function deleteLater(ctx: Context, row: TaskDefinitionRow): void {
  ctx.later("deletingTaskDefinition", DELETING, keyOf(row));
}

/** Counts a describe call of a revision. */
export function taskDefinitionDescribed(ctx: Context, row: TaskDefinitionRow): void {
  ctx.described(DELETING, keyOf(row));
}

/** What the waits of task definitions end in. */
export const taskDefinitionTimers: Readonly<Record<string, TimerHandler>> = {
  [DELETING](key, ctx) {
    const row = ctx.table(TASK_DEFINITIONS).get(key);
    if (row?.taskDefinition.status === "DELETE_IN_PROGRESS") removeTaskDefinition(ctx, row);
  },
};

function keyOf({ taskDefinition }: TaskDefinitionRow): string {
  return taskDefinitionKey(taskDefinition.family, taskDefinition.revision);
}
