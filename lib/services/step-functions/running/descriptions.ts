import type { Context } from "../../../runtime/context.js";
import { qualifiedArnOf, stateMachineArn } from "../arns.js";
import type {
  DescribeExecutionOutput,
  ExecutionListItem,
  IncludedData,
  StartSyncExecutionOutput,
  SyncExecutionStatus,
} from "../generated/types.js";
import { type ExecutionRow, executionArn } from "../state/executions.js";
import { machineName } from "./machines.js";
import { mapRunArnOf } from "./map-run-arns.js";
import { redriveStatusOf } from "./redrive-status.js";

/** An execution as returned by DescribeExecution. */
export function describeExecution(
  ctx: Context,
  row: ExecutionRow,
  includedData?: IncludedData,
): DescribeExecutionOutput {
  const { input, output, error, cause, redriveCount, redriveDate } = row;
  const data = includedData !== "METADATA_ONLY";
  const included = { included: true };
  return {
    ...identityOf(ctx, row),
    ...(data && { input }),
    inputDetails: included,
    ...(output !== undefined && { ...(data && { output }), outputDetails: included }),
    ...(error !== undefined && { error }),
    ...(cause !== undefined && { cause }),
    redriveCount,
    ...(redriveDate !== undefined && { redriveDate: new Date(redriveDate) }),
    ...redriveStatusOf(ctx, row),
  };
}

/** An execution as returned by ListExecutions. */
export function describeExecutionSummary(ctx: Context, row: ExecutionRow): ExecutionListItem {
  const { redriveCount, redriveDate, items } = row;
  return {
    ...identityOf(ctx, row),
    ...(items !== undefined && { itemCount: items }),
    redriveCount,
    ...(redriveDate !== undefined && { redriveDate: new Date(redriveDate) }),
  };
}

/** An execution as returned by StartSyncExecution. */
export function describeSyncExecution(ctx: Context, row: ExecutionRow): StartSyncExecutionOutput {
  const { input, output, error, cause, name, startDate } = row;
  const stopDate = row.stopDate ?? ctx.now();
  const included = { included: true };
  return {
    executionArn: executionArn(ctx, row),
    stateMachineArn: stateMachineArn(ctx, row.stateMachine),
    name,
    startDate: new Date(startDate),
    stopDate: new Date(stopDate),
    status: syncStatus(row),
    ...(error !== undefined && { error }),
    ...(cause !== undefined && { cause }),
    input,
    inputDetails: included,
    ...(output !== undefined && { output, outputDetails: included }),
    billingDetails: {
      billedMemoryUsedInMB: 64,
      billedDurationInMilliseconds: Math.max(100, Math.ceil((stopDate - startDate) / 100) * 100),
    },
  };
}

function syncStatus({ status }: ExecutionRow): SyncExecutionStatus {
  return status === "SUCCEEDED" || status === "TIMED_OUT" ? status : "FAILED";
}

function identityOf(ctx: Context, row: ExecutionRow) {
  const { name, status, startDate, stopDate, version, alias, mapRun } = row;
  const machine = machineName(row);
  return {
    executionArn: executionArn(ctx, row),
    stateMachineArn: stateMachineArn(ctx, row.stateMachine),
    name,
    status,
    startDate: new Date(startDate),
    ...(stopDate !== undefined && { stopDate: new Date(stopDate) }),
    ...(mapRun !== undefined && { mapRunArn: mapRunArnOf(ctx, mapRun) }),
    ...(version !== undefined && { stateMachineVersionArn: qualifiedArnOf(ctx, machine, version) }),
    ...(alias !== undefined && { stateMachineAliasArn: qualifiedArnOf(ctx, machine, alias) }),
  };
}
