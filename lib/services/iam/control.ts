import {
  change,
  defineControl,
  list,
  read,
  type StateOf,
  stateOf,
} from "../../control/definition/define-control.js";
import { object, string } from "../../control/definition/kinds.js";
import { optional, param } from "../../control/definition/parameters.js";
import type { Context } from "../../runtime/context.js";
import type { Scope } from "../../runtime/scope.js";
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
  type PasswordPolicyRow,
  POLICIES,
  type PrincipalRow,
  ROLES,
  type RoleRow,
  SAML_PROVIDERS,
  type SamlProviderRow,
  SERVER_CERTIFICATES,
  type ServerCertificateRow,
  USERS,
  VIRTUAL_DEVICES,
  type VirtualDeviceRow,
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

/** What IAM holds for an account, without passwords and keys. */
export type IamState = StateOf<IamSim, Exclude<keyof IamSim, "state" | "role" | "addManagedPolicy">>;

/** `sim.iam`: what tests can see of roles, policies and users. IAM has no regions: of a scope, only the account counts. Everything read is a copy. */
export interface IamSim {
  /** What IAM holds for an account, without passwords and keys. */
  state(at?: Scope): IamState;

  /** Every role, by name, as GetRole shows it, with its policies. */
  roles(at?: Scope): (Role & PrincipalPolicies)[];

  /** The role of a name; `undefined` if there is none. */
  role(roleName: string, at?: Scope): (Role & PrincipalPolicies) | undefined;

  /** Every policy of the account, by name, with the document of its default version as it was sent. */
  policies(at?: Scope): (Policy & { document: string })[];

  /** Every user, by name, as GetUser shows it, with its policies and groups. */
  users(at?: Scope): (User & PrincipalPolicies & { groups: readonly string[] })[];

  /** Every group, by name, with its policies. */
  groups(at?: Scope): (Group & PrincipalPolicies)[];

  /** Every instance profile, by name. */
  instanceProfiles(at?: Scope): InstanceProfile[];

  /** The access keys of all users of the account, by id, without the secrets. */
  accessKeys(at?: Scope): AccessKeySummary[];

  /** Every OpenID Connect provider, by ARN. */
  oidcProviders(at?: Scope): OidcProviderRow[];

  /** Every SAML provider, by name. */
  samlProviders(at?: Scope): SamlProviderRow[];

  /** Every server certificate, by name. */
  serverCertificates(at?: Scope): ServerCertificateRow[];

  /** Every virtual MFA device, by serial number. */
  virtualMfaDevices(at?: Scope): VirtualDeviceRow[];

  /** The password policy of the account; `undefined` if it has none. */
  passwordPolicy(at?: Scope): PasswordPolicyRow | undefined;

  /**
   * Adds a policy of AWS's own that the simulator does not have, or replaces
   * one, for example to give it another document: `arn:aws:iam::aws:policy<path><name>` exists from now on, for all accounts.
   *
   * @throws TypeError for a document that is not a policy, and for a path without slashes at both ends.
   */
  addManagedPolicy(name: string, options?: ManagedPolicyOptions): void;
}

const reads = {
  roles: list([], (ctx): (Role & PrincipalPolicies)[] => Array.from(ctx.table(ROLES).values(), describeRole)),
  policies: list([], policiesOfAccount),
  users: list([], (ctx) =>
    Array.from(ctx.table(USERS).values(), (row) => ({
      ...describeUserInFull(row),
      ...policiesOf(row),
      groups: row.groups,
    })),
  ),
  groups: list([], (ctx) =>
    Array.from(ctx.table(GROUPS).values(), (row) => ({ ...describeGroup(row), ...policiesOf(row) })),
  ),
  instanceProfiles: list([], (ctx): InstanceProfile[] =>
    Array.from(ctx.table(INSTANCE_PROFILES).values(), (row) => describeInstanceProfile(ctx, row)),
  ),
  accessKeys: list([], (ctx): AccessKeySummary[] =>
    [...ctx.table(ACCESS_KEYS).values()]
      .filter(({ account }) => account === ctx.account)
      .map(({ secretAccessKey, ...row }) => row),
  ),
  oidcProviders: list([], (ctx): OidcProviderRow[] => [...ctx.table(OIDC_PROVIDERS).values()]),
  samlProviders: list([], (ctx) => [...ctx.table(SAML_PROVIDERS).values()]),
  serverCertificates: list([], (ctx) => [...ctx.table(SERVER_CERTIFICATES).values()]),
  virtualMfaDevices: list([], (ctx) => [...ctx.table(VIRTUAL_DEVICES).values()]),
  passwordPolicy: read([], (ctx) => [...ctx.table(PASSWORD_POLICIES).values()][0]),
};

export const iamControl = defineControl<IamSim>({
  ...reads,
  state: stateOf(reads),
  role: read([param("roleName", string)], (ctx, roleName) => {
    const row = ctx.table(ROLES).get(keyOf(roleName));
    return row && describeRole(row);
  }),
  addManagedPolicy: change(
    [
      param("name", string),
      optional("options", object<ManagedPolicyOptions>({ path: string, document: string })),
    ],
    addPolicyOfAws,
    { paths: ["/managed-policies/{name}"], everywhere: true },
  ),
});

function describeRole(row: RoleRow): Role & PrincipalPolicies {
  return { ...describeRoleInFull(row), ...policiesOf(row) };
}

function policiesOfAccount(ctx: Context): (Policy & { document: string })[] {
  const usage = policyUsage(ctx);
  return Array.from(ctx.table(POLICIES).values(), (row) => {
    const version = row.versions.find(({ versionId }) => versionId === row.defaultVersionId);
    return { ...describePolicyInFull(row, usage(row.arn)), document: version?.document ?? "" };
  });
}

function addPolicyOfAws(ctx: Context, name: string, options: ManagedPolicyOptions = {}): void {
  const { path = "/", document = ALLOW_ALL } = options;
  if (!/^\/([!-~]+\/)?$/.test(path))
    throw new TypeError(`The path "${path}" of a policy has no slash at both ends. Give "/service-role/".`);
  try {
    checkIdentityPolicy(document);
  } catch (cause) {
    throw new TypeError(`The document of ${name} is no policy: ${messageOf(cause)}`, { cause });
  }
  addManagedPolicy(ctx, name, path, document);
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
