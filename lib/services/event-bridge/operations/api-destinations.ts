import type { Context } from "../../../runtime/context.js";
import { describeApiDestination as describe } from "../connections/describe.js";
import { apiDestinationArn, connectionOfArn, existingApiDestination } from "../connections/lookup.js";
import { connectionNotFound } from "../errors/archives.js";
import { alreadyExists } from "../errors/buses.js";
import type {
  CreateApiDestinationRequest,
  CreateApiDestinationResponse,
  DeleteApiDestinationRequest,
  DescribeApiDestinationRequest,
  DescribeApiDestinationResponse,
  ListApiDestinationsRequest,
  ListApiDestinationsResponse,
  UpdateApiDestinationRequest,
  UpdateApiDestinationResponse,
} from "../generated/types.js";
import { pager } from "../paging.js";
import { API_DESTINATIONS, type ApiDestinationRow, INVOCATION_SLOTS } from "../state/connections.js";

/** Default invocations per second. */
const RATE_LIMIT = 300;

export function createApiDestination(
  input: CreateApiDestinationRequest,
  ctx: Context,
): CreateApiDestinationResponse {
  const { Name: name, ConnectionArn, InvocationEndpoint, HttpMethod, Description } = input;
  if (ctx.table(API_DESTINATIONS).has(name)) throw alreadyExists(`An api-destination '${name}'`);
  checkConnection(ctx, ConnectionArn);
  const row: ApiDestinationRow = {
    name,
    id: ctx.ids.uuid(),
    ...(Description !== undefined && { description: Description }),
    connectionArn: ConnectionArn,
    endpoint: InvocationEndpoint,
    method: HttpMethod,
    rateLimit: input.InvocationRateLimitPerSecond ?? RATE_LIMIT,
    created: ctx.now(),
    modified: ctx.now(),
  };
  ctx.table(API_DESTINATIONS).put(name, row);
  return changed(ctx, row);
}

export function describeApiDestination(
  input: DescribeApiDestinationRequest,
  ctx: Context,
): DescribeApiDestinationResponse {
  const row = existingApiDestination(ctx, input.Name);
  return { ...describe(ctx, row), Description: row.description };
}

export function listApiDestinations(
  input: ListApiDestinationsRequest,
  ctx: Context,
): ListApiDestinationsResponse {
  const { NamePrefix: prefix = "", ConnectionArn } = input;
  const name = ["ListApiDestinations", prefix, ConnectionArn];
  const { items, next } = pager.rows(input, name, ctx.table(API_DESTINATIONS), {
    prefix,
    wanted: ({ connectionArn }) => ConnectionArn === undefined || connectionArn === ConnectionArn,
  });
  return { ApiDestinations: items.map((row) => describe(ctx, row)), NextToken: next };
}

export function updateApiDestination(
  input: UpdateApiDestinationRequest,
  ctx: Context,
): UpdateApiDestinationResponse {
  const before = existingApiDestination(ctx, input.Name);
  if (input.ConnectionArn !== undefined) checkConnection(ctx, input.ConnectionArn);
  const row: ApiDestinationRow = {
    ...before,
    ...(input.Description !== undefined && { description: input.Description }),
    connectionArn: input.ConnectionArn ?? before.connectionArn,
    endpoint: input.InvocationEndpoint ?? before.endpoint,
    method: input.HttpMethod ?? before.method,
    rateLimit: input.InvocationRateLimitPerSecond ?? before.rateLimit,
    modified: ctx.now(),
  };
  ctx.table(API_DESTINATIONS).put(row.name, row);
  return changed(ctx, row);
}

export function deleteApiDestination(input: DeleteApiDestinationRequest, ctx: Context): object {
  const { name } = existingApiDestination(ctx, input.Name);
  ctx.table(API_DESTINATIONS).delete(name);
  ctx.table(INVOCATION_SLOTS).delete(name);
  return {};
}

function checkConnection(ctx: Context, arn: string): void {
  if (!connectionOfArn(ctx, arn)) throw connectionNotFound(arn.split("/").at(1) ?? arn);
}

function changed(ctx: Context, row: ApiDestinationRow): CreateApiDestinationResponse {
  const { ApiDestinationState, CreationTime, LastModifiedTime } = describe(ctx, row);
  return {
    ApiDestinationArn: apiDestinationArn(ctx, row),
    ApiDestinationState,
    CreationTime,
    LastModifiedTime,
  };
}
