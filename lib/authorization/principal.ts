import type { PolicySet } from "../policies/policy-set.js";
import type { PrincipalNames } from "../policies/principal-names.js";
import type { ConditionValue } from "../policies/values.js";

/** A principal: its names in policies, and the policies that are attached to it. */
export interface Principal extends PrincipalNames {
  readonly kind: "root" | "user" | "role" | "federated-user" | "service" | "federated" | "anonymous";
  /** Policies of a user with its groups, or of the role of a session. */
  readonly identity: PolicySet;
  /** The permissions boundary of the user or role. */
  readonly boundary?: PolicySet | undefined;
  /** Session policies. Omitted if none were passed. */
  readonly session?: PolicySet | undefined;
  /** The operation of STS that issued its credentials. Omitted for long-term credentials and for services. */
  readonly issuedBy?: "AssumeRole" | "GetSessionToken" | "GetFederationToken";
  /** Condition keys of the principal, in lower case: `aws:username`, `aws:principaltag/team`. */
  readonly values: ReadonlyMap<string, ConditionValue>;
}
