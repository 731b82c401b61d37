import { decide, type Question } from "../../lib/authorization/engine.js";
import type { Principal } from "../../lib/authorization/principal.js";
import type { Statement } from "../../lib/policies/document.js";
import { PolicyCache } from "../../lib/policies/policy-cache.js";
import { NO_POLICIES, PolicySet } from "../../lib/policies/policy-set.js";

export const HOME = "123456789012";
export const OTHER = "210987654321";

/** A policy of these statements. */
export function policy(...statements: readonly Statement[]): PolicySet {
  const text = JSON.stringify({ Version: "2012-10-17", Statement: statements });
  return new PolicySet([{ name: "p", document: text, policy: new PolicyCache().get(text) }]);
}

/** Several policies as one set. */
export function policies(...sets: readonly PolicySet[]): PolicySet {
  return new PolicySet(sets.flatMap((set) => set.policies));
}

export function allow(Action: string | string[], Resource = "*", more: Partial<Statement> = {}): Statement {
  return { Effect: "Allow", Action, Resource, ...more };
}

export function deny(Action: string | string[], Resource = "*", more: Partial<Statement> = {}): Statement {
  return { Effect: "Deny", Action, Resource, ...more };
}

const BASE = { type: "AWS", values: new Map() } as const;

export function root(account = HOME): Principal {
  const arn = `arn:aws:iam::${account}:root`;
  return { ...BASE, kind: "root", account, arn, rootArn: arn, userId: account, identity: NO_POLICIES };
}

export function user(more: Partial<Principal> = {}): Principal {
  const arn = `arn:aws:iam::${HOME}:user/ann`;
  return { ...root(), kind: "user", arn, userId: "AIDA1", ...more };
}

export function session(more: Partial<Principal> = {}): Principal {
  const arn = `arn:aws:sts::${HOME}:assumed-role/app/s`;
  const roleArn = `arn:aws:iam::${HOME}:role/app`;
  return { ...root(), kind: "role", arn, roleArn, userId: "AROA1:s", ...more };
}

export function service(name: string): Principal {
  return {
    ...BASE,
    kind: "service",
    type: "Service",
    account: "",
    rootArn: "",
    arn: name,
    userId: "",
    identity: NO_POLICIES,
  };
}

export const anonymous: Principal = { ...service(""), kind: "anonymous", type: "anonymous" };

/** What is decided about reading an object; in one line. */
export function decided(principal: Principal, more: Partial<Question> = {}): string {
  const { allowed, reason } = decide({
    principal,
    action: "s3:GetObject",
    resource: "arn:aws:s3:::b/k",
    owner: HOME,
    values: { value: (key) => principal.values.get(key) },
    ...more,
  });
  const detail =
    "by" in reason ? reason.by : "in" in reason ? reason.in : "lacks" in reason ? reason.lacks : "";
  return `${allowed ? "allowed" : "denied"}: ${reason.kind}${detail && ` ${detail}`}`;
}
