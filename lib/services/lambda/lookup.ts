import type { Context } from "../../runtime/context.js";
import { keyPrefix, withPrefix } from "../../runtime/store/store.js";
import { aliasNotFound, functionNotFound } from "./errors/functions.js";
import { type FunctionReference, functionArn } from "./references.js";
import {
  ALIASES,
  type AliasRow,
  FUNCTIONS,
  type FunctionRow,
  isVersionNumber,
  LATEST,
  qualifiedKey,
  VERSIONS,
  type VersionRow,
} from "./state.js";

/** @throws ResourceNotFoundException, with the requested ARN, or with `shown`. */
export function existingFunction(ctx: Context, reference: FunctionReference, shown = reference): FunctionRow {
  const row = ctx.table(FUNCTIONS).get(reference.name);
  if (!row) throw functionNotFound(functionArn(ctx, shown));
  return row;
}

export function latestOf(ctx: Context, name: string): VersionRow {
  return existingVersion(ctx, { name, qualifier: LATEST }, { name });
}

export function aliasOf(ctx: Context, { name, qualifier }: FunctionReference): AliasRow | undefined {
  return qualifier === undefined ? undefined : ctx.table(ALIASES).get(qualifiedKey(name, qualifier));
}

/** The version of a reference, resolving an alias. */
export function versionOf(ctx: Context, reference: FunctionReference): VersionRow | undefined {
  const { name, qualifier = LATEST } = reference;
  const version = aliasOf(ctx, reference)?.version ?? qualifier;
  return ctx.table(VERSIONS).get(qualifiedKey(name, version));
}

/** @throws ResourceNotFoundException, with the requested ARN, or with `shown`. */
export function existingVersion(ctx: Context, reference: FunctionReference, shown = reference): VersionRow {
  const row = versionOf(ctx, reference);
  if (!row) throw functionNotFound(functionArn(ctx, shown));
  return row;
}

/** @throws ResourceNotFoundException, in other words for an alias than for a version. */
export function existingQualified(ctx: Context, reference: FunctionReference): VersionRow {
  if (isAliasName(reference.qualifier) && !aliasOf(ctx, reference)) {
    throw aliasNotFound(functionArn(ctx, reference));
  }
  return existingVersion(ctx, reference);
}

export function versionsOf(ctx: Context, name: string): Generator<VersionRow> {
  return withPrefix(ctx.table(VERSIONS), keyPrefix(name));
}

export function aliasesOf(ctx: Context, name: string): Generator<AliasRow> {
  return withPrefix(ctx.table(ALIASES), keyPrefix(name));
}

/** Whether a qualifier is `$LATEST`, explicitly or by default. */
export function isLatest(qualifier: string | undefined): boolean {
  return qualifier === undefined || qualifier === LATEST;
}

/** Whether a qualifier is the name of an alias: neither a number nor `$LATEST`. */
export function isAliasName(qualifier: string | undefined): qualifier is string {
  return qualifier !== undefined && qualifier !== LATEST && !isVersionNumber(qualifier);
}
