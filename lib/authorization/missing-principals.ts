import { many, type Statement } from "../policies/document.js";
import { awsPrincipalsOf, isAwsPrincipal } from "../policies/principals.js";
import type { Context } from "../runtime/context.js";
import { parseArn } from "../shared/arn.js";

/**
 * The first user or role in the policy of a resource or a role that does not exist in IAM. AWS resolves names
 * to ids when it stores a policy. If permissions are not enforced, users and roles need not exist.
 */
export function missingPrincipal(
  ctx: Context,
  statements: Statement | readonly Statement[],
): string | undefined {
  if (!ctx.enforcesPermissions) return undefined;
  return many(statements)
    .flatMap(awsPrincipalsOf)
    .find((name) => !exists(ctx, name));
}

/**
 * Whether a policy names only principals of AWS that exist, for services with the same error for a malformed
 * principal and for one that does not exist.
 */
export function hasValidPrincipals(ctx: Context, statements: readonly Statement[]): boolean {
  return (
    statements.flatMap(awsPrincipalsOf).every(isAwsPrincipal) &&
    missingPrincipal(ctx, statements) === undefined
  );
}

/** Accounts always exist; ids are those of deleted principals. */
function exists({ ports }: Context, name: string): boolean {
  const { service, account = "", resource = "" } = parseArn(name) ?? {};
  const [kind, role = ""] = resource.split("/");
  const { identities } = ports;
  if (service === "iam" && kind === "user") return identities?.user(account, name) !== undefined;
  if (service === "iam" && kind === "role") return identities?.role(account, name) !== undefined;
  if (service === "sts" && kind === "assumed-role") return identities?.role(account, role) !== undefined;
  return true;
}
