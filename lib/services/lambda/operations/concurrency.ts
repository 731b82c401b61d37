import type { Context } from "../../../runtime/context.js";
import { keyPrefix } from "../../../runtime/store/store.js";
import {
  aliasOfProvisionedVersion,
  provisionedAboveAccount,
  provisionedAboveReserved,
  provisionedNeedsQualifier,
  provisionedNotFound,
  provisionedOfLatest,
  reservedBelowProvisioned,
  unreservedTooLow,
  versionHasProvisionedAlias,
} from "../errors/invocations.js";
import type {
  Concurrency,
  DeleteFunctionConcurrencyRequest,
  DeleteProvisionedConcurrencyConfigRequest,
  GetFunctionConcurrencyRequest,
  GetFunctionConcurrencyResponse,
  GetProvisionedConcurrencyConfigRequest,
  GetProvisionedConcurrencyConfigResponse,
  ListProvisionedConcurrencyConfigsRequest,
  ListProvisionedConcurrencyConfigsResponse,
  PutFunctionConcurrencyRequest,
  PutProvisionedConcurrencyConfigRequest,
  PutProvisionedConcurrencyConfigResponse,
} from "../generated/types.js";
import { beginProvisioning, provisioningDescribed } from "../lifecycle.js";
import { aliasesOf, existingFunction, existingQualified, isAliasName, isLatest } from "../lookup.js";
import { pager } from "../paging.js";
import { LEAST_UNRESERVED, provisionedConcurrency, unreservedConcurrency } from "../quotas.js";
import { functionArn, referenceOf, unqualifiedName } from "../references.js";
import { FUNCTIONS, LATEST, PROVISIONED, type ProvisionedRow, qualifiedKey } from "../state.js";
import { momentInSeconds } from "../text.js";

export function putFunctionConcurrency(input: PutFunctionConcurrencyRequest, ctx: Context): Concurrency {
  const name = unqualifiedName(ctx, input.FunctionName);
  const row = existingFunction(ctx, { name }, { name, qualifier: LATEST });
  const reserved = input.ReservedConcurrentExecutions;
  if (unreservedConcurrency(ctx, name) - reserved < LEAST_UNRESERVED) throw unreservedTooLow();
  const provisioned = provisionedConcurrency(ctx, name);
  if (reserved < provisioned) throw reservedBelowProvisioned(reserved, provisioned);
  ctx.table(FUNCTIONS).put(name, { ...row, reservedConcurrency: reserved });
  return { ReservedConcurrentExecutions: reserved };
}

export function getFunctionConcurrency(
  input: GetFunctionConcurrencyRequest,
  ctx: Context,
): GetFunctionConcurrencyResponse {
  const row = existingFunction(ctx, { name: unqualifiedName(ctx, input.FunctionName) });
  return { ReservedConcurrentExecutions: row.reservedConcurrency };
}

export function deleteFunctionConcurrency(input: DeleteFunctionConcurrencyRequest, ctx: Context): object {
  const row = existingFunction(ctx, { name: unqualifiedName(ctx, input.FunctionName) });
  ctx.table(FUNCTIONS).put(row.name, { ...row, reservedConcurrency: undefined });
  return {};
}

export function putProvisionedConcurrencyConfig(
  input: PutProvisionedConcurrencyConfigRequest,
  ctx: Context,
): PutProvisionedConcurrencyConfigResponse {
  const { name, qualifier } = referenceOf(ctx, input.FunctionName, input.Qualifier);
  if (qualifier === undefined || qualifier === LATEST) throw provisionedOfLatest();
  const { version } = existingQualified(ctx, { name, qualifier });
  const owner = existingFunction(ctx, { name, qualifier });
  refuseOverlap(ctx, name, qualifier, version);
  const requested = input.ProvisionedConcurrentExecutions;
  const total = provisionedConcurrency(ctx, name, qualifier) + requested;
  if (owner.reservedConcurrency !== undefined && total > owner.reservedConcurrency)
    throw provisionedAboveReserved();
  const unreserved = unreservedConcurrency(ctx) - LEAST_UNRESERVED;
  if (owner.reservedConcurrency === undefined && total > unreserved)
    throw provisionedAboveAccount(unreserved);
  const row = {
    functionName: name,
    qualifier,
    requested,
    allocated: 0,
    ready: false,
    lastModified: ctx.date(),
  };
  const key = qualifiedKey(name, qualifier);
  ctx.table(PROVISIONED).put(key, row);
  beginProvisioning(ctx, key);
  return describeProvisioning(row);
}

export function getProvisionedConcurrencyConfig(
  input: GetProvisionedConcurrencyConfigRequest,
  ctx: Context,
): GetProvisionedConcurrencyConfigResponse {
  const key = provisionedKey(ctx, input);
  const row = ctx.table(PROVISIONED).get(key);
  if (!row) throw provisionedNotFound();
  const answer = describeProvisioning(row);
  provisioningDescribed(ctx, key);
  return answer;
}

export function deleteProvisionedConcurrencyConfig(
  input: DeleteProvisionedConcurrencyConfigRequest,
  ctx: Context,
): object {
  ctx.table(PROVISIONED).delete(provisionedKey(ctx, input));
  return {};
}

export function listProvisionedConcurrencyConfigs(
  input: ListProvisionedConcurrencyConfigsRequest,
  ctx: Context,
): ListProvisionedConcurrencyConfigsResponse {
  const { name } = referenceOf(ctx, input.FunctionName);
  existingFunction(ctx, { name });
  const page = pager.rows(input, "ListProvisionedConcurrencyConfigs", ctx.table(PROVISIONED), {
    prefix: keyPrefix(name),
  });
  return {
    ProvisionedConcurrencyConfigs: page.items.map((row) => ({
      FunctionArn: functionArn(ctx, { name, qualifier: row.qualifier }),
      ...describeProvisioning(row),
    })),
    NextMarker: page.next,
  };
}

function provisionedKey(ctx: Context, input: GetProvisionedConcurrencyConfigRequest): string {
  const { name, qualifier } = referenceOf(ctx, input.FunctionName, input.Qualifier);
  if (qualifier === undefined || isLatest(qualifier)) throw provisionedNeedsQualifier();
  existingQualified(ctx, { name, qualifier });
  return qualifiedKey(name, qualifier);
}

/** A version is provisioned directly or through one alias, never both. */
function refuseOverlap(ctx: Context, name: string, qualifier: string, version: string): void {
  const isProvisioned = (other: string) => ctx.table(PROVISIONED).has(qualifiedKey(name, other));
  if (isAliasName(qualifier)) {
    if (isProvisioned(version)) throw aliasOfProvisionedVersion();
  } else if (
    [...aliasesOf(ctx, name)].some((alias) => alias.version === version && isProvisioned(alias.name))
  ) {
    throw versionHasProvisionedAlias();
  }
}

function describeProvisioning({
  requested,
  allocated,
  ready,
  lastModified,
}: ProvisionedRow): GetProvisionedConcurrencyConfigResponse {
  return {
    RequestedProvisionedConcurrentExecutions: requested,
    AvailableProvisionedConcurrentExecutions: allocated,
    AllocatedProvisionedConcurrentExecutions: allocated,
    Status: ready ? "READY" : "IN_PROGRESS",
    LastModified: momentInSeconds(lastModified),
  };
}
