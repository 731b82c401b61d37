import type { Context } from "../../../runtime/context.js";
import { UnknownResource } from "../../../runtime/unknown-resource.js";
import { EXECUTIONS, executionArn } from "../state/executions.js";
import { ENDINGS } from "./endings.js";
import { type Execution, executionOf, findView } from "./views.js";

/**
 * Resolves with an execution when it has ended. It does not move time.
 *
 * @throws UnknownResource; Error if the simulator is reset, restored or closed first.
 */
export function waitForExecution(ctx: Context, arn: string): Execution | Promise<Execution> {
  const row = executionOf(ctx, arn);
  if (!row) {
    const known = Array.from(ctx.table(EXECUTIONS).values(), (other) => executionArn(ctx, other));
    throw new UnknownResource("execution", arn, known, ctx);
  }
  const view = () => {
    const ended = findView(ctx, arn);
    if (ended) return ended;
    throw new Error(`The execution ${arn} is no longer kept.`);
  };
  return row.status === "RUNNING" ? ctx.transient(ENDINGS).of(row.id).then(view) : view();
}
