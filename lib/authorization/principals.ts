import type { PolicyCache } from "../policies/policy-cache.js";
import { NO_POLICIES, type PolicySet } from "../policies/policy-set.js";
import type { ConditionValue } from "../policies/values.js";
import type { Caller } from "../runtime/caller.js";
import type { NamedDocument, PrincipalPolicies } from "../runtime/ports/identities.js";
import type { Ports } from "../runtime/ports/index.js";
import type { SessionFacts } from "../runtime/ports/sessions.js";
import type { AccountRegion } from "../runtime/scope.js";
import { parseArn, rootArn, stsArn } from "../shared/arn.js";
import type { Principal } from "./principal.js";

/** Determines the principal of a caller, and its policies. */
export class Principals {
  constructor(
    private readonly ports: Ports,
    private readonly policies: PolicyCache,
  ) {}

  /**
   * The principal of a caller: an STS session, an IAM user, or the root user of the account for all other
   * keys.
   */
  of(caller: Caller, at: AccountRegion): Principal {
    if (caller.roleArn !== undefined) return this.service(caller, caller.roleArn, at);
    if (caller.accessKeyId === "") return anonymous();
    const session = this.ports.sessions?.session(caller.accessKeyId);
    if (session) return this.ofSession(session, at.region);
    const account = parseArn(caller.arn)?.account || at.account;
    const user =
      this.ports.callers?.resolve(caller.accessKeyId) && this.ports.identities?.user(account, caller.arn);
    return user ? this.user(user, at.region) : root({ account, region: at.region });
  }

  /** The principal of an ARN: a root user, a user, a role, or a session of a role. */
  named(arn: string, region: string): Principal | undefined {
    const { account = "", resource = "", service } = parseArn(arn) ?? {};
    const at = { account, region };
    if (service === "iam" && resource === "root") return root(at);
    const user = resource.startsWith("user/") && this.ports.identities?.user(account, arn);
    if (user) return this.user(user, region);
    const [kind, name = "", sessionName = "session"] = resource.split("/");
    if (service === "sts" && kind === "assumed-role")
      return this.sessionOf(account, region, name, sessionName);
    return resource.startsWith("role/") ? this.sessionOf(account, region, arn, "session") : undefined;
  }

  /** The role session of a service. A role that does not exist in IAM has no policies. */
  inRole(roleArn: string, at: AccountRegion): Principal {
    const known = this.named(roleArn, at.region);
    if (known) return known;
    const account = parseArn(roleArn)?.account ?? at.account;
    const name = roleArn.slice(roleArn.lastIndexOf("/") + 1);
    const arn = stsArn({ account, region: at.region }, `assumed-role/${name}/session`);
    return this.roleSession(undefined, roleArn, arn, "", { account, region: at.region });
  }

  /** A service that acts on its own behalf, for a resource of the user. */
  static service(name: string, sourceArn: string, sourceAccount: string): Principal {
    const values = new Map([
      ["aws:principalisawsservice", "true"],
      ["aws:principalservicename", name],
      ["aws:sourcearn", sourceArn],
      ["aws:sourceaccount", sourceAccount],
    ]);
    return { ...NOBODY, kind: "service", type: "Service", arn: name, values };
  }

  /** A user of an identity provider, before it has assumed a role. */
  static federated({ provider, issuer, claims }: FederatedFacts): Principal {
    const values = claimValues(issuer, claims);
    values.push(["aws:federatedprovider", provider]);
    return {
      ...NOBODY,
      kind: "federated",
      type: "Federated",
      arn: provider,
      federated: [provider, issuer],
      values: new Map(values),
    };
  }

  private user({ arn, id, name, tags, policies, boundary }: PrincipalPolicies, region: string): Principal {
    const account = parseArn(arn)?.account ?? "";
    const values = new Map<string, ConditionValue>([
      ["aws:username", name],
      ["aws:principaltype", "User"],
    ]);
    for (const [key, value] of tagValues(tags)) values.set(key, value);
    return {
      kind: "user",
      type: "AWS",
      account,
      rootArn: rootArn({ account, region }),
      arn,
      userId: id,
      identity: this.policies.of(arn, policies),
      boundary: boundary && this.boundary(boundary),
      values,
    };
  }

