import type { TaskRow, TaskStatus } from "../state/tasks.js";

/** Task counts of services and deployments. */
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

/** Its containers have ended, so it no longer uses capacity. */
export function isGone({ task }: TaskRow): boolean {
  return GONE.includes(task.lastStatus);
}

/** It is running and its desired status is RUNNING. */
export function isHealthy({ task }: TaskRow): boolean {
  return task.lastStatus === "RUNNING" && task.desiredStatus === "RUNNING";
}

/** The tasks of a deployment or task set. */
export function tasksStartedBy(tasks: readonly TaskRow[], id: string): TaskRow[] {
  return tasks.filter(({ task }) => task.startedBy === id);
}
