import type { Context } from "../../../runtime/context.js";
import { keyPrefix, withPrefix } from "../../../runtime/store/store.js";
import {
  REVISION_USES,
  REVISIONS,
  type RevisionRow,
  type RevisionUse,
  revisionKey,
  STATE_MACHINES,
  type StateMachineRow,
} from "../state/state-machines.js";
import { VERSIONS } from "../state/versions.js";
import { beginDeletion } from "./deletion.js";

/** A reference from an execution to its revision. */
export interface RevisionReference {
  /** The name of the state machine. */
  readonly stateMachine: string;
  readonly revisionId: string;
}

/** The revision of an execution or version. */
export function revisionOf(
  ctx: Context,
  { stateMachine, revisionId }: RevisionReference,
): RevisionRow | undefined {
  return ctx.table(REVISIONS).get(revisionKey(stateMachine, revisionId));
}

/** The current revision of a state machine, which new executions run. */
export function currentRevision(ctx: Context, { name, revisionId }: StateMachineRow): RevisionRow {
  const revision = revisionOf(ctx, { stateMachine: name, revisionId });
  if (!revision) throw new Error(`The state machine ${name} lacks its revision ${revisionId}.`);
  return revision;
}

/** Counts an execution that starts; its revision is kept. */
export function executionBegins(ctx: Context, reference: RevisionReference): void {
  count(ctx, reference, { running: 1, kept: 1 });
}

/** Counts an execution that runs again. */
export function executionIsRedriven(ctx: Context, reference: RevisionReference): void {
  count(ctx, reference, { running: 1, kept: 0 });
}

/** Counts an execution that ends. Removes a state machine that was waiting for it. */
export function executionEnds(ctx: Context, reference: RevisionReference): void {
  count(ctx, reference, { running: -1, kept: 0 });
  const machine = ctx.table(STATE_MACHINES).get(reference.stateMachine);
  if (machine?.status === "DELETING" && !hasRunningExecutions(ctx, machine.name)) beginDeletion(ctx, machine);
}

/** Counts a removed execution, which no longer keeps its revision. */
export function executionIsForgotten(ctx: Context, reference: RevisionReference): void {
  count(ctx, reference, { running: 0, kept: -1 });
  dropUnused(ctx, reference);
}

/** Whether executions of a state machine are running, of any revision. */
export function hasRunningExecutions(ctx: Context, stateMachine: string): boolean {
  for (const { running } of withPrefix(ctx.table(REVISION_USES), keyPrefix(stateMachine)))
    if (running > 0) return true;
  return false;
}

/** Removes a revision that is neither current nor referred to by a version or execution. */
export function dropUnused(ctx: Context, reference: RevisionReference): void {
  const { stateMachine, revisionId } = reference;
  const key = revisionKey(stateMachine, revisionId);
  if (ctx.table(REVISION_USES).has(key)) return;
  if (ctx.table(STATE_MACHINES).get(stateMachine)?.revisionId === revisionId) return;
  for (const version of withPrefix(ctx.table(VERSIONS), keyPrefix(stateMachine)))
    if (version.revisionId === revisionId) return;
  ctx.table(REVISIONS).delete(key);
}

function count(ctx: Context, { stateMachine, revisionId }: RevisionReference, by: RevisionUse): void {
  const uses = ctx.table(REVISION_USES);
  const key = revisionKey(stateMachine, revisionId);
  const { running, kept } = uses.get(key) ?? { running: 0, kept: 0 };
  if (kept + by.kept === 0) uses.delete(key);
  else uses.put(key, { running: running + by.running, kept: kept + by.kept });
}
