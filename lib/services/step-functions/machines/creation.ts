import type { Context } from "../../../runtime/context.js";
import { stateMachineArn } from "../arns.js";
import { checkEncryption } from "../encryption.js";
import {
  stateMachineAlreadyExists,
  stateMachineDeleting,
  stateMachineLimitExceeded,
} from "../errors/state-machines.js";
import type { CreateStateMachineInput } from "../generated/types.js";
import { checkName } from "../names.js";
import {
  orderKey,
  REVISIONS,
  type RevisionRow,
  revisionKey,
  STATE_MACHINE_ORDER,
  STATE_MACHINES,
  type StateMachineRow,
} from "../state/state-machines.js";
import { tagging } from "../tags.js";
import { checkLogging } from "./configuration.js";
import { checkDefinition } from "./definition.js";
import { currentRevision } from "./revisions.js";
import { checkPermissions, checkRole } from "./role.js";

const MOST_STATE_MACHINES = 100_000;

/**
 * Creates a state machine, or returns the one that an equal request created.
 *
 * @throws InvalidName, InvalidArn, InvalidDefinition, InvalidLoggingConfiguration,
 * InvalidEncryptionConfiguration, StateMachineAlreadyExists, StateMachineDeleting, StateMachineLimitExceeded,
 * TooManyTags
 */
export function createMachine(ctx: Context, input: CreateStateMachineInput): StateMachineRow {
  const revision = initialRevision(ctx, input);
  const { name, publish = false, versionDescription } = input;
  const published = publish
    ? { ...(versionDescription !== undefined && { description: versionDescription }) }
    : undefined;
  const before = ctx.table(STATE_MACHINES).get(name);
  if (before) return requireEqual(ctx, before, revision, published);
  if (ctx.table(STATE_MACHINES).size >= MOST_STATE_MACHINES) throw stateMachineLimitExceeded();
  const machine: StateMachineRow = {
    name,
    type: revision.type,
    status: "ACTIVE",
    creationDate: ctx.date(),
    revisionId: revision.revisionId,
    latestVersion: 0,
    ...(published && { published }),
    tags: tagging.merged([], input.tags ?? [], stateMachineArn(ctx, name)),
  };
  ctx.table(STATE_MACHINES).put(name, machine);
  ctx.table(STATE_MACHINE_ORDER).put(orderKey(machine), name);
  ctx.table(REVISIONS).put(revisionKey(name, revision.revisionId), revision);
  return machine;
}

function initialRevision(ctx: Context, input: CreateStateMachineInput): RevisionRow {
  const { name, definition, roleArn, type = "STANDARD" } = input;
  checkName(name);
  checkRole(roleArn);
  const loggingConfiguration = checkLogging(ctx, input.loggingConfiguration);
  const encryptionConfiguration = checkEncryption(ctx, input.encryptionConfiguration);
  checkDefinition(definition, type);
  const revision: RevisionRow = {
    revisionId: ctx.ids.uuid(),
    stateMachine: name,
    type,
    definition,
    roleArn,
    loggingConfiguration,
    tracingConfiguration: { enabled: input.tracingConfiguration?.enabled ?? false },
    encryptionConfiguration,
    updateDate: ctx.date(),
    shown: false,
  };
  checkPermissions(ctx, revision);
  return revision;
}

/** Another role and other tags are ignored, as AWS documents; everything else must be equal. */
function requireEqual(
  ctx: Context,
  before: StateMachineRow,
  revision: RevisionRow,
  published: StateMachineRow["published"],
): StateMachineRow {
  const arn = stateMachineArn(ctx, before.name);
  if (before.status === "DELETING") throw stateMachineDeleting(arn);
  const same =
    comparable(currentRevision(ctx, before)) === comparable(revision) &&
    JSON.stringify(before.published) === JSON.stringify(published);
  if (!same) throw stateMachineAlreadyExists(arn);
  return before;
}

function comparable(revision: RevisionRow): string {
  const { type, definition, loggingConfiguration, tracingConfiguration, encryptionConfiguration } = revision;
  return JSON.stringify([
    type,
    definition,
    loggingConfiguration,
    tracingConfiguration,
    encryptionConfiguration,
  ]);
}
