import type { Context } from "../../../runtime/context.js";
import { keyPrefix } from "../../../runtime/store/store.js";
import { checkDestinations } from "../destinations.js";
import { functionDoesNotExist, noEventInvokeConfig, nothingConfigured } from "../errors/invocations.js";
import type {
  DeleteFunctionEventInvokeConfigRequest,
  FunctionEventInvokeConfig,
  GetFunctionEventInvokeConfigRequest,
  ListFunctionEventInvokeConfigsRequest,
  ListFunctionEventInvokeConfigsResponse,
  PutFunctionEventInvokeConfigRequest,
  UpdateFunctionEventInvokeConfigRequest,
} from "../generated/types.js";
import { versionOf } from "../lookup.js";
import { pager } from "../paging.js";
import { type FunctionReference, functionArn, referenceOf } from "../references.js";
import { EVENT_INVOKES, type EventInvokeRow, FUNCTIONS, LATEST, qualifiedKey } from "../state.js";

/** Replaces the whole configuration. */
export function putFunctionEventInvokeConfig(
  input: PutFunctionEventInvokeConfigRequest,
  ctx: Context,
): FunctionEventInvokeConfig {
  const reference = existing(ctx, input);
  refuseNothing(input);
  return store(ctx, reference, input, undefined);
}

/** Omitted members keep their values. */
export function updateFunctionEventInvokeConfig(
  input: UpdateFunctionEventInvokeConfigRequest,
  ctx: Context,
): FunctionEventInvokeConfig {
  const reference = existing(ctx, input);
  refuseNothing(input);
  return store(ctx, reference, input, configured(ctx, reference));
}

export function getFunctionEventInvokeConfig(
  input: GetFunctionEventInvokeConfigRequest,
  ctx: Context,
): FunctionEventInvokeConfig {
  return describeEventInvoke(ctx, configured(ctx, referenceWithQualifier(ctx, input)));
}

export function deleteFunctionEventInvokeConfig(
  input: DeleteFunctionEventInvokeConfigRequest,
  ctx: Context,
): object {
  const { functionName, qualifier } = configured(ctx, referenceWithQualifier(ctx, input));
  ctx.table(EVENT_INVOKES).delete(qualifiedKey(functionName, qualifier));
  return {};
}

export function listFunctionEventInvokeConfigs(
  input: ListFunctionEventInvokeConfigsRequest,
  ctx: Context,
): ListFunctionEventInvokeConfigsResponse {
  const { name } = referenceOf(ctx, input.FunctionName);
  if (!ctx.table(FUNCTIONS).has(name)) throw functionDoesNotExist();
  const page = pager.rows(input, "ListFunctionEventInvokeConfigs", ctx.table(EVENT_INVOKES), {
    prefix: keyPrefix(name),
  });
  return {
    FunctionEventInvokeConfigs: page.items.map((row) => describeEventInvoke(ctx, row)),
    NextMarker: page.next,
  };
}

type Qualified = Required<FunctionReference>;

function referenceWithQualifier(ctx: Context, input: GetFunctionEventInvokeConfigRequest): Qualified {
  const { name, qualifier = LATEST } = referenceOf(ctx, input.FunctionName, input.Qualifier);
  return { name, qualifier };
}

function existing(ctx: Context, input: PutFunctionEventInvokeConfigRequest): Qualified {
  const reference = referenceWithQualifier(ctx, input);
  if (!versionOf(ctx, reference)) throw functionDoesNotExist();
  return reference;
}

function refuseNothing(input: PutFunctionEventInvokeConfigRequest): void {
  const settings = [input.MaximumRetryAttempts, input.MaximumEventAgeInSeconds, input.DestinationConfig];
  if (settings.every((setting) => setting === undefined)) throw nothingConfigured();
}

function configured(ctx: Context, reference: Qualified): EventInvokeRow {
  const row = ctx.table(EVENT_INVOKES).get(qualifiedKey(reference.name, reference.qualifier));
  if (!row) throw noEventInvokeConfig(functionArn(ctx, reference));
  return row;
}

function store(
  ctx: Context,
  { name, qualifier }: Qualified,
  input: PutFunctionEventInvokeConfigRequest,
  before: EventInvokeRow | undefined,
): FunctionEventInvokeConfig {
  checkDestinations(ctx, name, input.DestinationConfig ?? {});
  const row: EventInvokeRow = {
    functionName: name,
    qualifier,
    maximumRetryAttempts: input.MaximumRetryAttempts ?? before?.maximumRetryAttempts,
    maximumEventAgeInSeconds: input.MaximumEventAgeInSeconds ?? before?.maximumEventAgeInSeconds,
    destinationConfig: {
      OnSuccess: input.DestinationConfig?.OnSuccess ?? before?.destinationConfig.OnSuccess ?? {},
      OnFailure: input.DestinationConfig?.OnFailure ?? before?.destinationConfig.OnFailure ?? {},
    },
    lastModified: ctx.date(),
  };
  ctx.table(EVENT_INVOKES).put(qualifiedKey(name, qualifier), row);
  return describeEventInvoke(ctx, row);
}

function describeEventInvoke(ctx: Context, row: EventInvokeRow): FunctionEventInvokeConfig {
  return {
    LastModified: row.lastModified,
    FunctionArn: functionArn(ctx, { name: row.functionName, qualifier: row.qualifier }),
    MaximumRetryAttempts: row.maximumRetryAttempts,
    MaximumEventAgeInSeconds: row.maximumEventAgeInSeconds,
    DestinationConfig: row.destinationConfig,
  };
}
