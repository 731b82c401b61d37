import type { ContextAt } from "../../runtime/context.js";
import type { TaskObserver } from "../../runtime/ports/container-tasks.js";
import { jobEnded } from "./running/jobs.js";

/** Receives the end of ECS tasks for `.sync` tasks. */
export function taskObserverPort(contextAt: ContextAt): TaskObserver {
  return { taskStopped: (at, taskArn) => jobEnded(contextAt(at), taskArn) };
}
