import type { Context } from "../../../runtime/context.js";
import { parseArn } from "../../../shared/arn.js";
import { apiDestinationNotFound, connectionNotFound } from "../errors/archives.js";
import {
  API_DESTINATIONS,
  type ApiDestinationRow,
  CONNECTIONS,
  type ConnectionRow,
} from "../state/connections.js";

export function connectionArn(ctx: Context, { name, id }: ConnectionRow): string {
  return ctx.arn(`connection/${name}/${id}`);
}

export function apiDestinationArn(ctx: Context, { name, id }: ApiDestinationRow): string {
  return ctx.arn(`api-destination/${name}/${id}`);
}

/** @throws ResourceNotFoundException */
export function existingConnection(ctx: Context, name: string): ConnectionRow {
  const connection = ctx.table(CONNECTIONS).get(name);
  if (!connection) throw connectionNotFound(name);
  return connection;
}

/** @throws ResourceNotFoundException */
export function existingApiDestination(ctx: Context, name: string): ApiDestinationRow {
  const destination = ctx.table(API_DESTINATIONS).get(name);
  if (!destination) throw apiDestinationNotFound(name);
  return destination;
}

export function connectionOfArn(ctx: Context, arn: string): ConnectionRow | undefined {
  const [, name = "", id] = parseArn(arn)?.resource.split("/") ?? [];
  const connection = ctx.table(CONNECTIONS).get(name);
  return connection?.id === id ? connection : undefined;
}

export function apiDestinationOfArn(ctx: Context, arn: string): ApiDestinationRow | undefined {
  const [, name = "", id] = parseArn(arn)?.resource.split("/") ?? [];
  const destination = ctx.table(API_DESTINATIONS).get(name);
  return destination?.id === id ? destination : undefined;
}
