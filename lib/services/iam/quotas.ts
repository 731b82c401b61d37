/**
 * Quotas of IAM, at their defaults.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */

/** Characters that a managed policy may have. */
export const MANAGED_POLICY_SIZE = 6144;
/** Access keys that a user may have. */
export const ACCESS_KEYS_PER_USER = 2;
/** Groups that a user may be in. */
export const GROUPS_PER_USER = 10;
