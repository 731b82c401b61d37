import type { TaskRow, TaskStatus } from "../state/tasks.js";

/** Counts of tasks as services and deployments show them. */
export interface TaskCounts {
  readonly runningCount: number;
  readonly pendingCount: number;
}

const PENDING: readonly TaskStatus[] = ["PROVISIONING", "PENDING", "ACTIVATING"];
const GONE: readonly TaskStatus[] = ["DEPROVISIONING", "STOPPED"];

export function countTasks(tasks: readonly TaskRow[]): TaskCounts {
  return {
    runningCount: tasks.filter(({ task }) => task.lastStatus === "RUNNING").length,
    pendingCount: tasks.filter(({ task }) => PENDING.includes(task.lastStatus)).length,
  };
}

/** Its containers have ended, so that it takes no room any more. */
export function isGone({ task }: TaskRow): boolean {
  return GONE.includes(task.lastStatus);
}

/** It runs and is meant to go on. */
export function isHealthy({ task }: TaskRow): boolean {
  return task.lastStatus === "RUNNING" && task.desiredStatus === "RUNNING";
}

/** The tasks that a deployment or a task set started. */
export function tasksStartedBy(tasks: readonly TaskRow[], id: string): TaskRow[] {
  return tasks.filter(({ task }) => task.startedBy === id);
}
