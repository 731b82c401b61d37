import type { Context } from "../../../runtime/context.js";
import type {
  ApiDestination,
  Connection,
  ConnectionAuthResponseParameters,
  ConnectionHttpParameters,
  CreateConnectionAuthRequestParameters,
} from "../generated/types.js";
import type { ApiDestinationRow, ConnectionRow } from "../state/connections.js";
import { apiDestinationArn, connectionArn, connectionOfArn } from "./lookup.js";

export function describeConnection(ctx: Context, row: ConnectionRow): Connection {
  return {
    ConnectionArn: connectionArn(ctx, row),
    Name: row.name,
    ConnectionState: row.state,
    StateReason: row.stateReason,
    AuthorizationType: row.authorizationType,
    CreationTime: new Date(row.created),
    LastModifiedTime: new Date(row.modified),
    LastAuthorizedTime: row.authorized === undefined ? undefined : new Date(row.authorized),
  };
}

/** The parameters of a connection without its secrets. */
export function withoutSecrets(
  auth: CreateConnectionAuthRequestParameters,
): ConnectionAuthResponseParameters {
  const { BasicAuthParameters: basic, ApiKeyAuthParameters: key, OAuthParameters: oauth } = auth;
  return {
    BasicAuthParameters: basic && { Username: basic.Username },
    ApiKeyAuthParameters: key && { ApiKeyName: key.ApiKeyName },
    OAuthParameters: oauth && {
      AuthorizationEndpoint: oauth.AuthorizationEndpoint,
      ClientParameters: { ClientID: oauth.ClientParameters.ClientID },
      HttpMethod: oauth.HttpMethod,
      OAuthHttpParameters: oauth.OAuthHttpParameters && masked(oauth.OAuthHttpParameters),
    },
    InvocationHttpParameters: auth.InvocationHttpParameters && masked(auth.InvocationHttpParameters),
  };
}

/** Secret values are omitted. */
function masked(parameters: ConnectionHttpParameters): ConnectionHttpParameters {
  const { HeaderParameters, QueryStringParameters, BodyParameters } = parameters;
  return {
    HeaderParameters: HeaderParameters?.map(withoutSecret),
    QueryStringParameters: QueryStringParameters?.map(withoutSecret),
    BodyParameters: BodyParameters?.map(withoutSecret),
  };
}

function withoutSecret<Parameter extends { readonly Value?: string; readonly IsValueSecret?: boolean }>(
  parameter: Parameter,
): Parameter {
  if (parameter.IsValueSecret !== true) return parameter;
  const { Value: _, ...rest } = parameter;
  // All members of the model's parameter are optional.
  return rest as Parameter;
}

export function describeApiDestination(ctx: Context, row: ApiDestinationRow): ApiDestination {
  const connection = connectionOfArn(ctx, row.connectionArn);
  return {
    ApiDestinationArn: apiDestinationArn(ctx, row),
    Name: row.name,
    ApiDestinationState: connection?.state === "AUTHORIZED" ? "ACTIVE" : "INACTIVE",
    ConnectionArn: row.connectionArn,
    InvocationEndpoint: row.endpoint,
    HttpMethod: row.method,
    InvocationRateLimitPerSecond: row.rateLimit,
    CreationTime: new Date(row.created),
    LastModifiedTime: new Date(row.modified),
  };
}
