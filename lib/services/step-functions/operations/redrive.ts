import type { Context } from "../../../runtime/context.js";
import { executionNotRedrivable } from "../errors/executions.js";
import { standardExecution } from "../execution-arns.js";
import type { RedriveExecutionInput, RedriveExecutionOutput } from "../generated/types.js";
import { redriveExecution as redrive } from "../running/redrive.js";
import { redriveStatusOf } from "../running/redrive-status.js";

export function redriveExecution(input: RedriveExecutionInput, ctx: Context): RedriveExecutionOutput {
  const { executionArn, clientToken } = input;
  const row = standardExecution(ctx, executionArn);
  const { redriveToken, redriveDate } = row;
  if (clientToken !== undefined && redriveToken === clientToken && redriveDate !== undefined)
    return { redriveDate: new Date(redriveDate) };
  const { redriveStatus, redriveStatusReason } = redriveStatusOf(ctx, row);
  if (redriveStatus !== "REDRIVABLE")
    throw executionNotRedrivable(redriveStatusReason ?? "The execution is redriven by its map run");
  redrive(ctx, row, clientToken);
  return { redriveDate: ctx.date() };
}
