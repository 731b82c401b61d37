import type { Context } from "../../../runtime/context.js";
import type { TaskRow } from "../state/tasks.js";
import { TASK_HANDLERS } from "./handlers.js";

/** Warns if a task starts whose family has behaviours for containers that its definition does not have. */
export function warnOfUnknownContainers(ctx: Context, row: TaskRow): void {
  const handlers = ctx.transient(TASK_HANDLERS);
  const { family } = row.definition;
  const named = handlers.containersOf(family);
  if (named.size > 0) warnUnless(ctx, row, named);
  const containers = handlers.get(family)?.peek(ctx)?.outcome?.containers;
  if (containers)
    warnUnless(
      ctx,
      row,
      Object.keys(containers).filter((name) => !named.has(name)),
    );
}

/** Warns about names that are not containers of a task. */
export function warnUnless(ctx: Context, { definition, task }: TaskRow, named: Iterable<string>): void {
  const containers = definition.containerDefinitions.map(({ name }) => name);
  for (const name of named) {
    if (containers.includes(name)) continue;
    ctx.logger({
      level: "warn",
      msg: `Task definition ${definition.family}:${definition.revision} has no container "${name}": its behaviour has no effect. The containers are: ${containers.join(", ")}.`,
      fields: { taskArn: task.taskArn },
    });
  }
}
