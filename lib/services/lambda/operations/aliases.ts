import type { Context } from "../../../runtime/context.js";
import { keyPrefix } from "../../../runtime/store/store.js";
import {
  aliasExists,
  aliasNotFound,
  latestWithWeights,
  revisionMismatch,
  sameVersionTwice,
  tooManyWeights,
  updatedAliasNotFound,
} from "../errors/functions.js";
import type {
  AliasConfiguration,
  CreateAliasRequest,
  DeleteAliasRequest,
  GetAliasRequest,
  ListAliasesRequest,
  ListAliasesResponse,
  UpdateAliasRequest,
} from "../generated/types.js";
import { beginProvisioning } from "../lifecycle.js";
import { existingFunction, existingVersion } from "../lookup.js";
import { pager } from "../paging.js";
import { functionArn, referenceOf } from "../references.js";
import { ALIASES, type AliasRow, LATEST, PROVISIONED, qualifiedKey } from "../state.js";

export function createAlias(input: CreateAliasRequest, ctx: Context): AliasConfiguration {
  const { name } = referenceOf(ctx, input.FunctionName);
  const key = qualifiedKey(name, input.Name);
  const row: AliasRow = {
    functionName: name,
    name: input.Name,
    version: input.FunctionVersion,
    description: input.Description ?? "",
    revisionId: ctx.ids.uuid(),
    weights: input.RoutingConfig?.AdditionalVersionWeights ?? {},
  };
  checkTargets(ctx, row);
  if (ctx.table(ALIASES).has(key)) throw aliasExists(functionArn(ctx, { name, qualifier: input.Name }));
  ctx.table(ALIASES).put(key, row);
  return describeAlias(ctx, row);
}

export function getAlias(input: GetAliasRequest, ctx: Context): AliasConfiguration {
  const { name } = referenceOf(ctx, input.FunctionName);
  const row = ctx.table(ALIASES).get(qualifiedKey(name, input.Name));
  if (!row) throw aliasNotFound(functionArn(ctx, { name, qualifier: input.Name }));
  return describeAlias(ctx, row);
}

export function updateAlias(input: UpdateAliasRequest, ctx: Context): AliasConfiguration {
  const { name } = referenceOf(ctx, input.FunctionName);
  const key = qualifiedKey(name, input.Name);
  const before = ctx.table(ALIASES).get(key);
  if (!before) throw updatedAliasNotFound(functionArn(ctx, { name, qualifier: input.Name }));
  if (input.RevisionId !== undefined && input.RevisionId !== before.revisionId) throw revisionMismatch();
  const row: AliasRow = {
    ...before,
    version: input.FunctionVersion ?? before.version,
    description: input.Description ?? before.description,
    weights: input.RoutingConfig?.AdditionalVersionWeights ?? before.weights,
    revisionId: ctx.ids.uuid(),
  };
  checkTargets(ctx, row);
  ctx.table(ALIASES).put(key, row);
  if (row.version !== before.version) moveProvisioned(ctx, key);
  return describeAlias(ctx, row);
}

/** Deleting a missing alias succeeds. */
export function deleteAlias(input: DeleteAliasRequest, ctx: Context): object {
  const { name } = referenceOf(ctx, input.FunctionName);
  ctx.table(ALIASES).delete(qualifiedKey(name, input.Name));
  return {};
}

export function listAliases(input: ListAliasesRequest, ctx: Context): ListAliasesResponse {
  const { name } = referenceOf(ctx, input.FunctionName);
  existingFunction(ctx, { name });
  const version = input.FunctionVersion;
  const page = pager.rows(input, "ListAliases", ctx.table(ALIASES), {
    prefix: keyPrefix(name),
    wanted: (row) => version === undefined || row.version === version,
  });
  return { Aliases: page.items.map((row) => describeAlias(ctx, row)), NextMarker: page.next };
}

/**
 * Provisioned concurrency of an alias is allocated again for its new version; until then the old allocation
 * counts.
 */
function moveProvisioned(ctx: Context, key: string): void {
  const row = ctx.table(PROVISIONED).get(key);
  if (!row) return;
  ctx.table(PROVISIONED).put(key, { ...row, ready: false });
  beginProvisioning(ctx, key);
}

function checkTargets(ctx: Context, { functionName: name, version, weights }: AliasRow): void {
  const others = Object.keys(weights);
  if (others.length > 1) throw tooManyWeights();
  if (others.includes(version)) throw sameVersionTwice(version);
  if (others.length > 0 && version === LATEST) throw latestWithWeights();
  for (const target of [version, ...others]) existingVersion(ctx, { name, qualifier: target });
}

function describeAlias(ctx: Context, row: AliasRow): AliasConfiguration {
  return {
    AliasArn: functionArn(ctx, { name: row.functionName, qualifier: row.name }),
    Name: row.name,
    FunctionVersion: row.version,
    Description: row.description,
    RevisionId: row.revisionId,
    RoutingConfig:
      Object.keys(row.weights).length > 0 ? { AdditionalVersionWeights: row.weights } : undefined,
  };
}
