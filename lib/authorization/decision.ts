/** The policy types. */
export type PolicyType =
  | "identity-based policy"
  | "resource-based policy"
  | "permissions boundary"
  | "session policy"
  | "role trust policy";

/** The reason of a decision. */
export type Reason =
  /** A statement allows it. */
  | { readonly kind: "allowed"; readonly by: PolicyType }
  /** The root user of the owning account is allowed everything that no statement denies. */
  | { readonly kind: "root" }
  /** An ACL grants it, or the caller owns the resource. */
  | { readonly kind: "granted"; readonly by: string }
  /** Allowed for all callers, independent of policies: GetCallerIdentity. */
  | { readonly kind: "always" }
  /** A statement denies it. */
  | { readonly kind: "explicit deny"; readonly in: PolicyType }
  /** No statement of this type allows it. */
  | { readonly kind: "implicit deny"; readonly lacks: PolicyType }
  /** The temporary credentials of the caller cannot call the operation. */
  | { readonly kind: "credentials"; readonly limit: string }
  /** Denied by something other than a policy: Block Public Access, requester pays. */
  | { readonly kind: "blocked"; readonly by: string };

/** The statement that decided. */
export interface DecidingStatement {
  /** The name of its policy. */
  readonly policy: string;
  /** Its `Sid`, or its number from 1. */
  readonly statement: string;
}

/** The engine's decision about one action on one resource. */
export interface Decision {
  readonly allowed: boolean;
  readonly reason: Reason;
  /** Omitted if no statement decided. */
  readonly statement?: DecidingStatement;
}
