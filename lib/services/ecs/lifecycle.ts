import type { Context } from "../../runtime/context.js";
import { runTimers } from "../../runtime/runs.js";
import type { TimerHandler } from "../../runtime/service.js";
import { keyParts } from "../../runtime/store/store.js";
import { TASKS, type TaskRow, type TaskStatus, taskKey } from "./state/tasks.js";
import { forgetStopped } from "./task-store.js";
import { CONTAINER_RUNS, exitAsDecided } from "./tasks/container-life.js";
import { deliverOutput, LOG_DELIVERY } from "./tasks/output.js";
import { activateOrRun, attachNetwork, runTask } from "./tasks/start.js";
import { endContainers, finish } from "./tasks/stop.js";
import { CONTAINER_EXIT, TASK_FORGOTTEN, type TaskWait, waitFor, waitKind } from "./tasks/waits.js";

/** A transition of a task: after its wait, `enter` changes the task if it is still in the expected status. */
interface Transition {
  /** The expected statuses. */
  readonly from: readonly TaskStatus[];
  /** The expected desired status. */
  readonly desired: "RUNNING" | "STOPPED";
  readonly enter: (ctx: Context, row: TaskRow) => void;
}

/** All transitions of a task, by the wait that precedes them. */
const TRANSITIONS: Readonly<Record<TaskWait, Transition>> = {
  provisioning: { from: ["PROVISIONING"], desired: "RUNNING", enter: attachNetwork },
  pending: { from: ["PENDING"], desired: "RUNNING", enter: activateOrRun },
  activating: { from: ["ACTIVATING"], desired: "RUNNING", enter: runTask },
  deactivating: {
    from: ["DEACTIVATING"],
    desired: "STOPPED",
    enter: (ctx, row) => waitFor(ctx, "stopping", row),
  },
  stopping: {
    from: ["PROVISIONING", "PENDING", "ACTIVATING", "RUNNING", "DEACTIVATING"],
    desired: "STOPPED",
    enter: endContainers,
  },
  deprovisioning: { from: ["DEPROVISIONING"], desired: "STOPPED", enter: finish },
};

/** Run when timers of tasks are due. */
export const taskTimers: Readonly<Record<string, TimerHandler>> = {
  ...Object.fromEntries(
    Object.entries(TRANSITIONS).map(([wait, transition]) => [waitKind(wait), endOf(transition)]),
  ),
  [CONTAINER_EXIT]: (key, ctx) => {
    const [clusterName = "", taskId = "", container = ""] = keyParts(key);
    exitAsDecided(ctx, taskKey(clusterName, taskId), container);
  },
  [TASK_FORGOTTEN]: (_, ctx) => forgetStopped(ctx),
  [LOG_DELIVERY]: deliverOutput,
  ...runTimers(CONTAINER_RUNS),
};

/** Counts a describe call, for delays with a number of describe calls. */
export function countDescribe(ctx: Context, row: TaskRow): void {
  if (!ctx.holdsTransitions) return;
  for (const [wait, { from, desired }] of Object.entries(TRANSITIONS)) {
    if (from.includes(row.task.lastStatus) && desired === row.task.desiredStatus)
      ctx.described(waitKind(wait), row.key);
  }
}

function endOf({ from, desired, enter }: Transition): TimerHandler {
  return (key, ctx) => {
    const row = ctx.table(TASKS).get(key);
    if (row && row.task.desiredStatus === desired && from.includes(row.task.lastStatus)) enter(ctx, row);
  };
}
