/**
 * Quotas of IAM, at their defaults.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */

/** Maximum characters of a managed policy. */
export const MANAGED_POLICY_SIZE = 6144;
/** Maximum access keys of a user. */
export const ACCESS_KEYS_PER_USER = 2;
/** Maximum groups of a user. */
export const GROUPS_PER_USER = 10;
/** Maximum SSH public keys of a user. */
export const SSH_KEYS_PER_USER = 5;
/** Maximum signing certificates of a user. */
export const CERTIFICATES_PER_USER = 2;
/** Maximum enabled MFA devices of a user. */
export const MFA_DEVICES_PER_USER = 8;
/** Maximum credentials of a user for one service. */
export const SERVICE_CREDENTIALS_PER_SERVICE = 2;
/** Maximum server certificates of an account. */
export const SERVER_CERTIFICATES_PER_ACCOUNT = 20;
