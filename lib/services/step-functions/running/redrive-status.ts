import type { Context } from "../../../runtime/context.js";
import type { ExecutionRedriveStatus } from "../generated/types.js";
import { MOST_EVENTS } from "../interpreter/turn.js";
import type { ExecutionRow } from "../state/executions.js";

/** How long after its end an execution can be redriven, in milliseconds. */
const REDRIVABLE_FOR = 14 * 24 * 60 * 60 * 1000;
const REDRIVABLE: ReadonlySet<ExecutionRow["status"]> = new Set(["FAILED", "ABORTED", "TIMED_OUT"]);

/** Whether an execution can be redriven, and why not. */
export function redriveStatusOf(
  ctx: Context,
  { status, stopDate = 0, events, mapRun, express }: ExecutionRow,
): { readonly redriveStatus: ExecutionRedriveStatus; readonly redriveStatusReason?: string } {
  const no = (redriveStatusReason: string) =>
    ({ redriveStatus: "NOT_REDRIVABLE", redriveStatusReason }) as const;
  if (!REDRIVABLE.has(status)) return no(`Execution is ${status} and cannot be redriven`);
  if (ctx.now() > stopDate + REDRIVABLE_FOR) return no("Execution redrivable period exceeded");
  if (express !== undefined) return no("Express executions cannot be redriven");
  if (events >= MOST_EVENTS - 1) return no("Execution history event limit exceeded");
  return { redriveStatus: mapRun === undefined ? "REDRIVABLE" : "REDRIVABLE_BY_MAP_RUN" };
}
