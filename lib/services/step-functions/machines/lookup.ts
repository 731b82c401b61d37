import type { Context } from "../../../runtime/context.js";
import { isOwnArn, parseStateMachineArn, versionNumber } from "../arns.js";
import { referencedResourceNotFound } from "../errors/requests.js";
import { qualifiedArn, stateMachineDeleting, stateMachineDoesNotExist } from "../errors/state-machines.js";
import { ALIASES, type AliasRow, aliasKey } from "../state/aliases.js";
import { STATE_MACHINES, type StateMachineRow } from "../state/state-machines.js";
import { VERSIONS, type VersionRow, versionKey } from "../state/versions.js";

/**
 * The state machine of an ARN without version and alias.
 *
 * @throws InvalidArn, ValidationException, StateMachineDoesNotExist
 */
export function stateMachineOf(ctx: Context, arn: string): StateMachineRow {
  const { name, qualifier, label } = parseStateMachineArn(arn);
  if (qualifier !== undefined || label !== undefined) throw qualifiedArn();
  return stateMachineNamed(ctx, name, arn);
}

/**
 * The state machine with a name in this account and region.
 *
 * @param arn the requested ARN, for the error.
 * @throws StateMachineDoesNotExist
 */
export function stateMachineNamed(ctx: Context, name: string, arn: string): StateMachineRow {
  const row = isOwnArn(ctx, arn) ? ctx.table(STATE_MACHINES).get(name) : undefined;
  if (!row) throw stateMachineDoesNotExist(arn);
  return row;
}

/** @throws StateMachineDeleting */
export function requireActive({ status }: StateMachineRow, arn: string): void {
  if (status === "DELETING") throw stateMachineDeleting(arn);
}

/** The version of an ARN; `undefined` if it does not exist. @throws InvalidArn, ValidationException for other ARNs. */
export function versionOf(ctx: Context, arn: string): VersionRow | undefined {
  const { name, qualifier } = parseStateMachineArn(arn);
  const version = versionNumber(qualifier);
  if (version === undefined) throw qualifiedArn();
  return isOwnArn(ctx, arn) ? ctx.table(VERSIONS).get(versionKey(name, version)) : undefined;
}

/** The alias of an ARN. @throws InvalidArn, ResourceNotFound */
export function aliasOf(ctx: Context, arn: string): AliasRow {
  const { name, qualifier = "" } = parseStateMachineArn(arn);
  const row = isOwnArn(ctx, arn) ? ctx.table(ALIASES).get(aliasKey(name, qualifier)) : undefined;
  if (!row) throw referencedResourceNotFound();
  return row;
}
