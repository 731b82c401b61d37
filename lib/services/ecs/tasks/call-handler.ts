import type { Context } from "../../../runtime/context.js";
import { describeThrown } from "../../../values/foreign-values.js";
import { isError } from "../../../values/is-error.js";
import { isPromise } from "../../../values/promises.js";
import type { TaskRow } from "../state/tasks.js";
import { type TaskHandler, type TaskOutcome, toOutcome } from "./outcome.js";
import { RUNNING_TASKS } from "./running-tasks.js";
import { contextFor } from "./task-context.js";

/** Calls a handler for a container. Return values and exceptions become an outcome, immediately or later. */
export function callHandler(
  ctx: Context,
  row: TaskRow,
  container: string,
  handler: TaskHandler,
): TaskOutcome | Promise<TaskOutcome> {
  const { signal } = ctx.transient(RUNNING_TASKS).of(row.key).stop;
  const task = contextFor(ctx, row, container);
  const failed = (error: unknown) => failure(ctx, row, container, error, signal);
  try {
    const result = ctx.work.run(() => handler(task, task.overrides));
    return isPromise(result) ? Promise.resolve(result).then(toOutcome).catch(failed) : toOutcome(result);
  } catch (error) {
    return failed(error);
  }
}

/**
 * An exception is exit code 1, like an uncaught one in most runtimes; an exception because of the stop is
 * SIGTERM's exit code.
 */
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
