import { isObject, type Members } from "../../policies/document.js";
import type { Context } from "../../runtime/context.js";
import { parseDocument } from "../../text/json-document.js";
import { own } from "../../values/own.js";
import { notAJwt, tokenExpired } from "./errors.js";

/** The parts of a token that AssumeRoleWithWebIdentity reads. */
export interface WebIdentity {
  readonly subject: string;
  readonly audience: string;
  /** The issuer without its scheme. */
  readonly issuer: string;
  /** `sub`, `aud` and `amr`, which policies can refer to. */
  readonly claims: Readonly<Record<string, string>>;
  /** Session tags in the token. */
  readonly tags: ReadonlyMap<string, string>;
  readonly transitiveTagKeys: readonly string[];
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html#id_session-tags_adding-assume-role-idp */
const TAGS_CLAIM = "https://aws.amazon.com/tags";

/**
 * Parses an OpenID Connect token. Its signature is not verified, because the simulator does not have the
 * issuer's keys.
 *
 * @throws InvalidIdentityToken for anything but a JWT, ExpiredTokenException for an expired one.
 */
export function readWebIdentity(ctx: Context, token: string): WebIdentity {
  const claims = claimsOf(token);
  const { sub, aud, azp, amr, iss, exp } = claims;
  const [first] = texts(aud);
  if (typeof sub !== "string" || typeof iss !== "string") throw notAJwt();
  if (typeof exp === "number" && exp * 1000 <= ctx.now())
    throw tokenExpired(ctx.date(), new Date(exp * 1000));
  const audience = typeof azp === "string" ? azp : (first ?? "");
  const [method] = texts(amr);
  return {
    subject: sub,
    audience,
    issuer: iss.replace(/^https:\/\//, ""),
    claims: { sub, aud: audience, ...(method !== undefined && { amr: method }) },
    ...tagsOf(claims),
  };
}

function tagsOf(claims: Members): Pick<WebIdentity, "tags" | "transitiveTagKeys"> {
  const found = own(claims, TAGS_CLAIM);
  if (!isObject(found)) return { tags: new Map(), transitiveTagKeys: [] };
  const { principal_tags, transitive_tag_keys } = found;
  const tags = isObject(principal_tags)
    ? Object.entries(principal_tags).flatMap(([key, values]) =>
        texts(values).map((value) => [key, value] as const),
      )
    : [];
  return { tags: new Map(tags), transitiveTagKeys: texts(transitive_tag_keys) };
}

function texts(value: unknown): string[] {
  return [value].flat().filter((one) => typeof one === "string");
}

function claimsOf(token: string): Members {
  const [, payload, signature] = token.split(".");
  if (payload === undefined || signature === undefined) throw notAJwt();
  try {
    const claims: unknown = parseDocument(Buffer.from(payload, "base64url").toString("utf8"));
    if (isObject(claims)) return claims;
  } catch {
    // Not base64 of JSON.
  }
  throw notAJwt();
}
