import type { Context } from "../../../runtime/context.js";
import { keyBelow, withPrefix } from "../../../runtime/store/store.js";
import { nextOrder } from "../counters.js";
import { OUTPUT, type OutputRow } from "../state/runs.js";
import { containerKey, type TaskRow } from "../state/tasks.js";

/** Stores lines of a container, one row per call, so that frequent small output is not copied each time. */
export function keepOutput(ctx: Context, row: TaskRow, container: string, output: OutputRow): void {
  ctx.table(OUTPUT).put(keyBelow(containerKey(row.key, container), nextOrder(ctx, "outputs")), output);
}

/** All lines of a container. */
export function keptOutput(
  ctx: Context,
  row: TaskRow,
  container: string,
): Readonly<Record<OutputRow["stream"], readonly string[]>> {
  const rows = [...withPrefix(ctx.table(OUTPUT), keyBelow(containerKey(row.key, container), ""))];
  const linesOf = (stream: OutputRow["stream"]) =>
    rows.flatMap((output) => (output.stream === stream ? output.lines : []));
  return { stdout: linesOf("stdout"), stderr: linesOf("stderr") };
}

/** Removes the output of the containers of a task. */
export function dropOutput(ctx: Context, taskKey: string): void {
  const output = ctx.table(OUTPUT);
  const prefix = keyBelow(taskKey, "");
  const keys: string[] = [];
  for (const [key] of output.range({ from: prefix })) {
    if (!key.startsWith(prefix)) break;
    keys.push(key);
  }
  for (const key of keys) output.delete(key);
}
