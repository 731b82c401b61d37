import { setMaxListeners } from "node:events";
import { defineTransient } from "../../../runtime/transient-state.js";
import type { ExecHandler } from "../exec/handler.js";

/** The reason of the abort signals of a stopping task. */
class TaskStopping extends Error {
  override readonly name = "AbortError";
  constructor() {
    super("The task was told to stop.");
  }
}

/**
 * The signals of a task, shared by all its handlers, including those that have returned: work that they
 * started may listen.
 */
export class RunningTask {
  /** Aborts when the task is stopping. */
  readonly stop = new AbortController();
  /** Aborts when the rest of the task is killed. */
  readonly kill = new AbortController();
  /**
   * Work of containers outside the simulator, which has until their `stopTimeout`, independent of the delays.
   */
  readonly outside = new Set<{ readonly container: string }>();

  /** Handlers for ExecuteCommand, by container. */
  readonly execs = new Map<string, ExecHandler>();

  constructor() {
    // All containers, processes and sessions of the task listen, more than Node's default limit of listeners.
    setMaxListeners(0, this.stop.signal, this.kill.signal);
  }

  isOutside(container: string): boolean {
    return [...this.outside].some((work) => work.container === container);
  }

  killNow(): void {
    this.stop.abort(new TaskStopping());
    this.kill.abort(new TaskStopping());
  }
}

/** The tasks with handlers. */
export class RunningTasks {
  /** Created for the first handler; most tasks of a large simulation have none. */
  private readonly tasks = new Map<string, RunningTask>();

  /** The shared signals of a task, created if necessary. */
  of(key: string): RunningTask {
    const task = this.tasks.get(key) ?? new RunningTask();
    this.tasks.set(key, task);
    return task;
  }

  /** The shared signals of a task, if it has handlers. */
  get(key: string): RunningTask | undefined {
    return this.tasks.get(key);
  }

  /** Aborts the stop signal of a task. */
  stop(key: string): void {
    // There is no listener for most tasks, and creating an Error is expensive.
    this.tasks.get(key)?.stop.abort(new TaskStopping());
  }

  /** Kills the rest of a task; its handlers can no longer write to it. */
  kill(key: string): void {
    const task = this.tasks.get(key);
    this.tasks.delete(key);
    task?.kill.abort(new TaskStopping());
  }

  /** Whether a task has not ended. */
  isCurrent(key: string, task: RunningTask): boolean {
    return this.tasks.get(key) === task;
  }

  /** Whether a container has work outside the simulator. */
  isOutside(key: string, container: string): boolean {
    return this.tasks.get(key)?.isOutside(container) ?? false;
  }

  interrupt(): void {
    const tasks = [...this.tasks.values()];
    this.tasks.clear();
    for (const task of tasks) task.killNow();
  }
}

export const RUNNING_TASKS = defineTransient("ecs.running-tasks", () => new RunningTasks());
