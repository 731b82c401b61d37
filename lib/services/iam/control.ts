import type { Scope } from "../../runtime/scope.js";
import type { ControlHost, ShowsState } from "../../runtime/service.js";
import type { TableDefinition } from "../../runtime/store/store.js";
import { namesOf, refuseUnknownMembers } from "../../text/suggestions.js";
import { isError } from "../../values/is-error.js";
import { addManagedPolicy } from "./aws-managed/policies.js";
import type { Group, InstanceProfile, Policy, Role, User } from "./generated/types.js";
import { describeInstanceProfile } from "./instance-profiles.js";
import { describePolicyInFull } from "./policies.js";
import { checkIdentityPolicy } from "./policy-grammar.js";
import { policyUsage } from "./policy-usage.js";
import { describeRoleInFull } from "./roles.js";
import {
  ACCESS_KEYS,
  type AccessKeyRow,
  GROUPS,
  INSTANCE_PROFILES,
  keyOf,
  OIDC_PROVIDERS,
  type OidcProviderRow,
  PASSWORD_POLICIES,
  POLICIES,
  type PrincipalRow,
  ROLES,
  SAML_PROVIDERS,
  SERVER_CERTIFICATES,
  USERS,
  VIRTUAL_DEVICES,
} from "./state.js";
import { describeGroup, describeUserInFull } from "./users.js";

/** The policies of a role, user or group. */
export interface PrincipalPolicies {
  /** Documents of inline policies by name, as they were sent. */
  readonly inlinePolicies: Readonly<Record<string, string>>;
  /** ARNs of attached policies. */
  readonly attachedPolicies: readonly string[];
}

/** An access key without its secret. */
export type AccessKeySummary = Omit<AccessKeyRow, "secretAccessKey">;

/** One of AWS's own policies that a test adds. */
export interface ManagedPolicyOptions {
  /** `/` unless given, else with a slash at both ends: `/service-role/`. */
  readonly path?: string | undefined;
  /** JSON text; left out, it allows everything. */
  readonly document?: string | undefined;
}

const POLICY_MEMBERS = namesOf<ManagedPolicyOptions>({ path: true, document: true });

/** `sim.iam`: what tests may see of roles, policies and users. IAM knows no regions: of a place, only the account counts. Everything read is a copy. */
export class IamControl implements ShowsState {
  /** @internal */
  constructor(private readonly host: ControlHost) {}

  /** What IAM holds for an account, without passwords and keys. */
  state(at?: Scope): object {
    return {
      roles: this.roles(at),
      policies: this.policies(at),
      users: this.users(at),
      groups: this.groups(at),
      instanceProfiles: this.instanceProfiles(at),
      accessKeys: this.accessKeys(at),
      oidcProviders: this.oidcProviders(at),
      samlProviders: this.#rows(SAML_PROVIDERS, at),
      serverCertificates: this.#rows(SERVER_CERTIFICATES, at),
      virtualMfaDevices: this.#rows(VIRTUAL_DEVICES, at),
      passwordPolicy: this.#rows(PASSWORD_POLICIES, at)[0],
    };
  }

  /** Every role, by name, as GetRole shows it, with its policies. */
  roles(at?: Scope): (Role & PrincipalPolicies)[] {
    const rows = this.host.context(at).table(ROLES).values();
    return copies(rows, (row) => ({ ...describeRoleInFull(row), ...policiesOf(row) }));
  }

  /** The role of a name; `undefined` when there is none. */
  role(roleName: string, at?: Scope): (Role & PrincipalPolicies) | undefined {
    const row = this.host.context(at).table(ROLES).get(keyOf(roleName));
    return row && structuredClone({ ...describeRoleInFull(row), ...policiesOf(row) });
  }

  /** Every policy of the account, by name, with the document of its default version as it was sent. */
  policies(at?: Scope): (Policy & { document: string })[] {
    const ctx = this.host.context(at);
    const usage = policyUsage(ctx);
    return copies(ctx.table(POLICIES).values(), (row) => {
      const version = row.versions.find(({ versionId }) => versionId === row.defaultVersionId);
      return { ...describePolicyInFull(row, usage(row.arn)), document: version?.document ?? "" };
    });
  }

  /** Every user, by name, as GetUser shows it, with its policies and groups. */
  users(at?: Scope): (User & PrincipalPolicies & { groups: readonly string[] })[] {
    const rows = this.host.context(at).table(USERS).values();
    return copies(rows, (row) => ({
      ...describeUserInFull(row),
      ...policiesOf(row),
      groups: row.groups,
    }));
  }

  /** Every group, by name, with its policies. */
  groups(at?: Scope): (Group & PrincipalPolicies)[] {
    const rows = this.host.context(at).table(GROUPS).values();
    return copies(rows, (row) => ({ ...describeGroup(row), ...policiesOf(row) }));
  }

  /** Every instance profile, by name. */
  instanceProfiles(at?: Scope): InstanceProfile[] {
    const ctx = this.host.context(at);
    return copies(ctx.table(INSTANCE_PROFILES).values(), (row) => describeInstanceProfile(ctx, row));
  }

  /** The access keys of all users of the account, by id, without the secrets. */
  accessKeys(at?: Scope): AccessKeySummary[] {
    const ctx = this.host.context(at);
    const rows = [...ctx.table(ACCESS_KEYS).values()].filter(({ account }) => account === ctx.account);
    return copies(rows, ({ secretAccessKey, ...row }) => row);
  }

  /** Every OpenID Connect provider, by ARN. */
  oidcProviders(at?: Scope): OidcProviderRow[] {
    return this.#rows(OIDC_PROVIDERS, at);
  }

  #rows<Row>(table: TableDefinition<Row>, at: Scope | undefined): Row[] {
    return copies(this.host.context(at).table(table).values(), (row) => row);
  }

  /**
   * Adds a policy of AWS's own that the simulator does not have, or replaces
   * one, for example to give it another document: `arn:aws:iam::aws:policy<path><name>` exists from now on, for all accounts.
   *
   * @throws TypeError when the document is no policy, or the path has not its slashes.
   */
  addManagedPolicy(name: string, options: ManagedPolicyOptions = {}): void {
    refuseUnknownMembers(options, POLICY_MEMBERS, "A managed policy");
    const { path = "/", document = ALLOW_ALL } = options;
    if (!/^\/([!-~]+\/)?$/.test(path))
      throw new TypeError(`The path "${path}" of a policy has no slash at both ends. Give "/service-role/".`);
    try {
      checkIdentityPolicy(document);
    } catch (cause) {
      throw new TypeError(`The document of ${name} is no policy: ${messageOf(cause)}`, { cause });
    }
    const ctx = this.host.context();
    ctx.transaction(() => addManagedPolicy(ctx, name, path, document));
  }
}

const ALLOW_ALL = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
});

function messageOf(cause: unknown): string {
  return isError(cause) ? cause.message : String(cause);
}

function policiesOf({ inlinePolicies, attachedPolicies }: PrincipalRow): PrincipalPolicies {
  return { inlinePolicies, attachedPolicies };
}

function copies<Row, Shown>(rows: Iterable<Row>, show: (row: Row) => Shown): Shown[] {
  return structuredClone(Array.from(rows, show));
}
