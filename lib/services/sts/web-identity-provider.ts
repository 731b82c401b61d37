import type { Context } from "../../runtime/context.js";
import { parseArn } from "../../shared/arn.js";
import { audienceNotRegistered, noOidcProvider } from "./errors.js";
import type { WebIdentity } from "./web-identity.js";

/** Providers that no account has to add to IAM. */
const BUILT_IN: ReadonlySet<string> = new Set([
  "accounts.google.com",
  "cognito-identity.amazonaws.com",
  "graph.facebook.com",
  "www.amazon.com",
]);

/**
 * The provider of a web identity as policies name it: by its ARN, or by its host if IAM does not have it.
 *
 * @throws InvalidIdentityToken where permissions are enforced, for a provider or an audience that the account of the role
 *   does not trust.
 */
export function webIdentityProviderOf(
  ctx: Context,
  roleArn: string,
  { issuer, audience }: WebIdentity,
): string {
  const account = parseArn(roleArn)?.account ?? ctx.account;
  const known = ctx.ports.identities?.oidcProvider(account, issuer);
  if (!ctx.enforcesPermissions || BUILT_IN.has(issuer)) return known?.arn ?? issuer;
  if (!known) throw noOidcProvider(issuer);
  if (!known.clientIds.includes(audience)) throw audienceNotRegistered();
  return known.arn;
}
