import type { Context } from "../../../runtime/context.js";
import { writeDuringRun } from "../../../runtime/runs.js";
import { defineTransient } from "../../../runtime/transient-state.js";
import { describeThrown } from "../../../values/foreign-values.js";
import { isError } from "../../../values/is-error.js";
import { isPromise } from "../../../values/promises.js";
import type { TaskRow } from "../state/tasks.js";
import { launchOf } from "./environment.js";
import { type TaskContext, type TaskHandler, type TaskOutcome, toLines, toOutcome } from "./outcome.js";
import { writeOutput } from "./output.js";

/** Told to a handler that its task stops. */
class TaskStopping extends Error {
  override readonly name = "AbortError";
  constructor() {
    super("The task was told to stop.");
  }
}

/**
 * The signals by which handlers of tasks learn that their task stops, by task.
 * All handlers of a task share one, also those that have returned: what they
 * began may listen to it.
 */
export class RunningTasks {
  /** Made for the first handler: most tasks of a large simulation have none. */
  private readonly controllers = new Map<string, AbortController>();

  signal(key: string): AbortSignal {
    const controller = this.controllers.get(key) ?? new AbortController();
    this.controllers.set(key, controller);
    return controller.signal;
  }

  /** Tells the handlers of a task to stop. */
  stop(key: string): void {
    // Creating an error with its stack is expensive, and most tasks have no listener.
    this.controllers.get(key)?.abort(new TaskStopping());
  }

  /** The task is over: its handlers no longer write to it. */
  forget(key: string): void {
    this.controllers.delete(key);
  }

  /** Whether a signal is that of a task that is not over. */
  isCurrent(key: string, signal: AbortSignal): boolean {
    return this.controllers.get(key)?.signal === signal;
  }

  interrupt(): void {
    const controllers = [...this.controllers.values()];
    this.controllers.clear();
    for (const controller of controllers) controller.abort(new TaskStopping());
  }
}

export const RUNNING_TASKS = defineTransient("ecs.running-tasks", () => new RunningTasks());

/** Calls a handler for a container. Whatever it does or throws is an outcome, immediately or later. */
export function callHandler(
  ctx: Context,
  row: TaskRow,
  container: string,
  handler: TaskHandler,
): TaskOutcome | Promise<TaskOutcome> {
  const signal = ctx.transient(RUNNING_TASKS).signal(row.key);
  const task = contextFor(ctx, row, container, signal);
  const failed = (error: unknown) => failure(ctx, row, container, error, signal);
  try {
    const result = ctx.work.run(() => handler(task, task.overrides));
    return isPromise(result) ? Promise.resolve(result).then(toOutcome).catch(failed) : toOutcome(result);
  } catch (error) {
    return failed(error);
  }
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
    ctx.logger({ level: "error", msg, fields: { task: row.task.taskArn, exception: error } });
  }
  return { exitCode: 1, stderr: stack ?? message };
}

function contextFor(ctx: Context, row: TaskRow, container: string, signal: AbortSignal): TaskContext {
  const { task, definition } = row;
  const { work } = ctx;
  const write = (stream: "stdout" | "stderr", output: string) => {
    if (ctx.era.ended || !ctx.transient(RUNNING_TASKS).isCurrent(row.key, signal)) return;
    work.touch();
    writeDuringRun(ctx, () => writeOutput(ctx, row, container, stream, toLines(output)));
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
    sleep: (duration) => ctx.sleep(duration, { signal }),
  };
}

function stopOf(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
}
