import type { Explanation } from "../../authorization/explain.js";
import type { UseRow } from "../../authorization/uses.js";
import {
  change,
  defineControl,
  list,
  read,
  type StateOf,
  stateOf,
} from "../../control/definition/define-control.js";
import { object, oneOf, recordOf, string, unchecked } from "../../control/definition/kinds.js";
import { optional, param } from "../../control/definition/parameters.js";
import type { PolicyDocument } from "../../policies/document.js";
import type { ConditionValue } from "../../policies/values.js";
import type { Context } from "../../runtime/context.js";
import type { Scope } from "../../runtime/scope.js";
import { isError } from "../../values/is-error.js";
import { addManagedPolicy } from "./aws-managed/policies.js";
import type { Group, InstanceProfile, Policy, Role, User } from "./generated/types.js";
import { describeInstanceProfile } from "./instance-profiles.js";
import {
  explainPermission,
  type LeastPrivilegeOptions,
  leastPrivilegeOf,
  type PermissionOwner,
  type PermissionQuestion,
  usesOf,
} from "./permissions.js";
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
  /** Documents of inline policies by name, as sent. */
  readonly inlinePolicies: Readonly<Record<string, string>>;
  /** ARNs of attached policies. */
  readonly attachedPolicies: readonly string[];
}

/** An access key without its secret. */
export type AccessKeySummary = Omit<AccessKeyRow, "secretAccessKey">;

/** An AWS managed policy added by a test. */
export interface ManagedPolicyOptions {
  /** A path with a slash at both ends: `/service-role/`. Default `/`. */
  readonly path?: string | undefined;
  /** JSON string. Default a policy that allows everything. */
  readonly document?: string | undefined;
}

/** The state of IAM of an account, without passwords and keys. */
export type IamState = StateOf<
  IamSim,
  Exclude<keyof IamSim, "state" | "role" | "addManagedPolicy" | "explain" | "uses" | "leastPrivilege">
>;

/**
 * `sim.iam`: reads roles, policies and users, and explains permissions. IAM has no regions: only the account
 * of a scope is used. All results are copies.
 */
export interface IamSim {
  /** Returns the state of IAM of an account, without passwords and keys. */
  state(at?: Scope): IamState;
  /** Returns all roles, by name, as GetRole does, with their policies. */
  roles(at?: Scope): (Role & PrincipalPolicies)[];
  /** Returns the role with a name; `undefined` if it does not exist. */
  role(roleName: string, at?: Scope): (Role & PrincipalPolicies) | undefined;
  /** Returns all policies of the account, by name, with the document of the default version as sent. */
  policies(at?: Scope): (Policy & { document: string })[];
  /** Returns all users, by name, as GetUser does, with their policies and groups. */
  users(at?: Scope): (User & PrincipalPolicies & { groups: readonly string[] })[];
  /** Returns all groups, by name, with their policies. */
  groups(at?: Scope): (Group & PrincipalPolicies)[];
  /** Returns all instance profiles, by name. */
  instanceProfiles(at?: Scope): InstanceProfile[];
  /** Returns the access keys of all users of the account, by id, without the secrets. */
  accessKeys(at?: Scope): AccessKeySummary[];
  /** Returns all OpenID Connect providers, by ARN. */
  oidcProviders(at?: Scope): OidcProviderRow[];
  /** Returns all SAML providers, by name. */
  samlProviders(at?: Scope): SamlProviderRow[];
  /** Returns all server certificates, by name. */
  serverCertificates(at?: Scope): ServerCertificateRow[];
  /** Returns all virtual MFA devices, by serial number. */
  virtualMfaDevices(at?: Scope): VirtualDeviceRow[];
  /** Returns the password policy of the account; `undefined` if it has none. */
  passwordPolicy(at?: Scope): PasswordPolicyRow | undefined;
  /**
   * Adds or replaces an AWS managed policy, `arn:aws:iam::aws:policy<path><name>`, for all accounts, for
   * example to set the document of one that is only listed.
   *
   * @throws TypeError for an invalid document, and for a path without slashes at both ends.
   */
  addManagedPolicy(name: string, options?: ManagedPolicyOptions): void;
  /**
   * Explains whether a principal is allowed an action, statement by statement, independent of the option
   * `authorization`.
   *
   * @throws TypeError for a principal that does not exist.
   */
  explain(question: PermissionQuestion, at?: Scope): Explanation;
  /**
   * Returns the requested actions of users and roles while permissions were evaluated, each action on each
   * resource once.
   *
   * @param of a role or user. Default all of the account.
   */
  uses(of?: PermissionOwner, at?: Scope): UseRow[];
  /**
   * Returns the smallest policy that allows what a role or user did while permissions were evaluated. It is
   * sufficient as the only policy.
   *
   * @throws TypeError if neither a role nor a user is given, AwsError for one that does not exist.
   */
  leastPrivilege(of: LeastPrivilegeOptions, at?: Scope): PolicyDocument;
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
  explain: change(
    [
      param(
        "question",
        object<PermissionQuestion>({
          principal: string,
          action: string,
          resource: string,
          context: recordOf(unchecked<ConditionValue>()),
        }),
      ),
    ],
    explainPermission,
    { paths: ["/explain"] },
  ),
  uses: change([optional("of", object<PermissionOwner>({ role: string, user: string }))], usesOf, {
    paths: ["/uses"],
    as: "uses",
  }),
  leastPrivilege: change(
    [
      param(
        "of",
        object<LeastPrivilegeOptions>({
          role: string,
          user: string,
          width: oneOf("exact", "patterns", "types"),
        }),
      ),
    ],
    leastPrivilegeOf,
    { paths: ["/least-privilege"] },
  ),
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
    throw new TypeError(
      `The path "${path}" of a policy must start and end with a slash. Use one such as "/service-role/".`,
    );
  try {
    checkIdentityPolicy(document);
  } catch (cause) {
    throw new TypeError(`The document of ${name} is not a valid policy: ${messageOf(cause)}`, { cause });
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
