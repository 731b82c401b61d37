import type { Context } from "../../../runtime/context.js";
import { keyPrefix } from "../../../runtime/store/store.js";
import { corsWildcardMixed, urlExists, urlFunctionMissing } from "../errors/functions.js";
import { resourceMissing } from "../errors/requests.js";
import type {
  Cors,
  CreateFunctionUrlConfigRequest,
  CreateFunctionUrlConfigResponse,
  DeleteFunctionUrlConfigRequest,
  FunctionUrlConfig,
  GetFunctionUrlConfigRequest,
  GetFunctionUrlConfigResponse,
  ListFunctionUrlConfigsRequest,
  ListFunctionUrlConfigsResponse,
  UpdateFunctionUrlConfigRequest,
  UpdateFunctionUrlConfigResponse,
} from "../generated/types.js";
import { existingFunction, versionOf } from "../lookup.js";
import { pager } from "../paging.js";
import { type FunctionReference, functionArn, referenceOf } from "../references.js";
import { qualifiedKey, URLS, type UrlRow } from "../state.js";
import { momentInMicroseconds } from "../text.js";

const LOWER_ALPHANUMERIC = "abcdefghijklmnopqrstuvwxyz0123456789";

export function createFunctionUrlConfig(
  input: CreateFunctionUrlConfigRequest,
  ctx: Context,
): CreateFunctionUrlConfigResponse {
  const reference = existing(ctx, input);
  checkCors(input.Cors);
  const key = keyOf(reference);
  if (ctx.table(URLS).has(key)) throw urlExists(functionArn(ctx, reference));
  const row: UrlRow = {
    functionName: reference.name,
    qualifier: reference.qualifier,
    url: `https://${ctx.ids.text(LOWER_ALPHANUMERIC, 32)}.lambda-url.${ctx.region}.on.aws/`,
    authType: input.AuthType,
    cors: input.Cors,
    invokeMode: input.InvokeMode,
    created: ctx.date(),
    modified: ctx.date(),
  };
  ctx.table(URLS).put(key, row);
  const { LastModifiedTime: _, ...created } = describeUrl(ctx, row);
  // Only a request with the mode receives it; reads always return it.
  return { ...created, InvokeMode: input.InvokeMode };
}

export function getFunctionUrlConfig(
  input: GetFunctionUrlConfigRequest,
  ctx: Context,
): GetFunctionUrlConfigResponse {
  return describeUrl(ctx, stored(ctx, referenceOf(ctx, input.FunctionName, input.Qualifier)));
}

export function updateFunctionUrlConfig(
  input: UpdateFunctionUrlConfigRequest,
  ctx: Context,
): UpdateFunctionUrlConfigResponse {
  const reference = existing(ctx, input);
  const before = stored(ctx, reference);
  checkCors(input.Cors);
  const row: UrlRow = {
    ...before,
    authType: input.AuthType ?? before.authType,
    cors: input.Cors ?? before.cors,
    invokeMode: input.InvokeMode ?? before.invokeMode,
    modified: ctx.date(),
  };
  ctx.table(URLS).put(keyOf(reference), row);
  return { ...describeUrl(ctx, row), InvokeMode: input.InvokeMode };
}

export function deleteFunctionUrlConfig(input: DeleteFunctionUrlConfigRequest, ctx: Context): object {
  const reference = referenceOf(ctx, input.FunctionName, input.Qualifier);
  stored(ctx, reference);
  ctx.table(URLS).delete(keyOf(reference));
  return {};
}

export function listFunctionUrlConfigs(
  input: ListFunctionUrlConfigsRequest,
  ctx: Context,
): ListFunctionUrlConfigsResponse {
  const { name } = referenceOf(ctx, input.FunctionName);
  existingFunction(ctx, { name });
  const page = pager.rows(input, "ListFunctionUrlConfigs", ctx.table(URLS), { prefix: keyPrefix(name) });
  return { FunctionUrlConfigs: page.items.map((row) => describeUrl(ctx, row)), NextMarker: page.next };
}

function keyOf({ name, qualifier = "" }: FunctionReference): string {
  return qualifiedKey(name, qualifier);
}

function existing(ctx: Context, input: GetFunctionUrlConfigRequest): FunctionReference {
  const reference = referenceOf(ctx, input.FunctionName, input.Qualifier);
  if (!versionOf(ctx, reference)) throw urlFunctionMissing();
  return reference;
}

function stored(ctx: Context, reference: FunctionReference): UrlRow {
  const row = ctx.table(URLS).get(keyOf(reference));
  if (!row) throw resourceMissing();
  return row;
}

function checkCors(cors: Cors = {}): void {
  const { AllowHeaders, AllowMethods, AllowOrigins, ExposeHeaders } = cors;
  for (const [member, values] of Object.entries({
    AllowHeaders,
    AllowMethods,
    AllowOrigins,
    ExposeHeaders,
  })) {
    if (values && values.length > 1 && values.includes("*")) throw corsWildcardMixed(member);
  }
}

function describeUrl(ctx: Context, row: UrlRow): FunctionUrlConfig {
  return {
    FunctionUrl: row.url,
    FunctionArn: functionArn(ctx, { name: row.functionName, qualifier: row.qualifier }),
    AuthType: row.authType,
    Cors: row.cors,
    CreationTime: momentInMicroseconds(row.created),
    LastModifiedTime: momentInMicroseconds(row.modified),
    InvokeMode: row.invokeMode ?? "BUFFERED",
  };
}
