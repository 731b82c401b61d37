import type { Context } from "../../runtime/context.js";
import { trimHistory } from "../../runtime/store/records.js";
import type { Credentials } from "./generated/types.js";
import { SECRETS, SESSIONS, type SessionRow } from "./state.js";

const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const TOKEN_LENGTH = 356;

/** Gives out temporary credentials; requests signed with them come from the session from now on. */
export function issueCredentials(
  ctx: Context,
  session: Omit<SessionRow, "accessKeyId" | "expiration">,
  seconds: number,
): Credentials {
  const accessKeyId = `ASIA${ctx.ids.text(BASE32, 16)}`;
  const expiration = expiryOf(ctx, seconds);
  const secretAccessKey = ctx.ids.text(BASE64, 40);
  const sessionToken = ctx.ids.text(BASE64, TOKEN_LENGTH);
  ctx.table(SESSIONS).put(accessKeyId, { ...session, accessKeyId, expiration });
  ctx.table(SECRETS).put(accessKeyId, { secretAccessKey, sessionToken });
  trimHistory(ctx, SESSIONS, (_, oldest) => {
    ctx.table(SESSIONS).delete(oldest);
    ctx.table(SECRETS).delete(oldest);
  });
  return {
    AccessKeyId: accessKeyId,
    SecretAccessKey: secretAccessKey,
    SessionToken: sessionToken,
    Expiration: expiration,
  };
}

/** The session behind the caller's key; `undefined` for a long-term key. */
export function callingSession(ctx: Context): SessionRow | undefined {
  return ctx.table(SESSIONS).get(ctx.caller.accessKeyId);
}

/** AWS tells whole seconds. */
function expiryOf(ctx: Context, seconds: number): Date {
  return new Date((Math.floor(ctx.now() / 1000) + seconds) * 1000);
}
