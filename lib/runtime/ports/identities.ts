/** A policy document with the name that decisions use for it. */
export interface NamedDocument {
  /** ARN of a managed policy, or the names of an inline policy and its owner. */
  readonly name: string;
  readonly document: string;
}

/** A user or role with all policies that determine its permissions. */
export interface PrincipalPolicies {
  readonly name: string;
  readonly arn: string;
  /** `AIDA…` or `AROA…` */
  readonly id: string;
  readonly tags: readonly { readonly Key: string; readonly Value: string }[];
  /** Inline and attached policies; for a user also those of its groups. */
  readonly policies: readonly NamedDocument[];
  readonly boundary?: NamedDocument;
}

/** A role with its trust policy. */
export interface RolePolicies extends PrincipalPolicies {
  readonly trustPolicy: string;
}

/** An OpenID Connect provider that an account trusts. */
export interface OidcProvider {
  readonly arn: string;
  /** The audiences for which it issues tokens. */
  readonly clientIds: readonly string[];
}

/** A SAML provider that an account trusts. */
export interface SamlProvider {
  readonly arn: string;
  /** Entity ids in its metadata, which issue its assertions. */
  readonly issuers: readonly string[];
}

/** Returns the policies of users and roles. Implemented by IAM. */
export interface IdentityDirectory {
  /** @param name a name or an ARN */
  user(account: string, name: string): PrincipalPolicies | undefined;
  /** @param name a name or an ARN */
  role(account: string, name: string): RolePolicies | undefined;
  /** The OpenID Connect provider of an issuer, which is a URL without its scheme. */
  oidcProvider(account: string, issuer: string): OidcProvider | undefined;
  samlProvider(account: string, arn: string): SamlProvider | undefined;
  /** A managed policy of the account or of AWS. */
  managedPolicy(account: string, arn: string): NamedDocument | undefined;
  /** An access key of a user, created if the user has none; `undefined` if the user does not exist. */
  accessKey(account: string, userName: string): { accessKeyId: string; secretAccessKey: string } | undefined;
}
