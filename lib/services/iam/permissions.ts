import { type Explanation, explain } from "../../authorization/explain.js";
import { leastPrivilege, type PolicyWidth } from "../../authorization/least-privilege.js";
import type { Principal } from "../../authorization/principal.js";
import { anonymous, Principals } from "../../authorization/principals.js";
import { keysOf } from "../../authorization/requirement.js";
import { USES, type UseRow } from "../../authorization/uses.js";
import type { PolicyDocument } from "../../policies/document.js";
import type { ConditionValue } from "../../policies/values.js";
import type { Context } from "../../runtime/context.js";
import { parseArn } from "../../shared/arn.js";
import { findPrincipal, ROLE, USER } from "./principals.js";

/** A question whether a principal is allowed an action. */
export interface PermissionQuestion {
  /**
   * The ARN of a user, a role, a session or a root user; the name of a service (`s3.amazonaws.com`); or
   * `anonymous`.
   */
  readonly principal: string;
  /** `s3:GetObject` */
  readonly action: string;
  /** An ARN. Default `*`. */
  readonly resource?: string | undefined;
  /** Condition keys of the request. */
  readonly context?: Readonly<Record<string, ConditionValue>> | undefined;
}

/** A role or a user, by name. */
export interface PermissionOwner {
  readonly role?: string | undefined;
  readonly user?: string | undefined;
}

/** The owner and width of a least-privilege policy. */
export interface LeastPrivilegeOptions extends PermissionOwner {
  /** Default `"patterns"`. */
  readonly width?: PolicyWidth | undefined;
}

/**
 * Explains whether a principal is allowed an action. @throws TypeError for a principal that does not exist
 */
export function explainPermission(ctx: Context, question: PermissionQuestion): Explanation {
  const { action, resource = "*", context = {} } = question;
  const principal = principalOf(ctx, question.principal);
  const isTrust = /^sts:(AssumeRole|TagSession|SetSourceIdentity)/i.test(action);
  const requirement = {
    action,
    resource,
    keys: keysOf(context),
    ...(isTrust && parseArn(resource)?.service === "iam" && { trust: true as const }),
  };
  const { account, region } = ctx;
  const asker = { account, region, request: undefined, now: () => ctx.now() };
  return explain(ctx.authorization.question(principal, asker, requirement));
}

function principalOf(ctx: Context, name: string): Principal {
  if (name === "anonymous") return anonymous();
  if (/^[\w.-]+\.amazonaws\.com$/.test(name)) return Principals.service(name, "", ctx.account);
  const principal = ctx.authorization.principals.named(name, ctx.region);
  if (principal) return principal;
  throw new TypeError(
    `Unknown principal "${name}". Use the ARN of an IAM user or role, the name of a service, or "anonymous".`,
  );
}

/** The allowed actions of a role or user, or of all principals of the account. */
export function usesOf(ctx: Context, owner: PermissionOwner = {}): UseRow[] {
  const arn = arnOf(ctx, owner);
  const rows = [...ctx.table(USES).values()];
  return rows.filter(({ principal }) => arn === undefined || principal === arn).map((row) => ({ ...row }));
}

/** The smallest policy that allows the actions of a role or user. @throws TypeError if neither is given */
export function leastPrivilegeOf(
  ctx: Context,
  { width = "patterns", ...owner }: LeastPrivilegeOptions,
): PolicyDocument {
  if (arnOf(ctx, owner) === undefined)
    throw new TypeError("A least-privilege policy needs a role or a user. Use { role } or { user }.");
  return leastPrivilege(usesOf(ctx, owner), width);
}

/** @throws NoSuchEntity */
function arnOf(ctx: Context, { role, user }: PermissionOwner): string | undefined {
  if (role !== undefined) return findPrincipal(ctx, ROLE, role).arn;
  return user === undefined ? undefined : findPrincipal(ctx, USER, user).arn;
}
