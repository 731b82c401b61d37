import type { AccountRegion } from "../scope.js";

/** Returns tasks to services that wait for their end. Implemented by ECS. */
export interface ContainerTasks {
  /** A stopped task; `undefined` if it is running or does not exist. */
  stopped(at: AccountRegion, taskArn: string): StoppedTask | undefined;
}

/** A stopped task. */
export interface StoppedTask {
  /** As returned by DescribeTasks. */
  readonly description: object;
  /** Whether all essential containers exited with 0. */
  readonly succeeded: boolean;
}

/** Receives the end of tasks. Implemented by Step Functions. */
export interface TaskObserver {
  /** Called when a task has stopped. */
  taskStopped(at: AccountRegion, taskArn: string): void;
}
