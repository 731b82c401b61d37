import { createHash } from "node:crypto";
import type { Context } from "../../../runtime/context.js";
import { ONLY_ROW } from "../../../runtime/store/store.js";
import { PASSWORD_POLICIES, type PasswordPolicyRow } from "../state.js";
import { weakPassword } from "./errors.js";

const KINDS = {
  uppercase: /[A-Z]/,
  lowercase: /[a-z]/,
  numbers: /[0-9]/,
  /** AWS's list of symbols; other characters count as none of the kinds. */
  symbols: /[!@#$%^&*()_+\-=[\]{}|']/,
};

/** Minimum length without a password policy. */
const DEFAULT_LENGTH = 8;
/** Minimum number of kinds of characters without a password policy. */
const DEFAULT_KINDS = 3;

/**
 * Validates a new password by the policy of the account, or AWS's default.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html
 *
 * @param previous digests of earlier passwords of the user, newest first
 * @throws PasswordPolicyViolation
 */
export function checkPassword(ctx: Context, password: string, previous: readonly string[]): void {
  const policy = ctx.table(PASSWORD_POLICIES).get(ONLY_ROW);
  if (policy ? !conforms(password, policy) : !conformsToDefault(password)) throw weakPassword();
  if (previous.slice(0, policy?.reusePrevention ?? 0).includes(digestOf(password))) throw weakPassword();
}

/** The stored digest of a password. */
export function digestOf(password: string): string {
  return createHash("sha256").update(password).digest("base64");
}

function conforms(password: string, policy: PasswordPolicyRow): boolean {
  return (
    password.length >= policy.minimumLength &&
    (!policy.uppercase || KINDS.uppercase.test(password)) &&
    (!policy.lowercase || KINDS.lowercase.test(password)) &&
    (!policy.numbers || KINDS.numbers.test(password)) &&
    (!policy.symbols || KINDS.symbols.test(password))
  );
}

function conformsToDefault(password: string): boolean {
  const kinds = Object.values(KINDS).filter((kind) => kind.test(password));
  return password.length >= DEFAULT_LENGTH && kinds.length >= DEFAULT_KINDS;
}
