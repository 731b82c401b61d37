/** Returns the public access settings of accounts. Implemented by S3 Control. */
export interface AccountPublicAccess {
  /** The settings for all buckets of the account; `undefined` if none are configured. */
  blockOf(account: string): PublicAccessBlock | undefined;
}

/** The blocked kinds of public access. Omitted members are not blocked. */
export interface PublicAccessBlock {
  /** Rejects public ACLs. */
  readonly BlockPublicAcls?: boolean;
  /** Ignores existing public ACLs. */
  readonly IgnorePublicAcls?: boolean;
  /** Rejects public policies. */
  readonly BlockPublicPolicy?: boolean;
  /** Existing public policies do not grant access to other accounts. */
  readonly RestrictPublicBuckets?: boolean;
}
