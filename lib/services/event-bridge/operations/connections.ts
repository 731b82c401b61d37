import type { Context } from "../../../runtime/context.js";
import { regionalArn } from "../../../shared/arn.js";
import { describeConnection as describe, withoutSecrets } from "../connections/describe.js";
import { authorize, deleteLater } from "../connections/lifecycle.js";
import { connectionArn, existingConnection } from "../connections/lookup.js";
import { abandonToken } from "../connections/tokens.js";
import { mergedAuth } from "../connections/updates.js";
import { authParametersMissing } from "../errors/archives.js";
import { alreadyExists } from "../errors/buses.js";
import type {
  ConnectionAuthorizationType,
  CreateConnectionAuthRequestParameters,
  CreateConnectionRequest,
  CreateConnectionResponse,
  DeauthorizeConnectionRequest,
  DeauthorizeConnectionResponse,
  DeleteConnectionRequest,
  DeleteConnectionResponse,
  DescribeConnectionRequest,
  DescribeConnectionResponse,
  ListConnectionsRequest,
  ListConnectionsResponse,
  UpdateConnectionRequest,
  UpdateConnectionResponse,
} from "../generated/types.js";
import { pager } from "../paging.js";
import { CONNECTIONS, type ConnectionRow } from "../state/connections.js";

export function createConnection(input: CreateConnectionRequest, ctx: Context): CreateConnectionResponse {
  const { Name: name, AuthorizationType, AuthParameters, Description, KmsKeyIdentifier } = input;
  if (ctx.table(CONNECTIONS).has(name)) throw alreadyExists(`Connection ${name}`);
  checkParameters(AuthorizationType, AuthParameters);
  const id = ctx.ids.uuid();
  const secret = `secret:events!connection/${name}/${ctx.ids.uuid()}-${ctx.ids.hex(6)}`;
  const bare: ConnectionRow = {
    name,
    id,
    ...(Description !== undefined && { description: Description }),
    ...(KmsKeyIdentifier !== undefined && { kmsKey: KmsKeyIdentifier }),
    state: "CREATING",
    authorizationType: AuthorizationType,
    auth: AuthParameters,
    secretArn: regionalArn("secretsmanager", ctx, secret),
    created: ctx.now(),
    modified: ctx.now(),
  };
  const connection = Object.assign(bare, authorize(ctx, bare));
  ctx.table(CONNECTIONS).put(name, connection);
  return changed(ctx, connection);
}

export function describeConnection(
  input: DescribeConnectionRequest,
  ctx: Context,
): DescribeConnectionResponse {
  const connection = existingConnection(ctx, input.Name);
  return {
    ...describe(ctx, connection),
    Description: connection.description,
    KmsKeyIdentifier: connection.kmsKey,
    SecretArn: connection.secretArn,
    AuthParameters: withoutSecrets(connection.auth),
  };
}

export function listConnections(input: ListConnectionsRequest, ctx: Context): ListConnectionsResponse {
  const { NamePrefix: prefix = "", ConnectionState: state } = input;
  const { items, next } = pager.rows(input, ["ListConnections", prefix, state], ctx.table(CONNECTIONS), {
    prefix,
    wanted: (row) => state === undefined || row.state === state,
  });
  return { Connections: items.map((row) => describe(ctx, row)), NextToken: next };
}

export function updateConnection(input: UpdateConnectionRequest, ctx: Context): UpdateConnectionResponse {
  const before = existingConnection(ctx, input.Name);
  const { AuthorizationType = before.authorizationType, AuthParameters, Description } = input;
  const auth = mergedAuth(before.auth, AuthParameters, AuthorizationType);
  checkParameters(AuthorizationType, auth);
  const row: ConnectionRow = {
    ...before,
    authorizationType: AuthorizationType,
    auth,
    description: Description ?? before.description ?? "",
    modified: ctx.now(),
  };
  const connection: ConnectionRow = { ...row, ...authorize(ctx, row) };
  ctx.table(CONNECTIONS).put(row.name, connection);
  return { ...changed(ctx, connection), LastAuthorizedTime: describe(ctx, connection).LastAuthorizedTime };
}

export function deauthorizeConnection(
  input: DeauthorizeConnectionRequest,
  ctx: Context,
): DeauthorizeConnectionResponse {
  abandonToken(ctx, input.Name);
  const connection: ConnectionRow = {
    ...existingConnection(ctx, input.Name),
    state: "DEAUTHORIZED",
    stateReason: undefined,
    token: undefined,
    modified: ctx.now(),
  };
  ctx.table(CONNECTIONS).put(connection.name, connection);
  return { ...changed(ctx, connection), LastAuthorizedTime: describe(ctx, connection).LastAuthorizedTime };
}

export function deleteConnection(input: DeleteConnectionRequest, ctx: Context): DeleteConnectionResponse {
  const connection = deleteLater(ctx, existingConnection(ctx, input.Name));
  return { ...changed(ctx, connection), LastAuthorizedTime: describe(ctx, connection).LastAuthorizedTime };
}

function checkParameters(
  type: ConnectionAuthorizationType,
  auth: CreateConnectionAuthRequestParameters,
): void {
  const { BasicAuthParameters, ApiKeyAuthParameters, OAuthParameters } = auth;
  if (type === "BASIC" && !BasicAuthParameters) throw authParametersMissing("BasicAuthParameters");
  if (type === "API_KEY" && !ApiKeyAuthParameters) throw authParametersMissing("ApiKeyAuthParameters");
  if (type === "OAUTH_CLIENT_CREDENTIALS" && !OAuthParameters) throw authParametersMissing("OAuthParameters");
}

function changed(ctx: Context, connection: ConnectionRow): CreateConnectionResponse {
  const { ConnectionState, CreationTime, LastModifiedTime } = describe(ctx, connection);
  return { ConnectionArn: connectionArn(ctx, connection), ConnectionState, CreationTime, LastModifiedTime };
}
