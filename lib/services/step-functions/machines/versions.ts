import type { Context } from "../../../runtime/context.js";
import { keyPrefix, withPrefix } from "../../../runtime/store/store.js";
import { quotaExceeded } from "../errors/requests.js";
import { REVISIONS, revisionKey, STATE_MACHINES, type StateMachineRow } from "../state/state-machines.js";
import { VERSIONS, type VersionRow, versionKey } from "../state/versions.js";
import { currentRevision } from "./revisions.js";

const MOST_VERSIONS = 1_000;

/**
 * Publishes the current revision, unless it is the latest published one.
 *
 * @throws ServiceQuotaExceededException
 */
export function publish(ctx: Context, machine: StateMachineRow, description?: string): VersionRow {
  const { name, revisionId } = machine;
  const versions = [...versionsOf(ctx, name)];
  const published = versions.find((version) => version.revisionId === revisionId);
  if (published) return published;
  if (versions.length >= MOST_VERSIONS)
    throw quotaExceeded(`The state machine has ${MOST_VERSIONS} versions, which is the limit.`);
  const version = machine.latestVersion + 1;
  const row: VersionRow = {
    stateMachine: name,
    version,
    revisionId,
    ...(description !== undefined && { description }),
    creationDate: ctx.date(),
  };
  ctx.table(VERSIONS).put(versionKey(name, version), row);
  ctx.table(STATE_MACHINES).put(name, { ...machine, latestVersion: version });
  show(ctx, machine);
  return row;
}

/** The versions of a state machine, newest first. */
export function versionsOf(ctx: Context, stateMachine: string): Iterable<VersionRow> {
  return withPrefix(ctx.table(VERSIONS), keyPrefix(stateMachine));
}

/** On AWS a revision has a visible id from its first version on. */
function show(ctx: Context, machine: StateMachineRow): void {
  const revision = currentRevision(ctx, machine);
  if (!revision.shown)
    ctx.table(REVISIONS).put(revisionKey(machine.name, revision.revisionId), { ...revision, shown: true });
}
