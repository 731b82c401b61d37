import type { Context } from "../../../runtime/context.js";
import type { TimerHandler } from "../../../runtime/service.js";
import { keyPrefix, withPrefix } from "../../../runtime/store/store.js";
import { ALIASES, aliasKey } from "../state/aliases.js";
import {
  orderKey,
  REVISION_USES,
  REVISIONS,
  revisionKey,
  STATE_MACHINE_ORDER,
  STATE_MACHINES,
  type StateMachineRow,
} from "../state/state-machines.js";
import { VERSIONS, versionKey } from "../state/versions.js";

const DELETED = "step-functions.state-machine-deleted";

export const DELETION_TIMERS: Readonly<Record<string, TimerHandler>> = { [DELETED]: remove };

/** Schedules the removal of a state machine in DELETING. */
export function beginDeletion(ctx: Context, { name }: StateMachineRow): void {
  ctx.later("deleting", DELETED, name);
}

/** Counts a describe call. */
export function deletionDescribed(ctx: Context, { name, status }: StateMachineRow): void {
  if (status === "DELETING") ctx.described(DELETED, name);
}

/** Removes a state machine with its versions and aliases. Revisions are kept as long as their executions. */
function remove(name: string, ctx: Context): void {
  const machine = ctx.table(STATE_MACHINES).get(name);
  if (machine?.status !== "DELETING") return;
  ctx.table(STATE_MACHINES).delete(name);
  ctx.table(STATE_MACHINE_ORDER).delete(orderKey(machine));
  for (const alias of [...withPrefix(ctx.table(ALIASES), keyPrefix(name))])
    ctx.table(ALIASES).delete(aliasKey(name, alias.name));
  for (const { version } of [...withPrefix(ctx.table(VERSIONS), keyPrefix(name))])
    ctx.table(VERSIONS).delete(versionKey(name, version));
  for (const { revisionId } of [...withPrefix(ctx.table(REVISIONS), keyPrefix(name))]) {
    const key = revisionKey(name, revisionId);
    if (!ctx.table(REVISION_USES).has(key)) ctx.table(REVISIONS).delete(key);
  }
}
