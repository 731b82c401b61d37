import type { PolicyType } from "../../authorization/decision.js";
import type { Question } from "../../authorization/engine.js";
import type { AttachedPolicy, PolicySet } from "../../policies/policy-set.js";
import type { Statement } from "./generated/types.js";
import { type Span, statementSpans } from "./statement-spans.js";

/** The statements of an effect that apply to a simulated question, with their places in the documents. */
export function matchedStatements(question: Question, effect: "Allow" | "Deny"): Statement[] {
  const { principal, resourcePolicy } = question;
  const identity = matchedIn(question, effect, "identity-based policy", principal.identity);
  const ofResource = matchedIn(question, effect, "resource-based policy", resourcePolicy);
  if (effect === "Allow") return [...identity, ...ofResource];
  return [
    ...identity,
    ...matchedIn(question, effect, "permissions boundary", principal.boundary),
    ...ofResource,
  ];
}

function matchedIn(
  question: Question,
  effect: "Allow" | "Deny",
  type: PolicyType,
  set: PolicySet | undefined,
): Statement[] {
  return (set?.policies ?? []).flatMap((policy) => {
    const matching = matchingIn(question, effect, type, policy);
    if (matching.length === 0) return [];
    const spans = statementSpans(policy.document);
    return matching.map((index) => describe(policy, spans[index]));
  });
}

/** The numbers of the statements, from 0. */
function matchingIn(
  { principal, action, resource, values }: Question,
  effect: "Allow" | "Deny",
  type: PolicyType,
  { policy }: AttachedPolicy,
): number[] {
  const wanted = action.toLowerCase();
  return policy.statements.flatMap((statement, index) =>
    statement.effect === effect &&
    (type !== "resource-based policy" || statement.naming(principal) !== undefined) &&
    statement.isAboutAction(wanted) &&
    statement.isAboutResource(resource, values) &&
    statement.failingCondition(values) === undefined
      ? index
      : [],
  );
}

/** The type is AWS's, which its model does not have. */
function describe({ name }: AttachedPolicy, span: Span | undefined): Statement {
  return {
    SourcePolicyId: sourceId(name),
    SourcePolicyType: name === RESOURCE_POLICY ? "resource" : "IAM Policy",
    ...(span && {
      StartPosition: { Line: span.start.line, Column: span.start.column },
      EndPosition: { Line: span.end.line, Column: span.end.column },
    }),
  };
}

/** The name of the policy of a resource in a simulation. */
export const RESOURCE_POLICY = "ResourcePolicy";

/** `AdministratorAccess` of a managed policy; `role_app_read` of an inline policy. */
function sourceId(name: string): string {
  const [, policy, kind, owner] = /^inline policy (.+) of (user|group|role) (.+)$/.exec(name) ?? [];
  if (policy !== undefined) return `${kind}_${owner}_${policy}`;
  return name.startsWith("arn:") ? name.slice(name.lastIndexOf("/") + 1) : name;
}
