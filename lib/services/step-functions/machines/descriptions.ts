import type { Context } from "../../../runtime/context.js";
import { qualifiedArnOf, stateMachineArn } from "../arns.js";
import type {
  DescribeStateMachineAliasOutput,
  DescribeStateMachineOutput,
  IncludedData,
  StateMachineListItem,
} from "../generated/types.js";
import type { AliasRow } from "../state/aliases.js";
import type { RevisionRow, StateMachineRow } from "../state/state-machines.js";
import type { VersionRow } from "../state/versions.js";

/** A state machine as returned by DescribeStateMachine. */
export function describeMachine(
  ctx: Context,
  { name, status, creationDate }: StateMachineRow,
  revision: RevisionRow,
  includedData?: IncludedData,
): DescribeStateMachineOutput {
  const { type, definition, roleArn, loggingConfiguration, tracingConfiguration } = revision;
  return {
    stateMachineArn: stateMachineArn(ctx, name),
    name,
    status,
    definition: includedData === "METADATA_ONLY" ? "{}" : definition,
    roleArn,
    type,
    creationDate,
    loggingConfiguration,
    tracingConfiguration,
    encryptionConfiguration: revision.encryptionConfiguration,
    ...(revision.shown && { revisionId: revision.revisionId }),
  };
}

/** A version as returned by DescribeStateMachine. */
export function describeVersion(
  ctx: Context,
  machine: StateMachineRow,
  revision: RevisionRow,
  { version, description, creationDate }: VersionRow,
  includedData?: IncludedData,
): DescribeStateMachineOutput {
  return {
    ...describeMachine(ctx, machine, revision, includedData),
    stateMachineArn: qualifiedArnOf(ctx, machine.name, version),
    creationDate,
    ...(description !== undefined && { description }),
  };
}

/** A state machine as returned by ListStateMachines. */
export function describeMachineSummary(
  ctx: Context,
  { name, type, creationDate }: StateMachineRow,
): StateMachineListItem {
  return { stateMachineArn: stateMachineArn(ctx, name), name, type, creationDate };
}

export function describeAlias(
  ctx: Context,
  row: AliasRow,
): Required<Omit<DescribeStateMachineAliasOutput, "description">> &
  Pick<DescribeStateMachineAliasOutput, "description"> {
  const { stateMachine, name, description, routes, creationDate, updateDate } = row;
  return {
    stateMachineAliasArn: qualifiedArnOf(ctx, stateMachine, name),
    name,
    ...(description !== undefined && { description }),
    routingConfiguration: routes.map(({ version, weight }) => ({
      stateMachineVersionArn: qualifiedArnOf(ctx, stateMachine, version),
      weight,
    })),
    creationDate,
    updateDate,
  };
}
