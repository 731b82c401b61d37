/** A policy whose form was checked: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html */
export interface PolicyDocument {
  readonly Version?: string;
  readonly Id?: string;
  readonly Statement: Statement | readonly Statement[];
}

export interface Statement {
  readonly Sid?: string;
  readonly Effect: "Allow" | "Deny";
  readonly Principal?: Principal;
  readonly NotPrincipal?: Principal;
  readonly Action?: OneOrMany;
  readonly NotAction?: OneOrMany;
  readonly Resource?: OneOrMany;
  readonly NotResource?: OneOrMany;
  /** Values by key, by operator. */
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** `"*"`, or principals by their kind: `AWS`, `Service`, `CanonicalUser`, `Federated`. */
export type Principal = "*" | Readonly<Record<string, OneOrMany>>;

export type OneOrMany = string | readonly string[];

export function many<Value>(value: Value | readonly Value[] | undefined): readonly Value[] {
  if (value === undefined) return [];
  return isList(value) ? value : [value];
}

function isList<Value>(value: Value | readonly Value[]): value is readonly Value[] {
  return Array.isArray(value);
}

/** The policy as S3 stores it: an account named by its number becomes the account's root user. */
export function normalizedPolicy(policy: PolicyDocument): PolicyDocument {
  return { ...policy, Statement: many(policy.Statement).map(normalizedStatement) };
}

function normalizedStatement(statement: Statement): Statement {
  const { Principal, NotPrincipal } = statement;
  return {
    ...statement,
    ...(Principal && { Principal: normalizedPrincipal(Principal) }),
    ...(NotPrincipal && { NotPrincipal: normalizedPrincipal(NotPrincipal) }),
  };
}

function normalizedPrincipal(principal: Principal): Principal {
  if (principal === "*" || principal.AWS === undefined) return principal;
  const { AWS } = principal;
  return { ...principal, AWS: typeof AWS === "string" ? rootOf(AWS) : AWS.map(rootOf) };
}

function rootOf(principal: string): string {
  return /^\d{12}$/.test(principal) ? `arn:aws:iam::${principal}:root` : principal;
}
