import type { Context } from "../../../runtime/context.js";
import { type Arn, parseArn } from "../../../shared/arn.js";
import { noSamlProvider, notAuthorized, otherIssuer } from "../errors.js";
import type { SamlIdentity } from "./identity.js";
import type { SamlResponse } from "./response.js";

/**
 * The provider in a request. Unless permissions are enforced, it need not exist.
 *
 * @throws InvalidIdentityToken for a provider that did not issue the response.
 */
export function samlProviderOf(ctx: Context, arn: string, { issuer }: SamlResponse): Arn {
  const parsed = parseArn(arn);
  if (!parsed?.resource.startsWith("saml-provider/")) throw noSamlProvider(ctx.requestId);
  const known = ctx.ports.identities?.samlProvider(parsed.account, arn);
  if (known && !known.issuers.includes(issuer)) throw otherIssuer(ctx.requestId);
  if (!known && ctx.enforcesPermissions) throw noSamlProvider(ctx.requestId);
  return parsed;
}

/** @throws AccessDenied where permissions are enforced, unless the assertion maps the user to the role. */
export function checkMapping(ctx: Context, roleArn: string, provider: string, { roles }: SamlIdentity): void {
  if (!ctx.enforcesPermissions) return;
  if (!roles.some((pair) => pair.has(roleArn) && pair.has(provider)))
    throw notAuthorized("sts:AssumeRoleWithSAML");
}
