import type { Context } from "../../../runtime/context.js";
import { parseStateMachineArn, versionNumber } from "../arns.js";
import { stateMachineTypeNotSupported } from "../errors/executions.js";
import { validationException } from "../errors/requests.js";
import { standardExecution } from "../execution-arns.js";
import type {
  DescribeExecutionInput,
  DescribeExecutionOutput,
  GetExecutionHistoryInput,
  GetExecutionHistoryOutput,
  ListExecutionsInput,
  ListExecutionsOutput,
} from "../generated/types.js";
import { stateMachineNamed } from "../machines/lookup.js";
import { currentRevision } from "../machines/revisions.js";
import { pageItems } from "../paging.js";
import { describeExecution as describe, describeExecutionSummary } from "../running/descriptions.js";
import { describeEvent } from "../running/history-events.js";
import { mapRunOfArn } from "../running/map-run-arns.js";
import { EXECUTIONS, type ExecutionRow, idsOf } from "../state/executions.js";
import { eventsAfter } from "../state/history.js";

export function describeExecution(input: DescribeExecutionInput, ctx: Context): DescribeExecutionOutput {
  return describe(ctx, standardExecution(ctx, input.executionArn), input.includedData);
}

export function getExecutionHistory(
  input: GetExecutionHistoryInput,
  ctx: Context,
): GetExecutionHistoryOutput {
  const { executionArn, reverseOrder = false, includeExecutionData = true } = input;
  const { id, events: last } = standardExecution(ctx, executionArn);
  const { items, next } = pageItems(input, {
    name: ["history", id, reverseOrder],
    after: (position) =>
      eventsAfter(ctx, id, last, position === undefined ? undefined : Number(position), reverseOrder),
    position: ([event]) => String(event),
  });
  return {
    events: items.map(([event, row]) => describeEvent(event, row, includeExecutionData)),
    nextToken: next,
  };
}

export function listExecutions(input: ListExecutionsInput, ctx: Context): ListExecutionsOutput {
  const { statusFilter, redriveFilter } = input;
  const listed = listing(ctx, input);
  const wanted = (row: ExecutionRow) =>
    listed.wanted(row) &&
    (statusFilter === undefined || row.status === statusFilter) &&
    (redriveFilter === undefined || (redriveFilter === "REDRIVEN") === row.redriveCount > 0);
  const { items, next } = pageItems(input, {
    name: ["executions", input.stateMachineArn, input.mapRunArn, statusFilter, redriveFilter],
    after: (position) => newestFirst(ctx, listed.stateMachine, position, wanted),
    position: ({ id }) => id,
  });
  return { executions: items.map((row) => describeExecutionSummary(ctx, row)), nextToken: next };
}

/** The executions to list. @throws InvalidArn, StateMachineDoesNotExist, StateMachineTypeNotSupported */
function listing(
  ctx: Context,
  { stateMachineArn, mapRunArn }: ListExecutionsInput,
): { readonly stateMachine: string; readonly wanted: (row: ExecutionRow) => boolean } {
  if (mapRunArn !== undefined) {
    if (stateMachineArn !== undefined)
      throw validationException("Exactly one of stateMachineArn and mapRunArn must be specified");
    const { id, stateMachine } = mapRunOfArn(mapRunArn);
    return { stateMachine, wanted: ({ mapRun }) => mapRun === id };
  }
  if (stateMachineArn === undefined)
    throw validationException("Exactly one of stateMachineArn and mapRunArn must be specified");
  const { name, qualifier } = parseStateMachineArn(stateMachineArn);
  const machine = stateMachineNamed(ctx, name, stateMachineArn);
  if (currentRevision(ctx, machine).type === "EXPRESS") throw stateMachineTypeNotSupported();
  const number = versionNumber(qualifier);
  return {
    stateMachine: name,
    wanted: ({ version, alias }) =>
      qualifier === undefined || (number === undefined ? alias === qualifier : version === number),
  };
}

function* newestFirst(
  ctx: Context,
  stateMachine: string,
  after: string | undefined,
  wanted: (row: ExecutionRow) => boolean,
): Generator<ExecutionRow> {
  const prefix = idsOf(stateMachine);
  const range = after === undefined ? { from: `${prefix}~` } : { after };
  for (const [id, row] of ctx.table(EXECUTIONS).range({ ...range, reverse: true })) {
    if (!id.startsWith(prefix)) return;
    if (wanted(row)) yield row;
  }
}
