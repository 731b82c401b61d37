import type { Context } from "../../runtime/context.js";
import { parseDocument } from "../../text/json-document.js";
import { notAJwt, tokenExpired } from "./errors.js";

/** What AssumeRoleWithWebIdentity reads in a token. */
export interface WebIdentity {
  readonly subject: string;
  readonly audience: string;
  /** The issuer without its scheme. */
  readonly provider: string;
}

/**
 * Reads an OpenID Connect token. Its signature is not verified: nobody here
 * knows the issuer's keys.
 *
 * @throws InvalidIdentityToken when it is no JWT, ExpiredTokenException when its time is over.
 */
export function readWebIdentity(ctx: Context, token: string): WebIdentity {
  const { sub, aud, iss, exp } = claimsOf(token);
  const audience: unknown = Array.isArray(aud) ? aud[0] : aud;
  if (typeof sub !== "string" || typeof iss !== "string") throw notAJwt();
  if (typeof exp === "number" && exp * 1000 <= ctx.now())
    throw tokenExpired(ctx.date(), new Date(exp * 1000));
  return {
    subject: sub,
    audience: typeof audience === "string" ? audience : "",
    provider: iss.replace(/^https:\/\//, ""),
  };
}

function claimsOf(token: string): Readonly<Record<string, unknown>> {
  const [, payload, signature] = token.split(".");
  if (payload === undefined || signature === undefined) throw notAJwt();
  try {
    const claims: unknown = parseDocument(Buffer.from(payload, "base64url").toString("utf8"));
    if (typeof claims === "object" && claims !== null) return { ...claims };
  } catch {
    // Not base64 of JSON.
  }
  throw notAJwt();
}
