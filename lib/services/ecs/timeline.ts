import { defineActivity, runOfActivity } from "../../runtime/activities.js";
import { TASKS, type TaskRow } from "./state/tasks.js";
import { mainContainer } from "./tasks/runs.js";
import { CONTAINER_RUN, taskDelays, waitKind } from "./tasks/waits.js";

/** Runs of tasks on the timeline of the inspector. */
export const taskRuns = defineActivity({
  table: TASKS,
  kind: "run",
  describe(row) {
    const { task, definition } = row;
    const exitCode = exitCodeOf(row);
    const failed = exitCode !== 0;
    return {
      name: definition.family,
      resource: task.taskArn,
      startedAt: task.createdAt.getTime(),
      endedAt: task.stoppedAt?.getTime(),
      outcome: task.lastStatus !== "STOPPED" ? "running" : failed ? "failed" : "succeeded",
      error: task.lastStatus === "STOPPED" && failed ? reasonOf(row, exitCode) : undefined,
    };
  },
  details: ({ task, definition }) => ({
    input: { taskDefinitionArn: task.taskDefinitionArn, overrides: task.overrides },
    output: task.containers.map(({ name, exitCode, reason }) => ({ name, exitCode, reason })),
    more: { task, definition },
  }),
  cause: ({ taskId }) => taskId,
  timers: Object.keys(taskDelays).map(waitKind),
  // The key of a container's run consists of that of the task and its own name.
  runs: [runOfActivity<{ readonly task: string }>({ name: CONTAINER_RUN }, ({ state }) => state.task)],
});

function exitCodeOf(row: TaskRow): number | undefined {
  const main = mainContainer(row);
  return row.task.containers.find(({ name }) => name === main)?.exitCode;
}

function reasonOf({ task }: TaskRow, exitCode: number | undefined): string {
  const exit = exitCode === undefined ? undefined : `exit code ${exitCode}`;
  return [exit, task.stoppedReason].filter((part) => part !== undefined).join(": ");
}
