/** Knows what accounts block of public access: filled by S3 Control. */
export interface AccountPublicAccess {
  /** What all buckets of the account block; `undefined` when nothing was configured. */
  blockOf(account: string): PublicAccessBlock | undefined;
}

/** What is blocked of public access; what is left out is not. */
export interface PublicAccessBlock {
  /** Rejects public ACLs. */
  readonly BlockPublicAcls?: boolean;
  /** Public ACLs that are there count for nothing. */
  readonly IgnorePublicAcls?: boolean;
  /** Rejects public policies. */
  readonly BlockPublicPolicy?: boolean;
  /** Existing public policies give no access to other accounts. */
  readonly RestrictPublicBuckets?: boolean;
}
