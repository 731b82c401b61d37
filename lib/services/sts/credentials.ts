import type { Context } from "../../runtime/context.js";
import { trimHistory } from "../../runtime/store/records.js";
import type { Credentials } from "./generated/types.js";
import { SECRETS, SESSIONS, type SessionRow } from "./state.js";

const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const TOKEN_LENGTH = 356;

/** Issues temporary credentials. Requests signed with them belong to the session. */
export function issueCredentials(
  ctx: Context,
  session: Omit<SessionRow, "accessKeyId" | "issuedAt" | "expiration">,
  seconds: number,
): Credentials {
  const accessKeyId = `ASIA${ctx.ids.text(BASE32, 16)}`;
  const expiration = expiryOf(ctx, seconds);
  const secretAccessKey = ctx.ids.text(BASE64, 40);
  const sessionToken = ctx.ids.text(BASE64, TOKEN_LENGTH);
  ctx.table(SESSIONS).put(accessKeyId, { accessKeyId, issuedAt: ctx.date(), expiration, ...session });
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

/** The session of the caller's key; `undefined` for a long-term key. */
export function callingSession(ctx: Context): SessionRow | undefined {
  return ctx.table(SESSIONS).get(ctx.caller.accessKeyId);
}

/** AWS returns whole seconds. */
function expiryOf(ctx: Context, seconds: number): Date {
  return new Date((Math.floor(ctx.now() / 1000) + seconds) * 1000);
}
