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
/** SSH public keys that a user may have. */
export const SSH_KEYS_PER_USER = 5;
/** Signing certificates that a user may have. */
export const CERTIFICATES_PER_USER = 2;
/** MFA devices that a user may enable. */
export const MFA_DEVICES_PER_USER = 8;
/** Credentials that a user may have for one service. */
export const SERVICE_CREDENTIALS_PER_SERVICE = 2;
/** Server certificates that an account may have. */
export const SERVER_CERTIFICATES_PER_ACCOUNT = 20;
