import { defineTable } from "../../../core/store.js";
import type { TaskStopCode } from "../generated/types.js";
import type { ContainerLaunch } from "../tasks/environment.js";

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
  readonly containers: readonly ContainerRun[];
  readonly createdAt: Date;
  readonly startedAt?: Date;
  readonly stoppedAt?: Date;
  readonly stopCode?: TaskStopCode;
  readonly stoppedReason?: string;
}

/** What the simulator notes of a container while it runs. */
export interface ContainerNotes {
  readonly launch: ContainerLaunch;
  readonly stdout: readonly string[];
  readonly stderr: readonly string[];
  readonly exitCode?: number;
}

/** Notes of a task; {@link TaskRun} is made from them. */
export interface RunRow {
  readonly taskArn: string;
  readonly clusterArn: string;
  readonly family: string;
  readonly revision: number;
  readonly taskDefinitionArn: string;
  readonly startedBy?: string;
  readonly group: string;
  readonly address?: string;
  readonly main: string;
  readonly containers: readonly ContainerNotes[];
  readonly createdAt: Date;
  readonly startedAt?: Date;
  readonly stoppedAt?: Date;
  readonly stopCode?: TaskStopCode;
  readonly stoppedReason?: string;
}

/** Runs in the order in which their tasks were created. */
export const RUNS = defineTable<RunRow, number>("ecs.runs", "region", (a, b) => a - b);
