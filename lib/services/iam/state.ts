import { defineTable } from "../../runtime/store/store.js";
import type { UserCredentials } from "./credentials/rows.js";
import type { assertionEncryptionModeType, statusType, Tag } from "./generated/types.js";

/** The common members of IAM's resources. */
export interface IamRow {
  readonly name: string;
  /** `AROA…`, `AIDA…`, … */
  readonly id: string;
  readonly arn: string;
  /** `/`, or `/team/`. */
  readonly path: string;
  readonly createdAt: Date;
}

/** Resources with policies: roles, users and groups. */
export interface PrincipalRow extends IamRow {
  /** Documents of inline policies by name, as sent. */
  readonly inlinePolicies: Readonly<Record<string, string>>;
  /** ARNs of attached policies, in order of attachment. */
  readonly attachedPolicies: readonly string[];
}

/** Roles and users also have a permissions boundary, and tags. */
export interface BoundedRow extends PrincipalRow {
  /** ARN of the policy that is the boundary. */
  readonly boundary?: string;
  readonly tags: readonly Tag[];
}

export interface RoleRow extends BoundedRow {
  /** The document as sent. */
  readonly trustPolicy: string;
  readonly description?: string;
  /** Seconds. */
  readonly maxSessionDuration: number;
  /** The service of a service-linked role: `ecs.amazonaws.com`. */
  readonly linkedService?: string;
}

export interface UserRow extends BoundedRow {
  /** Keys of the user's groups. */
  readonly groups: readonly string[];
  readonly credentials: UserCredentials;
}

export type GroupRow = PrincipalRow;

export interface PolicyRow extends IamRow {
  readonly description?: string;
  readonly updatedAt: Date;
  readonly tags: readonly Tag[];
  /** Oldest first. */
  readonly versions: readonly PolicyVersionRow[];
  readonly defaultVersionId: string;
  /** Numbers are not reused. */
  readonly nextVersion: number;
}

export interface PolicyVersionRow {
  /** `v1` */
  readonly versionId: string;
  readonly document: string;
  readonly createdAt: Date;
}

export interface InstanceProfileRow extends IamRow {
  /** Key of its role; at most one. */
  readonly role?: string;
  readonly tags: readonly Tag[];
}

export interface AccessKeyRow {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly account: string;
  /** Key of its user. */
  readonly user: string;
  readonly status: statusType;
  readonly createdAt: Date;
}

export interface OidcProviderRow {
  readonly arn: string;
  /** Without its scheme. */
  readonly url: string;
  readonly clientIds: readonly string[];
  readonly thumbprints: readonly string[];
  readonly createdAt: Date;
  readonly tags: readonly Tag[];
}

export interface SamlProviderRow {
  readonly arn: string;
  readonly id: string;
  readonly metadata: string;
  readonly encryption: assertionEncryptionModeType;
  /** Ids of the keys that decrypt assertions, without the keys themselves. */
  readonly privateKeys: readonly { readonly id: string; readonly addedAt: Date }[];
  readonly createdAt: Date;
  readonly validUntil: Date;
  readonly tags: readonly Tag[];
}

export interface ServerCertificateRow extends IamRow {
  readonly body: string;
  readonly chain?: string;
  readonly expiresAt: Date;
  readonly tags: readonly Tag[];
}

export interface VirtualDeviceRow {
  /** The ARN. The row of a user has the enabled devices. */
  readonly serialNumber: string;
  readonly tags: readonly Tag[];
}

export interface PasswordPolicyRow {
  readonly minimumLength: number;
  readonly symbols: boolean;
  readonly numbers: boolean;
  readonly uppercase: boolean;
  readonly lowercase: boolean;
  readonly usersMayChange: boolean;
  /** Days. */
  readonly maximumAge?: number;
  readonly reusePrevention?: number;
  readonly hardExpiry?: boolean;
}

export interface CredentialReportRow {
  readonly content: string;
  readonly generatedAt: Date;
}

/**
 * IAM has no regions: its tables have one set of rows for each account. Keys are names made with
 * {@link keyOf}.
 */
export const ROLES = defineTable<RoleRow>({ name: "iam.roles", key: "name", scope: "account" });
export const USERS = defineTable<UserRow>({ name: "iam.users", key: "name", scope: "account" });
export const GROUPS = defineTable<GroupRow>({ name: "iam.groups", key: "name", scope: "account" });
export const POLICIES = defineTable<PolicyRow>({ name: "iam.policies", key: "name", scope: "account" });
export const INSTANCE_PROFILES = defineTable<InstanceProfileRow>({
  name: "iam.instance-profiles",
  key: "name",
  scope: "account",
});

/** Access keys of all accounts by id, because signed requests contain only the id. */
export const ACCESS_KEYS = defineTable<AccessKeyRow>({
  name: "iam.access-keys",
  key: "accessKeyId",
  scope: "global",
});

/** OpenID Connect providers by ARN. */
export const OIDC_PROVIDERS = defineTable<OidcProviderRow>({
  name: "iam.oidc-providers",
  key: "arn",
  scope: "account",
});

/** SAML providers by ARN. */
export const SAML_PROVIDERS = defineTable<SamlProviderRow>({
  name: "iam.saml-providers",
  key: "arn",
  scope: "account",
});

export const SERVER_CERTIFICATES = defineTable<ServerCertificateRow>({
  name: "iam.server-certificates",
  key: "name",
  scope: "account",
});

/** Virtual MFA devices by ARN. */
export const VIRTUAL_DEVICES = defineTable<VirtualDeviceRow>({
  name: "iam.virtual-mfa-devices",
  key: "serialNumber",
  scope: "account",
});

/** The password policy of an account. */
export const PASSWORD_POLICIES = defineTable<PasswordPolicyRow>({
  name: "iam.password-policies",
  key: [],
  scope: "account",
});

/** The newest credential report of an account. */
export const CREDENTIAL_REPORTS = defineTable<CredentialReportRow>({
  name: "iam.credential-reports",
  key: [],
  scope: "account",
});

/** The alias of an account. */
export const ALIASES = defineTable<string>({ name: "iam.aliases", key: [], scope: "account" });

/** Ids of deletions of service-linked roles, all successful. */
export const DELETIONS = defineTable<true>({ name: "iam.deletions", key: "id", scope: "account" });

/** AWS managed policies added by a test, by name. */
export const ADDED_MANAGED_POLICIES = defineTable<PolicyRow>({
  name: "iam.added-managed-policies",
  key: "name",
  scope: "global",
});

/** Key of a named row; IAM's names are case-insensitive. */
export function keyOf(name: string): string {
  return name.toLowerCase();
}
