import type { Context } from "../../../runtime/context.js";
import { type Pending, whenReady } from "../../../runtime/handler.js";
import {
  executionAlreadyExists,
  invalidExecutionInput,
  stateMachineTypeNotSupported,
} from "../errors/executions.js";
import { standardExecution } from "../execution-arns.js";
import type {
  DescribeStateMachineForExecutionInput,
  DescribeStateMachineForExecutionOutput,
  StartExecutionInput,
  StartExecutionOutput,
  StartSyncExecutionInput,
  StartSyncExecutionOutput,
  StopExecutionInput,
  StopExecutionOutput,
} from "../generated/types.js";
import { abortExecution } from "../interpreter/finish.js";
import { noteStarted } from "../interpreter/start.js";
import { parseJson } from "../json/parse.js";
import { resolveTarget } from "../machines/targets.js";
import { checkName } from "../names.js";
import { beginExecution, turnAround } from "../running/continue.js";
import { describeSyncExecution } from "../running/descriptions.js";
import { ENDINGS } from "../running/endings.js";
import { machineForExecution } from "../running/machine-descriptions.js";
import { BEGIN, createExecution } from "../running/start.js";
import { EXECUTIONS, executionArn, findExecution } from "../state/executions.js";

const LARGEST_INPUT = 262_144;

export function startExecution(input: StartExecutionInput, ctx: Context): StartExecutionOutput {
  const { name = ctx.ids.uuid(), input: given = "{}" } = input;
  checkName(name);
  const target = targetOf(ctx, input.stateMachineArn);
  checkInput(given);
  const isExpress = target.type === "EXPRESS";
  const known = isExpress ? undefined : findExecution(ctx, target.reference.stateMachine, name);
  if (known) {
    const arn = executionArn(ctx, known);
    if (known.status !== "RUNNING" || known.input !== given) throw executionAlreadyExists(arn);
    return { executionArn: arn, startDate: new Date(known.startDate) };
  }
  const express = isExpress ? ctx.ids.uuid() : undefined;
  const row = createExecution(ctx, { ...target.reference, name, input: given, express });
  ctx.after(0, BEGIN, row.id);
  return { executionArn: executionArn(ctx, row), startDate: new Date(row.startDate) };
}

export function startSyncExecution(
  input: StartSyncExecutionInput,
  ctx: Context,
): StartSyncExecutionOutput | Pending<StartSyncExecutionOutput> {
  const { name = ctx.ids.uuid(), input: given = "{}" } = input;
  checkName(name);
  const target = targetOf(ctx, input.stateMachineArn);
  if (target.type !== "EXPRESS") throw stateMachineTypeNotSupported();
  checkInput(given);
  const { id } = createExecution(ctx, { ...target.reference, name, input: given, express: ctx.ids.uuid() });
  beginExecution(ctx, id);
  const row = ctx.table(EXECUTIONS).get(id);
  const ended = row?.status === "RUNNING" ? ctx.transient(ENDINGS).of(id) : undefined;
  return whenReady(ended, () => describeSyncExecution(ctx, endedExecution(ctx, id)));
}

/** @throws Error if it was forgotten before its answer was written. */
function endedExecution(ctx: Context, id: string) {
  const row = ctx.table(EXECUTIONS).get(id);
  if (!row) throw new Error(`The execution ${id} is gone. Increase the option historyLimit.`);
  return row;
}

export function stopExecution(input: StopExecutionInput, ctx: Context): StopExecutionOutput {
  const row = standardExecution(ctx, input.executionArn);
  const { error, cause } = input;
  if (row.status === "RUNNING") {
    turnAround(ctx, row.id, (turn) => {
      noteStarted(turn);
      abortExecution(turn, { error, cause });
    });
  }
  return { stopDate: new Date(ctx.table(EXECUTIONS).get(row.id)?.stopDate ?? ctx.now()) };
}

export function describeStateMachineForExecution(
  input: DescribeStateMachineForExecutionInput,
  ctx: Context,
): DescribeStateMachineForExecutionOutput {
  return machineForExecution(ctx, standardExecution(ctx, input.executionArn), input.includedData);
}

/** The target of an ARN, and the type of the state machine. */
function targetOf(ctx: Context, stateMachineArn: string) {
  const target = resolveTarget(ctx, stateMachineArn);
  const { stateMachineVersionArn: version, stateMachineAliasArn: alias, testCase } = target;
  const reference = {
    stateMachine: target.machine.name,
    revisionId: target.revision.revisionId,
    ...(version !== undefined && { version: Number(lastPart(version)) }),
    ...(alias !== undefined && { alias: lastPart(alias) }),
    testCase,
  };
  return { reference, type: target.revision.type };
}

function lastPart(arn: string): string {
  return arn.slice(arn.lastIndexOf(":") + 1);
}

/** @throws InvalidExecutionInput */
function checkInput(input: string): void {
  if (input === "") throw invalidExecutionInput("Invalid execution input.");
  const parsed = parseJson(input);
  if ("problem" in parsed) throw invalidExecutionInput(parsed.problem.message);
  if (Buffer.byteLength(input) > LARGEST_INPUT)
    throw invalidExecutionInput(`The input exceeds the maximum of ${LARGEST_INPUT} bytes.`);
}
