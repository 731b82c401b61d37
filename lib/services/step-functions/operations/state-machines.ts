import type { Context } from "../../../runtime/context.js";
import { isOwnArn, parseStateMachineArn, qualifiedArnOf, stateMachineArn, versionNumber } from "../arns.js";
import {
  descriptionWithoutPublish,
  nothingToUpdate,
  qualifiedArn,
  stateMachineDoesNotExist,
} from "../errors/state-machines.js";
import type {
  CreateStateMachineInput,
  CreateStateMachineOutput,
  DeleteStateMachineInput,
  DeleteStateMachineOutput,
  DescribeStateMachineInput,
  DescribeStateMachineOutput,
  ListStateMachinesInput,
  ListStateMachinesOutput,
  UpdateStateMachineInput,
  UpdateStateMachineOutput,
} from "../generated/types.js";
import { createMachine } from "../machines/creation.js";
import { beginDeletion, deletionDescribed } from "../machines/deletion.js";
import { describeMachine, describeMachineSummary, describeVersion } from "../machines/descriptions.js";
import { hasLabel } from "../machines/labels.js";
import { requireActive, stateMachineNamed, stateMachineOf } from "../machines/lookup.js";
import { currentRevision, hasRunningExecutions, revisionOf } from "../machines/revisions.js";
import { updateMachine } from "../machines/update.js";
import { publish } from "../machines/versions.js";
import { pageRows } from "../paging.js";
import { STATE_MACHINE_ORDER, STATE_MACHINES } from "../state/state-machines.js";
import { VERSIONS, versionKey } from "../state/versions.js";

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_CreateStateMachine.html */
export function createStateMachine(input: CreateStateMachineInput, ctx: Context): CreateStateMachineOutput {
  if (input.versionDescription !== undefined && !input.publish) throw descriptionWithoutPublish();
  const machine = createMachine(ctx, input);
  const { name, creationDate } = machine;
  const version = input.publish ? publish(ctx, machine, input.versionDescription) : undefined;
  return {
    stateMachineArn: stateMachineArn(ctx, name),
    creationDate,
    ...(version && { stateMachineVersionArn: qualifiedArnOf(ctx, name, version.version) }),
  };
}

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeStateMachine.html */
export function describeStateMachine(
  { stateMachineArn: arn, includedData }: DescribeStateMachineInput,
  ctx: Context,
): DescribeStateMachineOutput {
  const { name, qualifier, label } = parseStateMachineArn(arn);
  const machine = stateMachineNamed(ctx, name, arn);
  deletionDescribed(ctx, machine);
  if (qualifier !== undefined) {
    const version = ctx.table(VERSIONS).get(versionKey(name, versionNumber(qualifier) ?? 0));
    const revision = version && revisionOf(ctx, version);
    if (!version || !revision) throw stateMachineDoesNotExist(arn);
    return describeVersion(ctx, machine, revision, version, includedData);
  }
  const revision = currentRevision(ctx, machine);
  const described = describeMachine(ctx, machine, revision, includedData);
  if (label === undefined) return described;
  if (!hasLabel(revision.definition, label)) throw stateMachineDoesNotExist(arn);
  return { ...described, stateMachineArn: arn, label };
}

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_UpdateStateMachine.html */
export function updateStateMachine(input: UpdateStateMachineInput, ctx: Context): UpdateStateMachineOutput {
  const { stateMachineArn: arn, publish: publishes = false, versionDescription, ...changes } = input;
  const before = stateMachineOf(ctx, arn);
  requireActive(before, arn);
  if (Object.values(changes).every((change) => change === undefined)) throw nothingToUpdate();
  if (versionDescription !== undefined && !publishes) throw descriptionWithoutPublish();
  const machine = updateMachine(ctx, before, input);
  const version = publishes ? publish(ctx, machine, versionDescription) : undefined;
  const { revisionId, shown } = currentRevision(ctx, machine);
  return {
    updateDate: ctx.date(),
    ...(shown && { revisionId }),
    ...(version && { stateMachineVersionArn: qualifiedArnOf(ctx, machine.name, version.version) }),
  };
}

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_DeleteStateMachine.html */
export function deleteStateMachine(
  { stateMachineArn: arn }: DeleteStateMachineInput,
  ctx: Context,
): DeleteStateMachineOutput {
  const { name, qualifier, label } = parseStateMachineArn(arn);
  if (qualifier !== undefined || label !== undefined) throw qualifiedArn();
  const machine = isOwnArn(ctx, arn) ? ctx.table(STATE_MACHINES).get(name) : undefined;
  if (machine?.status !== "ACTIVE") return {};
  ctx.table(STATE_MACHINES).put(name, { ...machine, status: "DELETING" });
  if (!hasRunningExecutions(ctx, name)) beginDeletion(ctx, machine);
  return {};
}

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListStateMachines.html */
export function listStateMachines(input: ListStateMachinesInput, ctx: Context): ListStateMachinesOutput {
  const { items, next } = pageRows(input, "ListStateMachines", ctx.table(STATE_MACHINE_ORDER));
  const rows = items.flatMap((name) => ctx.table(STATE_MACHINES).get(name) ?? []);
  return { stateMachines: rows.map((row) => describeMachineSummary(ctx, row)), nextToken: next };
}
