import { defineTable } from "../../../runtime/store/store.js";
import type { TaskStopCode } from "../generated/types.js";
import type { ContainerLaunch } from "../tasks/environment.js";
import type { TaskRow } from "./tasks.js";

/** One container of a {@link TaskRun}. */
export interface ContainerRun extends ContainerLaunch {
  /** Omitted while it is running, and for containers that the platform never started. */
  readonly exitCode?: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The run of one task, kept for assertions even after ECS no longer describes the task. */
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
  /** Empty until the task runs. */
  readonly containers: readonly ContainerRun[];
  readonly createdAt: Date;
  readonly startedAt?: Date;
  readonly stoppedAt?: Date;
  readonly stopCode?: TaskStopCode;
  readonly stoppedReason?: string;
}

/** Lines that a container wrote in one call. */
export interface OutputRow {
  readonly stream: "stdout" | "stderr";
  readonly lines: readonly string[];
}

/** Output below {@link containerKey}, in the order of writing. */
export const OUTPUT = defineTable<OutputRow>({
  name: "ecs.outputs",
  key: ["clusterName", "taskId", "container", "order"],
  version: 2,
});

/** Tasks that ECS no longer describes, in creation order. */
export const FORGOTTEN_TASKS = defineTable<TaskRow, number>({ name: "ecs.forgotten-tasks", key: "order" });
