import { isDeepStrictEqual } from "node:util";
import type { Context } from "../../../runtime/context.js";
import { checkEncryption } from "../encryption.js";
import type { UpdateStateMachineInput } from "../generated/types.js";
import {
  REVISIONS,
  type RevisionRow,
  revisionKey,
  STATE_MACHINES,
  type StateMachineRow,
} from "../state/state-machines.js";
import { checkLogging } from "./configuration.js";
import { checkDefinition } from "./definition.js";
import { currentRevision, dropUnused } from "./revisions.js";
import { checkPermissions, checkRole } from "./role.js";

/**
 * Adds a revision to a state machine, unless the request changes nothing.
 *
 * @throws InvalidArn, InvalidDefinition, InvalidLoggingConfiguration, InvalidEncryptionConfiguration
 */
export function updateMachine(
  ctx: Context,
  machine: StateMachineRow,
  input: UpdateStateMachineInput,
): StateMachineRow {
  const before = currentRevision(ctx, machine);
  const changed: RevisionRow = { ...before, ...changesOf(ctx, machine, input) };
  if (isDeepStrictEqual(before, changed)) return machine;
  checkPermissions(ctx, changed);
  const revision = { ...changed, revisionId: ctx.ids.uuid(), updateDate: ctx.date(), shown: true };
  const updated = { ...machine, revisionId: revision.revisionId };
  ctx.table(REVISIONS).put(revisionKey(machine.name, revision.revisionId), revision);
  ctx.table(STATE_MACHINES).put(machine.name, updated);
  dropUnused(ctx, before);
  return updated;
}

function changesOf(
  ctx: Context,
  { type }: StateMachineRow,
  { definition, roleArn, loggingConfiguration, ...input }: UpdateStateMachineInput,
): Partial<RevisionRow> {
  if (roleArn !== undefined) checkRole(roleArn);
  if (definition !== undefined) checkDefinition(definition, type);
  return {
    ...(definition !== undefined && { definition }),
    ...(roleArn !== undefined && { roleArn }),
    ...(loggingConfiguration && { loggingConfiguration: checkLogging(ctx, loggingConfiguration) }),
    ...(input.tracingConfiguration && {
      tracingConfiguration: { enabled: input.tracingConfiguration.enabled ?? false },
    }),
    ...(input.encryptionConfiguration && {
      encryptionConfiguration: checkEncryption(ctx, input.encryptionConfiguration),
    }),
  };
}
