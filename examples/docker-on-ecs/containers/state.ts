import { NEVER, timestamp } from "../clock.js";
import type { ContainerRecord, TaskRecord } from "../store/records.js";

/** Docker's states, as far as ECS has them. */
export type DockerStatus = "created" | "running" | "exited";

/** The exit code of a container whose task stopped without one: it did not start. */
const NEVER_STARTED = 128;

/** The state of a container, by the last status of its task. */
export function statusOf({ task }: ContainerRecord): DockerStatus {
  switch (task?.lastStatus) {
    case undefined:
    case "PROVISIONING":
    case "PENDING":
    case "ACTIVATING":
      return "created";
    case "STOPPED":
    case "DELETED":
      return "exited";
    // DEACTIVATING, STOPPING and DEPROVISIONING: it is still stopping.
    default:
      return "running";
  }
}

export function isRunning(container: ContainerRecord): boolean {
  return statusOf(container) === "running";
}

/** Whether a task exists that has not stopped. */
export function isActive({ task }: ContainerRecord): boolean {
  return task !== undefined && task.lastStatus !== "STOPPED" && task.lastStatus !== "DELETED";
}

/** The exit code of a container that has exited, else 0. */
export function exitCodeOf(container: ContainerRecord): number {
  const { task } = container;
  if (task === undefined || statusOf(container) !== "exited") return 0;
  if (task.killSignal === "KILL" && task.exitCode !== undefined) return 137;
  return task.exitCode ?? NEVER_STARTED;
}

/** `State` of inspect. */
export function stateOf(container: ContainerRecord): object {
  const { task, startError } = container;
  const status = statusOf(container);
  const failed = status === "exited" && task?.exitCode === undefined ? task?.reason : undefined;
  return {
    Status: status,
    Running: status === "running",
    Paused: false,
    Restarting: false,
    OOMKilled: task?.reason?.includes("OutOfMemory") ?? false,
    Dead: false,
    Pid: 0,
    ExitCode: exitCodeOf(container),
    Error: failed ?? startError ?? "",
    StartedAt: timeOf(task?.startedAt),
    FinishedAt: status === "exited" ? timeOf(task?.stoppedAt) : NEVER,
    ...(container.spec.healthcheck && { Health: { Status: healthOf(task), FailingStreak: 0, Log: [] } }),
  };
}

/** Docker's health for that of ECS. */
export function healthOf(task: TaskRecord | undefined): string {
  if (task?.health === "HEALTHY") return "healthy";
  return task?.health === "UNHEALTHY" ? "unhealthy" : "starting";
}

function timeOf(milliseconds: number | undefined): string {
  return milliseconds === undefined ? NEVER : timestamp(milliseconds);
}
