import type { Context } from "../../../runtime/context.js";
import { defineTransient } from "../../../runtime/transient-state.js";
import { describeThrown } from "../../../values/foreign-values.js";
import { isError } from "../../../values/is-error.js";
import { isPromise } from "../../../values/promises.js";
import type { TaskRow } from "../state/tasks.js";
import { launchOf } from "./environment.js";
import {
  type TaskContext,
  type TaskHandler,
  type TaskOutcome,
  type TaskStep,
  toLines,
  toOutcome,
} from "./outcome.js";
import { writeOutput } from "./output.js";

/** Told to a handler that its task stops. */
class TaskStopping extends Error {
  override readonly name = "AbortError";
  constructor() {
    super("The task was told to stop.");
  }
}

interface RunningTask {
  /** What the test said of the family when the task began to run, for containers that start later. */
  readonly step: TaskStep | undefined;
  /** Made for the first handler: most tasks of a large simulation have none. */
  controller?: AbortController;
  /** Containers whose handlers are under way. */
  containers?: Set<string>;
}

/** Handlers that are running, by task. */
export class RunningContainers {
  private readonly tasks = new Map<string, RunningTask>();

  /** The signal that all handlers of a task share. */
  signal(key: string): AbortSignal {
    const task = this.taskOf(key);
    task.controller ??= new AbortController();
    return task.controller.signal;
  }

  /** Keeps what this run of a family does. */
  begin(key: string, step: TaskStep | undefined): void {
    this.tasks.set(key, { step });
  }

  stepOf(key: string): TaskStep | undefined {
    return this.tasks.get(key)?.step;
  }

  /** A handler goes on after its call. */
  add(key: string, container: string): void {
    const task = this.taskOf(key);
    task.containers ??= new Set();
    task.containers.add(container);
  }

  remove(key: string, container: string): void {
    this.tasks.get(key)?.containers?.delete(container);
  }

  has(key: string, container: string): boolean {
    return this.tasks.get(key)?.containers?.has(container) ?? false;
  }

  /** Tells the handlers of a task to stop. */
  stop(key: string): void {
    stopHandlers(this.tasks.get(key));
  }

  /** The task is over: what its handlers still do concerns nobody. */
  forget(key: string): void {
    this.tasks.delete(key);
  }

  /** Whether this is still the run that a signal was made for. */
  isCurrent(key: string, signal: AbortSignal): boolean {
    return this.tasks.get(key)?.controller?.signal === signal;
  }

  interrupt(): void {
    const running = [...this.tasks.values()];
    this.tasks.clear();
    for (const task of running) stopHandlers(task);
  }

  private taskOf(key: string): RunningTask {
    let task = this.tasks.get(key);
    if (!task) {
      task = { step: undefined };
      this.tasks.set(key, task);
    }
    return task;
  }
}

/** Without a handler nobody hears of it, and an error with its stack is dear. */
function stopHandlers(task: RunningTask | undefined): void {
  task?.controller?.abort(new TaskStopping());
}

export const RUNNING_CONTAINERS = defineTransient("ecs.running-containers", () => new RunningContainers());

/** What came of calling a handler: its outcome at once, or later. */
export type Started = { readonly outcome: TaskOutcome } | { readonly later: Promise<TaskOutcome> };

/** Calls a handler for a container. Whatever it does or throws is an outcome. */
export function callHandler(ctx: Context, row: TaskRow, container: string, handler: TaskHandler): Started {
  const signal = ctx.transient(RUNNING_CONTAINERS).signal(row.key);
  const task = contextFor(ctx, row, container, signal);
  let later: Promise<TaskOutcome>;
  try {
    const result = ctx.simulation.work.run(() => handler(task, task.overrides));
    if (!isPromise(result)) return { outcome: toOutcome(result) };
    later = Promise.resolve(result)
      .then(toOutcome)
      .catch((error: unknown) => failure(ctx, row, container, error, signal));
  } catch (error) {
    return { outcome: failure(ctx, row, container, error, signal) };
  }
  return { later };
}

/** An exception is exit code 1, as an uncaught one is in most runtimes; one because of the stop is a death by SIGTERM. */
function failure(
  ctx: Context,
  row: TaskRow,
  container: string,
  error: unknown,
  signal: AbortSignal,
): TaskOutcome {
  const { name, message, stack } = describeThrown(error);
  if (signal.aborted && (error === signal.reason || (isError(error) && name === "AbortError"))) {
    return { exitCode: 143 };
  }
  if (!ctx.era.ended) {
    const msg = `The handler of container ${container} of a task of ${row.definition.family} threw: ${message}`;
    ctx.simulation.logger({ level: "error", msg, fields: { task: row.task.taskArn, exception: error } });
  }
  return { exitCode: 1, stderr: stack ?? message };
}

function contextFor(ctx: Context, row: TaskRow, container: string, signal: AbortSignal): TaskContext {
  const { task, definition } = row;
  const { clock, work } = ctx.simulation;
  const write = (stream: "stdout" | "stderr", output: string) => {
    if (ctx.era.ended || !ctx.transient(RUNNING_CONTAINERS).isCurrent(row.key, signal)) return;
    work.touch();
    ctx.transaction(() => writeOutput(ctx, row, container, stream, toLines(output)));
  };
  return {
    ...launchOf(row, container, ctx.region),
    taskArn: task.taskArn,
    taskId: row.taskId,
    clusterArn: task.clusterArn,
    taskDefinitionArn: task.taskDefinitionArn,
    family: definition.family,
    revision: definition.revision,
    group: task.group,
    ...(task.startedBy !== undefined && { startedBy: task.startedBy }),
    ...(row.address !== undefined && { privateIpv4Address: row.address }),
    ...(task.cpu !== undefined && { taskCpu: task.cpu }),
    ...(task.memory !== undefined && { taskMemory: task.memory }),
    overrides: task.overrides ?? {},
    signal,
    get stopped() {
      return work.park(stopOf(signal));
    },
    stdout: (output) => write("stdout", output),
    stderr: (output) => write("stderr", output),
    sleep: (duration) => clock.sleep(duration, { signal }),
  };
}

function stopOf(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
}
