import { rootArn } from "../../../shared/arn.js";

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

/** The policy as S3 stores it in a region: an account named by its number becomes the account's root user. */
export function normalizedPolicy(policy: PolicyDocument, region: string): PolicyDocument {
  const rootOf = (account: string) => (/^\d{12}$/.test(account) ? rootArn({ account, region }) : account);
  const normalized = (principal: Principal): Principal => {
    if (principal === "*" || principal.AWS === undefined) return principal;
    const { AWS } = principal;
    return { ...principal, AWS: typeof AWS === "string" ? rootOf(AWS) : AWS.map(rootOf) };
  };
  const statements = many(policy.Statement).map(
    (statement): Statement => ({
      ...statement,
      ...(statement.Principal && { Principal: normalized(statement.Principal) }),
      ...(statement.NotPrincipal && { NotPrincipal: normalized(statement.NotPrincipal) }),
    }),
  );
  return { ...policy, Statement: statements };
}
