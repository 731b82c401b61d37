import type { Context } from "../../../runtime/context.js";
import {
  audienceMissing,
  idpRejected,
  invalidSourceIdentity,
  responseExpired,
  responseTooOld,
  sessionNameInvalid,
  sessionNameMissing,
  unreadableResponse,
} from "../errors.js";
import type { Tag } from "../generated/types.js";
import type { SamlResponse } from "./response.js";

/** The prefix of the attributes that AWS reads. */
const ATTRIBUTE = "https://aws.amazon.com/SAML/Attributes/";
const PRINCIPAL_TAG = `${ATTRIBUTE}PrincipalTag:`;

/** An assertion must be used within five minutes, independent of its own expiration. */
const REDEEM_WITHIN = 5 * 60 * 1000;

const SIGN_IN =
  /^https:\/\/([\w-]+\.)?signin\.(aws\.amazon\.com|amazonaws\.cn|amazonaws-us-gov\.com)\/saml(\/acs\/[\w-]+)?$/;
const WEB_SERVICES = /^urn:amazon:webservices(:[\w-]+)?$/;
const NAME = /^[\w+=,.@-]{2,64}$/;

/** The subject of an assertion, and the requested session. */
export interface SamlIdentity {
  readonly sessionName: string;
  readonly sourceIdentity: string | undefined;
  readonly tags: readonly Tag[];
  readonly transitiveTagKeys: readonly string[];
  /** Pairs of a role and a provider. Their order differs between providers. */
  readonly roles: readonly ReadonlySet<string>[];
  /** Maximum validity of the session by the assertion, in seconds. */
  readonly longest: number;
}

/**
 * Checks the response of an identity provider. Its signature is not verified.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_saml.html
 *
 * @throws IDPRejectedClaim, ExpiredTokenException, InvalidIdentityToken
 */
export function samlIdentity(ctx: Context, response: SamlResponse): SamlIdentity {
  if (!response.isSuccess) throw idpRejected();
  checkTimes(ctx, response);
  const { recipient, audiences, attributes } = response;
  if (!SIGN_IN.test(recipient)) throw audienceMissing();
  if (!audiences.some((audience) => SIGN_IN.test(audience) || WEB_SERVICES.test(audience)))
    throw audienceMissing();
  const values = (name: string) => attributes.get(ATTRIBUTE + name) ?? [];
  const [sessionName] = values("RoleSessionName");
  if (sessionName === undefined) throw sessionNameMissing();
  if (!NAME.test(sessionName)) throw sessionNameInvalid();
  const [sourceIdentity] = values("SourceIdentity");
  if (sourceIdentity !== undefined && (!NAME.test(sourceIdentity) || sourceIdentity.startsWith("aws:")))
    throw invalidSourceIdentity();
  return {
    sessionName,
    sourceIdentity,
    tags: tagsOf(response),
    transitiveTagKeys: values("TransitiveTagKeys"),
    roles: values("Role").map((pair) => new Set(pair.split(",").map((arn) => arn.trim()))),
    longest: longestSession(ctx, response, values("SessionDuration")),
  };
}

function checkTimes(ctx: Context, { issuedAt, notBefore, expiresAt }: SamlResponse): void {
  const now = ctx.now();
  if (expiresAt <= now) throw responseExpired();
  if (issuedAt + REDEEM_WITHIN <= now) throw responseTooOld();
  // AWS's message is not known.
  if (notBefore !== undefined && notBefore > now) throw unreadableResponse(ctx.requestId);
}

function tagsOf({ attributes }: SamlResponse): Tag[] {
  return Array.from(attributes).flatMap(([name, [Value]]) =>
    name.startsWith(PRINCIPAL_TAG) && Value !== undefined
      ? [{ Key: name.slice(PRINCIPAL_TAG.length), Value }]
      : [],
  );
}

/** `SessionDuration` applies to the console, and shortens other sessions. */
function longestSession(ctx: Context, { sessionEnd }: SamlResponse, [duration]: readonly string[]): number {
  const asked = duration === undefined ? Number.NaN : Number(duration);
  const end = sessionEnd === undefined ? Number.NaN : Math.floor((sessionEnd - ctx.now()) / 1000);
  const limits = [asked, end].filter((seconds) => !Number.isNaN(seconds));
  const longest = Math.min(...limits);
  if (longest <= 0) throw responseExpired();
  return longest;
}
