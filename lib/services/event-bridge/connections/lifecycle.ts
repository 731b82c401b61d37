import type { Context } from "../../../runtime/context.js";
import type { TimerHandler } from "../../../runtime/service.js";
import { CONNECTIONS, type ConnectionRow } from "../state/connections.js";
import { AUTHORIZATION, abandonToken, TOKEN_TIMERS } from "./tokens.js";

/** The timer that deletes a connection. */
const DELETION = "event-bridge.connection-deletion";

/** Sets the initial state of a connection. Only OAuth connections request an authorization. */
export function authorize(
  ctx: Context,
  { name, authorizationType }: ConnectionRow,
): Pick<ConnectionRow, "state" | "authorized" | "stateReason" | "token"> {
  const bare = { stateReason: undefined, token: undefined };
  if (authorizationType !== "OAUTH_CLIENT_CREDENTIALS")
    return { ...bare, state: "AUTHORIZED", authorized: ctx.now() };
  abandonToken(ctx, name);
  ctx.later("connectionAuthorization", AUTHORIZATION, name);
  return { ...bare, state: "AUTHORIZING" };
}

export function deleteLater(ctx: Context, connection: ConnectionRow): ConnectionRow {
  abandonToken(ctx, connection.name);
  const row: ConnectionRow = { ...connection, state: "DELETING" };
  ctx.table(CONNECTIONS).put(row.name, row);
  ctx.later("connectionDeletion", DELETION, row.name);
  return row;
}

export const CONNECTION_TIMERS: Readonly<Record<string, TimerHandler>> = {
  ...TOKEN_TIMERS,
  [DELETION]: (name, ctx) => {
    if (ctx.table(CONNECTIONS).get(name)?.state === "DELETING") ctx.table(CONNECTIONS).delete(name);
  },
};
