import type { CompiledStatement } from "../policies/compiled-policy.js";
import type { PolicySet } from "../policies/policy-set.js";
import type { Naming } from "../policies/principal-names.js";
import type { PlacedStatement } from "../policies/resource-index.js";
import type { ConditionValues } from "../policies/values.js";
import { credentialLimit } from "./credential-limits.js";
import type { DecidingStatement, Decision, PolicyType } from "./decision.js";
import type { Principal } from "./principal.js";

/** One action of one principal on one resource. */
export interface Question {
  readonly principal: Principal;
  /** `s3:GetObject`. */
  readonly action: string;
  /** An ARN; `*` for actions without a resource. */
  readonly resource: string;
  /** The account that owns the resource. Default: the principal's. */
  readonly owner?: string | undefined;
  /** The policy of the resource. Omitted if it has none. */
  readonly resourcePolicy?: PolicySet | undefined;
  /** Whether the policy of the resource can allow; otherwise it can only deny. Default true. */
  readonly resourcePolicyGrants?: boolean;
  /**
   * The policy of the resource must name the principal or its account even within the same account: trust
   * policies, KMS keys.
   */
  readonly requiresResourcePolicy?: boolean;
  /** The type of the resource's policy in messages. Default: a resource-based policy. */
  readonly resourcePolicyType?: PolicyType;
  /**
   * What allows it besides policies, such as an ACL. It is equivalent to the policy of the resource, except
   * for principals of the owner.
   */
  readonly grant?: string | undefined;
  /** What denies it besides policies. */
  readonly block?: string | undefined;
  readonly values: ConditionValues;
}

/**
 * Decides as AWS does. Pure: the same question has the same result.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function decide(question: Question): Decision {
  const action = question.action.toLowerCase();
  return (
    limitedByCredentials(question, action) ??
    explicitDeny(question, action) ??
    blocked(question) ??
    allowOrImplicitDeny(question, action)
  );
}

function limitedByCredentials({ principal }: Question, action: string): Decision | undefined {
  const limit = credentialLimit(principal, action);
  return limit === undefined ? undefined : { allowed: false, reason: { kind: "credentials", limit } };
}

function explicitDeny(question: Question, action: string): Decision | undefined {
  const { principal, resourcePolicy, resourcePolicyType = "resource-based policy" } = question;
  const { identity, boundary, session } = principal;
  const own = find(identity, "Deny", action, question);
  if (own) return deniedBy("identity-based policy", own, question);
  const bounded = boundary && find(boundary, "Deny", action, question);
  if (bounded) return deniedBy("permissions boundary", bounded, question);
  const narrowed = session && find(session, "Deny", action, question);
  if (narrowed) return deniedBy("session policy", narrowed, question);
  const match = resourcePolicy && findNamed(resourcePolicy, "Deny", action, question)?.match;
  return match && deniedBy(resourcePolicyType, match, question);
}

function blocked({ block }: Question): Decision | undefined {
  return block === undefined ? undefined : { allowed: false, reason: { kind: "blocked", by: block } };
}

function allowOrImplicitDeny(question: Question, action: string): Decision {
  const { principal, owner, grant, resourcePolicy, requiresResourcePolicy = false } = question;
  const { resourcePolicyType = "resource-based policy", resourcePolicyGrants = true } = question;
  const named =
    resourcePolicyGrants && resourcePolicy && findNamed(resourcePolicy, "Allow", action, question);
  const byResource = named ? allowedBy(resourcePolicyType, named.match, question) : undefined;
  const byGrant: Decision | undefined =
    grant === undefined ? undefined : { allowed: true, reason: { kind: "granted", by: grant } };
  // Services and unsigned requests have no identity-based policies.
  if (principal.account === "") return byResource ?? byGrant ?? lacking(resourcePolicyType);
  if (owner !== undefined && owner !== principal.account) {
    if (!byResource && !byGrant) return lacking(resourcePolicyType);
    return byIdentity(question, action);
  }
  if (named && named.naming === "direct" && byResource) return byResource;
  if (requiresResourcePolicy && !byResource) return lacking(resourcePolicyType);
  // A grant to a session's role is treated as an identity-based policy: boundary and session policies limit
  // it.
  if (named && named.naming === "role" && byResource) return limited(question, action) ?? byResource;
  return byIdentity(question, action);
}

/** The decision of the principal's identity-based policies. */
function byIdentity(question: Question, action: string): Decision {
  const { principal } = question;
  if (principal.kind === "root") return { allowed: true, reason: { kind: "root" } };
  const match = find(principal.identity, "Allow", action, question);
  if (!match) return lacking("identity-based policy");
  return limited(question, action) ?? allowedBy("identity-based policy", match, question);
}

