import type { Context } from "../../../runtime/context.js";
import { ONLY_ROW } from "../../../runtime/store/store.js";
import { passwordPolicyNotDeleted, passwordPolicyNotFound } from "../credentials/errors.js";
import type {
  GetAccountPasswordPolicyResponse,
  UpdateAccountPasswordPolicyRequest,
} from "../generated/types.js";
import { PASSWORD_POLICIES } from "../state.js";

/**
 * Replaces the policy: omitted members get their defaults.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAccountPasswordPolicy.html
 */
export function updateAccountPasswordPolicy(input: UpdateAccountPasswordPolicyRequest, ctx: Context): object {
  const { MaxPasswordAge, PasswordReusePrevention, HardExpiry } = input;
  ctx.table(PASSWORD_POLICIES).put(ONLY_ROW, {
    minimumLength: input.MinimumPasswordLength ?? 6,
    symbols: input.RequireSymbols === true,
    numbers: input.RequireNumbers === true,
    uppercase: input.RequireUppercaseCharacters === true,
    lowercase: input.RequireLowercaseCharacters === true,
    usersMayChange: input.AllowUsersToChangePassword === true,
    ...(MaxPasswordAge !== undefined && { maximumAge: MaxPasswordAge }),
    ...(PasswordReusePrevention !== undefined && { reusePrevention: PasswordReusePrevention }),
    ...(HardExpiry !== undefined && { hardExpiry: HardExpiry }),
  });
  return {};
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountPasswordPolicy.html */
export function getAccountPasswordPolicy(_input: object, ctx: Context): GetAccountPasswordPolicyResponse {
  const row = ctx.table(PASSWORD_POLICIES).get(ONLY_ROW);
  if (!row) throw passwordPolicyNotFound(ctx.account);
  return {
    PasswordPolicy: {
      MinimumPasswordLength: row.minimumLength,
      RequireSymbols: row.symbols,
      RequireNumbers: row.numbers,
      RequireUppercaseCharacters: row.uppercase,
      RequireLowercaseCharacters: row.lowercase,
      AllowUsersToChangePassword: row.usersMayChange,
      ExpirePasswords: row.maximumAge !== undefined,
      MaxPasswordAge: row.maximumAge,
      PasswordReusePrevention: row.reusePrevention,
      HardExpiry: row.hardExpiry,
    },
  };
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteAccountPasswordPolicy.html */
export function deleteAccountPasswordPolicy(_input: object, ctx: Context): object {
  if (!ctx.table(PASSWORD_POLICIES).delete(ONLY_ROW)) throw passwordPolicyNotDeleted();
  return {};
}
