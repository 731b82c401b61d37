import type { CompiledStatement } from "../policies/compiled-policy.js";
import type { AttachedPolicy, PolicySet } from "../policies/policy-set.js";
import type { DecidingStatement, Decision, PolicyType } from "./decision.js";
import { describeReason } from "./denial.js";
import { decide, type Question } from "./engine.js";

/** The explanation of a decision, policy by policy. */
export interface Explanation {
  readonly decision: "allowed" | "denied";
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  /** Human-readable. */
  readonly reason: string;
  /** The deciding statement, if there is one. */
  readonly statement?: DecidingStatement;
  readonly policies: readonly ExplainedPolicy[];
  /** The whole explanation as a human-readable tree. */
  readonly text: string;
}

/** The effect of a policy on a decision. */
export interface ExplainedPolicy {
  readonly name: string;
  readonly type: PolicyType;
  readonly statements: readonly ExplainedStatement[];
}

/** The effect of a statement on a decision. */
export interface ExplainedStatement {
  /** Its `Sid`, or its number from 1. */
  readonly statement: string;
  readonly effect: "Allow" | "Deny";
  readonly applies: boolean;
  /** The reason why it does not apply; `applies` if it does. */
  readonly why: string;
}

/** Explains a decision, statement by statement. */
export function explain(question: Question): Explanation {
  const {
    principal,
    action,
    resource,
    resourcePolicy,
    resourcePolicyType = "resource-based policy",
  } = question;
  const { allowed, reason, statement }: Decision = decide(question);
  const of = (type: PolicyType, set: PolicySet | undefined) =>
    (set?.policies ?? []).map((policy) => explainedPolicy(question, type, policy));
  const policies = [
    ...of("identity-based policy", principal.identity),
    ...of("permissions boundary", principal.boundary),
    ...of("session policy", principal.session),
    ...of(resourcePolicyType, resourcePolicy),
  ];
  const head = {
    decision: allowed ? "allowed" : "denied",
    principal: principal.kind === "anonymous" ? "anonymous" : principal.arn,
    action,
    resource,
    reason: describeReason(reason),
    ...(statement && { statement }),
    policies,
  } as const;
  return { ...head, text: treeOf(head) };
}

function explainedPolicy(
  question: Question,
  type: PolicyType,
  { name, policy }: AttachedPolicy,
): ExplainedPolicy {
  const byName = type === "resource-based policy" || type === "role trust policy";
  const statements = policy.statements.map((statement) => {
    const why = whyNot(question, statement, byName);
    const { effect, name: id } = statement;
    return { statement: id, effect, applies: why === undefined, why: why ?? "applies" };
  });
  return { name: name || question.resource, type, statements };
}

function whyNot(
  { principal, action, resource, values }: Question,
  statement: CompiledStatement,
  byName: boolean,
): string | undefined {
  if (byName && statement.naming(principal) === undefined) return "names other principals";
  if (!statement.isAboutAction(action.toLowerCase())) return "is about other actions";
  if (!statement.isAboutResource(resource, values)) return "is about other resources";
  const condition = statement.failingCondition(values);
  if (!condition) return undefined;
  const actual = values.value(condition.key.toLowerCase());
  const found = actual === undefined ? "the request lacks it" : `it is ${JSON.stringify(actual)}`;
  return `the condition ${condition.operator} on ${condition.key} does not hold: ${found}`;
}

function treeOf({
  decision,
  principal,
  action,
  resource,
  reason,
  policies,
}: Omit<Explanation, "text">): string {
  const lines = [`${decision}: ${action} on ${resource} by ${principal}`, `└ ${reason}`];
  for (const policy of policies) {
    lines.push(`  ├ ${policy.type}: ${policy.name}`);
    for (const { statement, effect, why } of policy.statements)
      lines.push(`  │   └ statement ${statement} (${effect}): ${why}`);
  }
  return lines.join("\n");
}