  private ofSession(facts: SessionFacts, region: string): Principal {
    const { account, arn, userId } = facts;
    const at = { account, region };
    const issued: [string, ConditionValue][] = [
      ["aws:tokenissuetime", facts.issuedAt.toISOString()],
      ["aws:multifactorauthpresent", String(facts.mfa === true)],
      ...tagValues(Object.entries(facts.tags).map(([Key, Value]) => ({ Key, Value }))),
    ];
    if (facts.sourceIdentity !== undefined) issued.push(["aws:sourceidentity", facts.sourceIdentity]);
    if (facts.provider !== undefined) issued.push(["aws:federatedprovider", facts.provider]);
    if (facts.federation) issued.push(...claimValues(facts.federation.issuer, facts.federation.claims));
    if (facts.kind === "role") {
      const role = this.ports.identities?.role(account, facts.roleArn ?? "");
      const session = base(arn, userId, at);
      return {
        ...session,
        kind: "role",
        issuedBy: "AssumeRole",
        ...(facts.roleArn !== undefined && { roleArn: facts.roleArn }),
        ...this.policiesOf(role),
        session: this.sessionPolicies(facts),
        values: new Map([["aws:principaltype", "AssumedRole"], ...tagValues(role?.tags ?? []), ...issued]),
      };
    }
    const { userArn } = facts;
    const user = userArn === undefined ? undefined : this.ports.identities?.user(account, userArn);
    // GetSessionToken: the user itself, or the account's root user. A deleted user has no policies.
    if (facts.kind === "user") {
      const owner = userArn === undefined ? root(at) : user && this.user(user, region);
      const values = new Map([...(owner?.values ?? []), ...issued]);
      const issuedBy = "GetSessionToken";
      return owner
        ? { ...owner, issuedBy, values }
        : { ...base(arn, userId, at), kind: "user", identity: NO_POLICIES, issuedBy, values };
    }
    const policies = userArn === undefined ? { identity: this.everything } : this.policiesOf(user);
    const values = new Map([["aws:principaltype", "FederatedUser"], ...issued]);
    // Without session policies, only resource-based policies grant permissions.
    const session = this.sessionPolicies(facts) ?? NO_POLICIES;
    const issuedBy = "GetFederationToken";
    return { ...base(arn, userId, at), kind: "federated-user", ...policies, session, issuedBy, values };
  }

  /** The permissions of the root user, for its federated users. */
  private get everything(): PolicySet {
    const Statement = { Effect: "Allow", Action: "*", Resource: "*" };
    const document = JSON.stringify({ Version: "2012-10-17", Statement });
    return this.policies.of("root user", [{ name: "root user", document }]);
  }

  private sessionOf(account: string, region: string, role: string, name: string): Principal | undefined {
    const known = this.ports.identities?.role(account, role);
    if (!known) return undefined;
    const arn = stsArn({ account, region }, `assumed-role/${known.name}/${name}`);
    return this.roleSession(known, known.arn, arn, `${known.id}:${name}`, { account, region });
  }

  /** A service in a role: a session without session policies. */
  private service({ arn, userId }: Caller, roleArn: string, at: AccountRegion): Principal {
    const account = parseArn(roleArn)?.account ?? at.account;
    const role = this.ports.identities?.role(account, roleArn);
    return this.roleSession(role, roleArn, arn, userId, { account, region: at.region });
  }

  private roleSession(
    role: PrincipalPolicies | undefined,
    roleArn: string,
    arn: string,
    userId: string,
    at: AccountRegion,
  ): Principal {
    return {
      kind: "role",
      roleArn,
      values: new Map([["aws:principaltype", "AssumedRole"], ...tagValues(role?.tags ?? [])]),
      ...this.policiesOf(role),
      ...base(arn, userId, at),
    };
  }

  /** A user or role that does not exist in IAM has no policies. */
  private policiesOf(owner: PrincipalPolicies | undefined): Pick<Principal, "identity" | "boundary"> {
    if (!owner) return { identity: NO_POLICIES };
    const { arn, policies, boundary } = owner;
    const identity = this.policies.of(arn, policies);
    return boundary ? { identity, boundary: this.boundary(boundary) } : { identity };
  }

  private boundary(policy: NamedDocument): PolicySet {
    return this.policies.of(policy.name, [policy]);
  }

  private sessionPolicies({ policies, account, arn }: SessionFacts): PolicySet | undefined {
    if (!policies) return undefined;
    const managed = policies.arns.flatMap((arn) => this.ports.identities?.managedPolicy(account, arn) ?? []);
    const { document } = policies;
    const passed = document === undefined ? [] : [{ name: "session policy", document }];
    return this.policies.of(arn, [...passed, ...managed]);
  }
}

/** The issuer of a federated user's token or assertion, and its claims. */
export interface FederatedFacts {
  /** The ARN of the provider, or the host of one that is not in IAM. */
  readonly provider: string;
  /** The issuer of a token without its scheme; `saml` for an assertion. */
  readonly issuer: string;
  readonly claims: Readonly<Record<string, ConditionValue>>;
}

/** Claims as condition keys: `token.actions.githubusercontent.com:sub`, `saml:sub`. */
function claimValues(
  issuer: string,
  claims: Readonly<Record<string, ConditionValue>>,
): [string, ConditionValue][] {
  return Object.entries(claims).map(([name, value]) => [`${issuer}:${name}`.toLowerCase(), value]);
}

const NOBODY = {
  account: "",
  rootArn: "",
  arn: "",
  userId: "",
  identity: NO_POLICIES,
  values: new Map<string, ConditionValue>(),
} as const;

/** The principal of a request without a signature. */
export function anonymous(): Principal {
  return {
    ...NOBODY,
    kind: "anonymous",
    type: "anonymous",
    values: new Map([["aws:principaltype", "Anonymous"]]),
  };
}

function root(at: AccountRegion): Principal {
  const arn = rootArn(at);
  return {
    ...base(arn, at.account, at),
    kind: "root",
    identity: NO_POLICIES,
    values: new Map([["aws:principaltype", "Account"]]),
  };
}

function base(arn: string, userId: string, at: AccountRegion) {
  return { type: "AWS", account: at.account, rootArn: rootArn(at), arn, userId } as const;
}

function tagValues(tags: PrincipalPolicies["tags"]): [string, ConditionValue][] {
  return tags.map(({ Key, Value }) => [`aws:principaltag/${Key.toLowerCase()}`, Value]);
}
