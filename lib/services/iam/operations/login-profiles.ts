import type { Context } from "../../../runtime/context.js";
import { parseArn } from "../../../shared/arn.js";
import { thisSecond } from "../arns.js";
import {
  loginProfileExists,
  loginProfileNotFound,
  notAUser,
  passwordMissing,
  wrongPassword,
} from "../credentials/errors.js";
import { checkPassword, digestOf } from "../credentials/passwords.js";
import type { LoginProfileRow } from "../credentials/rows.js";
import { saveCredentials, userOf } from "../credentials/users.js";
import type {
  ChangePasswordRequest,
  CreateLoginProfileRequest,
  CreateLoginProfileResponse,
  DeleteLoginProfileRequest,
  GetLoginProfileRequest,
  GetLoginProfileResponse,
  LoginProfile,
  UpdateLoginProfileRequest,
} from "../generated/types.js";
import { findPrincipal, savePrincipal, USER } from "../principals.js";
import type { UserRow } from "../state.js";

/** Maximum number of earlier passwords that a policy may forbid. */
const REMEMBERED = 24;

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateLoginProfile.html */
export function createLoginProfile(
  input: CreateLoginProfileRequest,
  ctx: Context,
): CreateLoginProfileResponse {
  const user = userOf(ctx, input);
  if (user.credentials.loginProfile) throw loginProfileExists(user.name);
  if (input.Password === undefined) throw passwordMissing();
  checkPassword(ctx, input.Password, []);
  const now = thisSecond(ctx);
  const loginProfile: LoginProfileRow = {
    passwords: [digestOf(input.Password)],
    resetRequired: input.PasswordResetRequired === true,
    createdAt: now,
    changedAt: now,
  };
  saveCredentials(ctx, user, { loginProfile });
  return { LoginProfile: describeLoginProfile(user, loginProfile) };
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetLoginProfile.html */
export function getLoginProfile(input: GetLoginProfileRequest, ctx: Context): GetLoginProfileResponse {
  const user = userOf(ctx, input);
  return { LoginProfile: describeLoginProfile(user, profileOf(user)) };
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateLoginProfile.html */
export function updateLoginProfile(input: UpdateLoginProfileRequest, ctx: Context): object {
  const user = userOf(ctx, input);
  const { Password, PasswordResetRequired: resetRequired } = input;
  const profile = profileOf(user);
  const changed = Password === undefined ? profile : withPassword(ctx, profile, Password);
  saveCredentials(ctx, user, {
    loginProfile: resetRequired === undefined ? changed : { ...changed, resetRequired },
  });
  return {};
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteLoginProfile.html */
export function deleteLoginProfile(input: DeleteLoginProfileRequest, ctx: Context): object {
  const user = userOf(ctx, input);
  profileOf(user);
  const { loginProfile, ...credentials } = user.credentials;
  savePrincipal(ctx, USER, { ...user, credentials });
  return {};
}

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ChangePassword.html */
export function changePassword(input: ChangePasswordRequest, ctx: Context): object {
  const resource = parseArn(ctx.caller.arn)?.resource ?? "";
  if (!resource.startsWith("user/")) throw notAUser();
  const user = findPrincipal(ctx, USER, resource.slice(resource.lastIndexOf("/") + 1));
  const profile = profileOf(user);
  if (profile.passwords[0] !== digestOf(input.OldPassword)) throw wrongPassword();
  const changed = withPassword(ctx, profile, input.NewPassword);
  saveCredentials(ctx, user, { loginProfile: { ...changed, resetRequired: false } });
  return {};
}

/** @throws PasswordPolicyViolation */
function withPassword(ctx: Context, profile: LoginProfileRow, password: string): LoginProfileRow {
  checkPassword(ctx, password, profile.passwords);
  const passwords = [digestOf(password), ...profile.passwords].slice(0, REMEMBERED);
  return { ...profile, passwords, changedAt: thisSecond(ctx) };
}

/** @throws NoSuchEntity */
function profileOf({ name, credentials }: UserRow): LoginProfileRow {
  if (!credentials.loginProfile) throw loginProfileNotFound(name);
  return credentials.loginProfile;
}

function describeLoginProfile(
  { name }: UserRow,
  { createdAt, resetRequired }: LoginProfileRow,
): LoginProfile {
  return { UserName: name, CreateDate: createdAt, PasswordResetRequired: resetRequired };
}
