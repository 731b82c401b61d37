import type { Principal, Statement } from "./document.js";
import { many } from "./document.js";

/** The names of a principal in policies. */
export interface PrincipalNames {
  /** Empty for services and for unsigned requests. */
  readonly account: string;
  /** The ARN of the root user of the account. */
  readonly rootArn: string;
  /** The ARN of a user, session or root; the name of a service (`lambda.amazonaws.com`); empty for unsigned requests. */
  readonly arn: string;
  /** `AIDA…`, or `AROA…:session`. */
  readonly userId: string;
  /** The role of a session. */
  readonly roleArn?: string;
  /**
   * `AWS`; `Service` for a service; `Federated` for the user of an identity provider. Unsigned requests match
   * `*` only.
   */
  readonly type: "AWS" | "Service" | "Federated" | "anonymous";
  /** The identity provider: its ARN and its host. */
  readonly federated?: readonly string[];
  /** The canonical user id of its account, which bucket policies may contain. */
  readonly canonicalId?: string;
}

/**
 * How a statement names a principal: `"direct"` by its own ARN or `*`, `"role"` by the role of a session,
 * `"account"` by its account. The effect of an Allow depends on it.
 */
export type Naming = "direct" | "role" | "account";

/** How a statement of a resource-based policy names a principal; `undefined` if it does not. */
export function namingOf(
  { Effect, Principal, NotPrincipal }: Statement,
  names: PrincipalNames,
): Naming | undefined {
  if (NotPrincipal !== undefined) return isExempt(Effect, NotPrincipal, names) ? undefined : "direct";
  return Principal === undefined ? undefined : naming(Principal, names);
}

function naming(principal: Principal, names: PrincipalNames): Naming | undefined {
  if (principal === "*") return "direct";
  const { AWS, Service, Federated, CanonicalUser } = principal;
  const accounts = many(AWS);
  if (accounts.includes("*")) return "direct";
  if (names.type === "Service") return many(Service).includes(names.arn) ? "direct" : undefined;
  if (names.type === "anonymous") return undefined;
  if (names.type === "Federated")
    return names.federated?.some((provider) => many(Federated).includes(provider)) ? "direct" : undefined;
  if (accounts.includes(names.arn) || accounts.includes(names.userId)) return "direct";
  if (names.roleArn !== undefined && accounts.includes(names.roleArn)) return "role";
  if (names.roleArn !== undefined && accounts.includes(roleIdOf(names))) return "role";
  if (accounts.includes(names.rootArn) || accounts.includes(names.account)) return "account";
  const { canonicalId } = names;
  return canonicalId !== undefined && many(CanonicalUser).includes(canonicalId) ? "account" : undefined;
}

/**
 * Whether `NotPrincipal` lists a principal. A Deny checks the account, role and session, and applies if one
 * of them is not listed.
 */
function isExempt(effect: Statement["Effect"], listed: Principal, names: PrincipalNames): boolean {
  if (listed === "*") return true;
  const accounts = many(listed.AWS);
  if (names.type === "Service") return many(listed.Service).includes(names.arn);
  if (accounts.includes("*")) return true;
  if (names.type === "anonymous") return false;
  if (names.type === "Federated")
    return names.federated?.some((provider) => many(listed.Federated).includes(provider)) === true;
  const isListed = (arn: string) => accounts.includes(arn);
  const root = isListed(names.rootArn) || isListed(names.account);
  const chain = [root, isListed(names.arn) || names.arn === names.rootArn];
  if (names.roleArn !== undefined) chain.push(isListed(names.roleArn));
  return effect === "Deny" ? chain.every(Boolean) : chain.some(Boolean);
}

function roleIdOf({ userId }: PrincipalNames): string {
  return userId.slice(0, userId.indexOf(":"));
}
