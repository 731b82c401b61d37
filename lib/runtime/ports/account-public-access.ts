/** Knows what accounts block of public access: filled by S3 Control. */
export interface AccountPublicAccess {
  /** What all buckets of the account block; `undefined` when nothing was configured. */
  blockOf(account: string): PublicAccessBlock | undefined;
}

/** What is blocked of public access; what is left out is not. */
export interface PublicAccessBlock {
  /** Public ACLs are refused. */
  readonly BlockPublicAcls?: boolean;
  /** Public ACLs that are there count for nothing. */
  readonly IgnorePublicAcls?: boolean;
  /** Public policies are refused. */
  readonly BlockPublicPolicy?: boolean;
  /** Public policies that are there let nobody in from outside. */
  readonly RestrictPublicBuckets?: boolean;
}
