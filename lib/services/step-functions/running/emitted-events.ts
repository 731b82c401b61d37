import type { Context } from "../../../runtime/context.js";
import { qualifiedArnOf, stateMachineArn } from "../arns.js";
import { type ExecutionRow, executionArn } from "../state/executions.js";
import { machineName } from "./machines.js";
import { redriveStatusOf } from "./redrive-status.js";

/** Size in bytes above which events have neither input nor output. */
const LARGEST_DATA = 248 * 1024;

/**
 * Emits the status of a Standard execution to the default bus.
 *
 * https://docs.aws.amazon.com/step-functions/latest/dg/eventbridge-integration.html
 */
export function emitStatus(ctx: Context, row: ExecutionRow): void {
  const { eventBuses } = ctx.ports;
  // Creates events only if a rule can receive them.
  if (row.express !== undefined || row.mapRun !== undefined || !eventBuses?.hasListeners(ctx)) return;
  eventBuses.emit(ctx, {
    source: "aws.states",
    detailType: "Step Functions Execution Status Change",
    resources: [executionArn(ctx, row)],
    detail: detailOf(ctx, row),
  });
}

/** Recorded: missing members are null, not omitted. */
function detailOf(ctx: Context, row: ExecutionRow): object {
  const { version, alias, input, output = null, redriveDate } = row;
  const name = machineName(row);
  const isIncluded = Buffer.byteLength(input) + Buffer.byteLength(output ?? "") <= LARGEST_DATA;
  const { redriveStatus, redriveStatusReason = null } = redriveStatusOf(ctx, row);
  return {
    executionArn: executionArn(ctx, row),
    stateMachineArn: stateMachineArn(ctx, name),
    name: row.name,
    status: row.status,
    startDate: row.startDate,
    stopDate: row.stopDate ?? null,
    input: isIncluded ? input : null,
    output: isIncluded ? output : null,
    stateMachineVersionArn: version === undefined ? null : qualifiedArnOf(ctx, name, version),
    stateMachineAliasArn: alias === undefined ? null : qualifiedArnOf(ctx, name, alias),
    redriveCount: row.redriveCount,
    redriveDate: redriveDate ?? null,
    redriveStatus,
    redriveStatusReason,
    inputDetails: { included: isIncluded },
    outputDetails: output === null ? null : { included: isIncluded },
    error: row.error ?? null,
    cause: row.cause ?? null,
  };
}
