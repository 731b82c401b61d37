import { defineTable } from "../../../runtime/store/store.js";
import type { TaskStopCode } from "../generated/types.js";
import type { ContainerLaunch } from "../tasks/environment.js";
import type { TaskRow } from "./tasks.js";

/** One container of a {@link TaskRun}. */
export interface ContainerRun extends ContainerLaunch {
  /** Left out while it runs, and for containers that the platform never started. */
  readonly exitCode?: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** What became of one task, kept for assertions even when ECS has forgotten the task. */
export interface TaskRun {
  readonly taskArn: string;
  readonly clusterArn: string;
  readonly family: string;
  readonly revision: number;
  readonly taskDefinitionArn: string;
  readonly startedBy?: string;
  readonly group: string;
  readonly privateIpv4Address?: string;
  /** The main container: the first essential one. */
  readonly container: string;
  /** Exit code of the main container. */
  readonly exitCode?: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly image: string;
  /** Empty while the task has not run. */
  readonly containers: readonly ContainerRun[];
  readonly createdAt: Date;
  readonly startedAt?: Date;
  readonly stoppedAt?: Date;
  readonly stopCode?: TaskStopCode;
  readonly stoppedReason?: string;
}

/** Lines that a container wrote. */
export interface ContainerOutput {
  readonly stdout: readonly string[];
  readonly stderr: readonly string[];
}

/** Output by task and container, by {@link containerKey}. */
export const OUTPUT = defineTable<ContainerOutput>({
  name: "ecs.outputs",
  key: ["clusterName", "taskId", "container"],
});

/** Tasks that ECS no longer shows, in the order in which they were created. */
export const FORGOTTEN_TASKS = defineTable<TaskRow, number>({ name: "ecs.forgotten-tasks", key: "order" });
