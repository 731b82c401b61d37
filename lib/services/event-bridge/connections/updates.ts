import type {
  ConnectionAuthorizationType,
  CreateConnectionAuthRequestParameters,
  UpdateConnectionAuthRequestParameters,
} from "../generated/types.js";

/**
 * The parameters of a connection after an update: omitted members are preserved, and those of other types are
 * removed.
 */
export function mergedAuth(
  before: CreateConnectionAuthRequestParameters,
  update: UpdateConnectionAuthRequestParameters = {},
  type: ConnectionAuthorizationType,
): CreateConnectionAuthRequestParameters {
  const http = update.InvocationHttpParameters ?? before.InvocationHttpParameters;
  return { ...credentials(before, update, type), ...(http && { InvocationHttpParameters: http }) };
}

function credentials(
  before: CreateConnectionAuthRequestParameters,
  update: UpdateConnectionAuthRequestParameters,
  type: ConnectionAuthorizationType,
): CreateConnectionAuthRequestParameters {
  switch (type) {
    case "BASIC": {
      const { Username = "", Password = "" } = {
        ...before.BasicAuthParameters,
        ...update.BasicAuthParameters,
      };
      return { BasicAuthParameters: { Username, Password } };
    }
    case "API_KEY": {
      const { ApiKeyName = "", ApiKeyValue = "" } = {
        ...before.ApiKeyAuthParameters,
        ...update.ApiKeyAuthParameters,
      };
      return { ApiKeyAuthParameters: { ApiKeyName, ApiKeyValue } };
    }
    case "OAUTH_CLIENT_CREDENTIALS": {
      const given = update.OAuthParameters ?? {};
      const known = before.OAuthParameters;
      const { ClientID = "", ClientSecret = "" } = { ...known?.ClientParameters, ...given.ClientParameters };
      const parameters = given.OAuthHttpParameters ?? known?.OAuthHttpParameters;
      return {
        OAuthParameters: {
          ClientParameters: { ClientID, ClientSecret },
          AuthorizationEndpoint: given.AuthorizationEndpoint ?? known?.AuthorizationEndpoint ?? "",
          HttpMethod: given.HttpMethod ?? known?.HttpMethod ?? "POST",
          ...(parameters && { OAuthHttpParameters: parameters }),
        },
      };
    }
  }
}
