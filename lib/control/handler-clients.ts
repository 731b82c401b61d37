import {
  type ClientConfig,
  type ClientCredentials,
  clientConfig,
  credentialsOf,
  type Endpoint,
} from "../client-config.js";
import { clientEnvironment } from "../client-environment.js";
import type { Simulation } from "../runtime/context.js";
import type { ActingRole, HandlerClientConfig, HandlerClients } from "../runtime/ports/clients.js";
import type { IssuedCredentials } from "../runtime/ports/sessions.js";
import { appIdOf } from "./causes.js";

/** Creates clients with the roles of functions and tasks. */
export function handlerClients({ ports, authorization }: Simulation, endpoint: Endpoint): HandlerClients {
  const issued = ({ role, session, account, region }: ActingRole): IssuedCredentials | undefined =>
    role === undefined ? undefined : ports.sessions?.begin({ account, region }, role, session);
  return {
    config(acting) {
      const { account: accountId, region } = acting;
      const credentials = issued(acting);
      if (!credentials && authorization.mode === "enforce") throw new Error(NO_ROLE);
      // Only clients of the SDK's own handler are created here.
      const config = clientConfig(endpoint, { accountId, region }, credentials && keysOf(credentials));
      return { ...withSocket(config), userAgentAppId: appIdOf(acting.cause) };
    },
    processEnvironment(acting, base) {
      const { account, region } = acting;
      const {
        AWS_ACCESS_KEY_ID: _id,
        AWS_SECRET_ACCESS_KEY: _secret,
        AWS_SESSION_TOKEN: _token,
        ...variables
      } = clientEnvironment({ ...endpoint, region }, base);
      Object.assign(variables, { AWS_SDK_UA_APP_ID: appIdOf(acting.cause) });
      if (acting.role !== undefined || authorization.mode === "enforce") return variables;
      return { ...variables, ...keyVariables(credentialsOf(endpoint, account)) };
    },
    toClientTime(moment) {
      const behind = Math.max(0, -(endpoint.ahead?.() ?? 0));
      return new Date(moment.getTime() + behind);
    },
    environment(acting): Readonly<Record<string, string>> {
      const credentials = authorization.decidesPermissions ? issued(acting) : undefined;
      if (!credentials) return {};
      return {
        AWS_ENDPOINT_URL: endpoint.url,
        ...keyVariables(credentials),
        AWS_SDK_UA_APP_ID: appIdOf(acting.cause),
      };
    },
  };
}

const NO_ROLE =
  "The handler has no role to act as, and permissions are enforced. Set the Role of its function, or the taskRoleArn of its task definition.";

function keyVariables({ accessKeyId, secretAccessKey, sessionToken }: ClientCredentials) {
  return {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    ...(sessionToken !== undefined && { AWS_SESSION_TOKEN: sessionToken }),
  };
}

function keysOf({ accessKeyId, secretAccessKey, sessionToken }: IssuedCredentials) {
  return { accessKeyId, secretAccessKey, sessionToken };
}

function withSocket({
  requestHandler,
  ...config
}: ClientConfig): Omit<HandlerClientConfig, "userAgentAppId"> {
  return requestHandler && "httpsAgent" in requestHandler ? { ...config, requestHandler } : config;
}
