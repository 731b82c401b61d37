import type { Context } from "../../../runtime/context.js";
import { stateMachineArn } from "../arns.js";
import type { DescribeStateMachineForExecutionOutput, IncludedData } from "../generated/types.js";
import type { ExecutionRow } from "../state/executions.js";
import { machineName, revisionOfExecution } from "./machines.js";
import { mapRunArnOf } from "./map-run-arns.js";

/** The state machine of an execution, as it was at the start of the execution. */
export function machineForExecution(
  ctx: Context,
  row: ExecutionRow,
  includedData?: IncludedData,
): DescribeStateMachineForExecutionOutput {
  const revision = revisionOfExecution(ctx, row);
  const { definition, roleArn, updateDate, loggingConfiguration, tracingConfiguration } = revision;
  const [, label] = row.stateMachine.split("/");
  return {
    stateMachineArn: stateMachineArn(ctx, row.stateMachine),
    name: machineName(row),
    definition: includedData === "METADATA_ONLY" ? "{}" : definition,
    roleArn,
    updateDate,
    loggingConfiguration,
    tracingConfiguration,
    encryptionConfiguration: revision.encryptionConfiguration,
    ...(row.mapRun !== undefined && { mapRunArn: mapRunArnOf(ctx, row.mapRun) }),
    ...(label !== undefined && { label }),
    ...(revision.shown && { revisionId: revision.revisionId }),
  };
}