/** The denial by a boundary or a session policy that does not allow what other policies allow. */
function limited(question: Question, action: string): Decision | undefined {
  const { boundary, session } = question.principal;
  if (boundary && !find(boundary, "Allow", action, question)) return lacking("permissions boundary");
  if (session && !find(session, "Allow", action, question)) return lacking("session policy");
  return undefined;
}

/** The first matching statement. */
function find(
  policies: PolicySet,
  effect: "Allow" | "Deny",
  action: string,
  { resource, values }: Question,
): PlacedStatement | undefined {
  let first: PlacedStatement | undefined;
  let shelf = policies.about(action)[effect].shelfOf(resource);
  for (; shelf !== undefined; shelf = shelf.above) {
    for (const placed of shelf.statements) {
      if (first && first.place <= placed.place) break;
      if (applies(placed.statement, resource, values)) first = placed;
    }
  }
  return first;
}

/**
 * The statement of a resource's policy with the most specific match of the principal; the first of several.
 */
function findNamed(
  policies: PolicySet,
  effect: "Allow" | "Deny",
  action: string,
  { principal, resource, values }: Question,
): { naming: Naming; match: PlacedStatement } | undefined {
  let best: PlacedStatement | undefined;
  let bestNaming: Naming = "account";
  let shelf = policies.about(action)[effect].shelfOf(resource);
  for (; shelf !== undefined; shelf = shelf.above) {
    for (const placed of shelf.statements) {
      const naming = namingOf(placed.statement, principal);
      if (naming === undefined) continue;
      const more = best ? WORTH[naming] - WORTH[bestNaming] || best.place - placed.place : 1;
      if (more <= 0 || !applies(placed.statement, resource, values)) continue;
      best = placed;
      bestNaming = naming;
    }
  }
  return best && { naming: bestNaming, match: best };
}

const WORTH: Readonly<Record<Naming, number>> = { account: 0, role: 1, direct: 2 };

/** NotPrincipal with Deny matches every principal that has a permissions boundary. */
function namingOf(statement: CompiledStatement, principal: Principal): Naming | undefined {
  if (statement.effect === "Deny" && statement.hasNotPrincipal && principal.boundary) return "direct";
  return statement.naming(principal);
}

function applies(statement: CompiledStatement, resource: string, values: ConditionValues): boolean {
  return statement.isAboutResource(resource, values) && statement.failingCondition(values) === undefined;
}

function allowedBy(by: PolicyType, match: PlacedStatement, question: Question): Decision {
  return { allowed: true, reason: { kind: "allowed", by }, statement: nameOf(match, question) };
}

function deniedBy(type: PolicyType, match: PlacedStatement, question: Question): Decision {
  return { allowed: false, reason: { kind: "explicit deny", in: type }, statement: nameOf(match, question) };
}

function lacking(lacks: PolicyType): Decision {
  return { allowed: false, reason: { kind: "implicit deny", lacks } };
}

function nameOf({ policy, statement }: PlacedStatement, { resource }: Question): DecidingStatement {
  return { policy: policy || resource, statement: statement.name };
}
