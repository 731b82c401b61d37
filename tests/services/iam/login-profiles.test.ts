import { IAM } from "@aws-sdk/client-iam";
import { STS } from "@aws-sdk/client-sts";
import { expect, test } from "vitest";
import { body } from "../../support/body.js";
import { ACCOUNT, failure, iamWorld, START } from "./iam-world.js";

const world = iamWorld();
const Password = "Correct-Horse-1";
const WEAK = {
  code: "PasswordPolicyViolation",
  status: 400,
  message: "Password does not conform to the account password policy.",
};

/** Makes a user with a password. */
async function userWithPassword(UserName = "ann"): Promise<void> {
  await world.iam.createUser({ UserName });
  await world.iam.createLoginProfile({ UserName, Password });
}

test("a user has one login profile, which can be changed and deleted", async () => {
  await world.iam.createUser({ UserName: "ann" });
  const LoginProfile = { UserName: "ann", CreateDate: START, PasswordResetRequired: false };
  expect(await body(world.iam.createLoginProfile({ UserName: "ann", Password }))).toEqual({ LoginProfile });
  expect(await body(world.iam.getLoginProfile({ UserName: "ann" }))).toEqual({ LoginProfile });
  expect(await failure(world.iam.createLoginProfile({ UserName: "ann", Password }))).toEqual({
    code: "EntityAlreadyExists",
    status: 409,
    message: "Login Profile for user ann already exists.",
  });
  await world.iam.updateLoginProfile({ UserName: "ann", PasswordResetRequired: true });
  expect(await body(world.iam.getLoginProfile({ UserName: "ann" }))).toEqual({
    LoginProfile: { ...LoginProfile, PasswordResetRequired: true },
  });
  await world.iam.deleteLoginProfile({ UserName: "ann" });
  const none = { code: "NoSuchEntity", status: 404, message: "Login Profile for User ann cannot be found." };
  expect(await failure(world.iam.getLoginProfile({ UserName: "ann" }))).toEqual(none);
  expect(await failure(world.iam.deleteLoginProfile({ UserName: "ann" }))).toEqual(none);
  expect(await failure(world.iam.updateLoginProfile({ UserName: "ann" }))).toEqual(none);
  await world.iam.deleteUser({ UserName: "ann" });
});

test("a login profile needs a user and a password", async () => {
  expect(await failure(world.iam.createLoginProfile({ UserName: "nobody", Password }))).toEqual({
    code: "NoSuchEntity",
    status: 404,
    message: "The user with name nobody cannot be found.",
  });
  await world.iam.createUser({ UserName: "ann" });
  expect(await failure(world.iam.createLoginProfile({ UserName: "ann" }))).toMatchObject({
    code: "ValidationError",
    status: 400,
  });
});

test("a user with a login profile cannot be deleted, and keeps it under another name", async () => {
  await userWithPassword();
  expect(await failure(world.iam.deleteUser({ UserName: "ann" }))).toEqual({
    code: "DeleteConflict",
    status: 409,
    message: "Cannot delete entity, must delete login profile first.",
  });
  await world.iam.updateUser({ UserName: "ann", NewUserName: "anna" });
  const { LoginProfile } = await world.iam.getLoginProfile({ UserName: "anna" });
  expect(LoginProfile).toMatchObject({ UserName: "anna", CreateDate: START });
});

test.each(["Short-1", "onlylowercase", "lower and space", "12345678-"])(
  "without a password policy, AWS's default rejects %s",
  async (weak) => {
    await world.iam.createUser({ UserName: "ann" });
    expect(await failure(world.iam.createLoginProfile({ UserName: "ann", Password: weak }))).toEqual(WEAK);
  },
);

test.each([
  [{ MinimumPasswordLength: 20 }, "Long-enough-for-all-1", Password],
  [{ RequireSymbols: true }, "a-bcdef", "abcdefg"],
  [{ RequireNumbers: true }, "abcdef1", "abcdefg"],
  [{ RequireUppercaseCharacters: true }, "Abcdef", "abcdef"],
  [{ RequireLowercaseCharacters: true }, "ABCDEf", "ABCDEF"],
])("the password policy %j accepts %s and rejects %s", async (policy, strong, weak) => {
  await world.iam.updateAccountPasswordPolicy(policy);
  await world.iam.createUser({ UserName: "ann" });
  expect(await failure(world.iam.createLoginProfile({ UserName: "ann", Password: weak }))).toEqual(WEAK);
  await world.iam.createLoginProfile({ UserName: "ann", Password: strong });
  expect(await failure(world.iam.updateLoginProfile({ UserName: "ann", Password: weak }))).toEqual(WEAK);
});

test("a user changes the password with the old one, and not to one that the policy remembers", async () => {
  await world.iam.updateAccountPasswordPolicy({ PasswordReusePrevention: 2 });
  await userWithPassword();
  await world.iam.updateLoginProfile({ UserName: "ann", PasswordResetRequired: true });
  const { AccessKey } = await world.iam.createAccessKey({ UserName: "ann" });
  const credentials = {
    accessKeyId: AccessKey?.AccessKeyId ?? "",
    secretAccessKey: AccessKey?.SecretAccessKey ?? "",
  };
  const own = new IAM({ ...world.sim.clientConfig(), maxAttempts: 1, credentials });
  expect(await failure(own.changePassword({ OldPassword: "wrong", NewPassword: "Another-1" }))).toEqual({
    code: "AccessDenied",
    status: 403,
    message: "The old password was incorrect.",
  });
  const change = (OldPassword: string, NewPassword: string) =>
    own.changePassword({ OldPassword, NewPassword });
  expect(await failure(change(Password, Password))).toEqual(WEAK);
  await change(Password, "Another-1");
  expect((await own.getLoginProfile({})).LoginProfile?.PasswordResetRequired).toBe(false);
  expect(await failure(change("Another-1", Password))).toEqual(WEAK);
  await change("Another-1", "A-third-1");
  await change("A-third-1", Password);
  own.destroy();
});

test("only users change passwords", async () => {
  const { Arn } = await world.role();
  const sts = new STS(world.sim.clientConfig());
  const { Credentials } = await sts.assumeRole({ RoleArn: Arn, RoleSessionName: "session" });
  const session = new IAM({
    ...world.sim.clientConfig(),
    maxAttempts: 1,
    credentials: {
      accessKeyId: Credentials?.AccessKeyId ?? "",
      secretAccessKey: Credentials?.SecretAccessKey ?? "",
      sessionToken: Credentials?.SessionToken ?? "",
    },
  });
  expect(await failure(session.changePassword({ OldPassword: "a", NewPassword: "b" }))).toEqual({
    code: "InvalidUserType",
    status: 400,
    message: "Only IAM Users can change their own password",
  });
  session.destroy();
  sts.destroy();
});

test("an account has one password policy, which an update replaces", async () => {
  const none = {
    code: "NoSuchEntity",
    status: 404,
    message: `The Password Policy with domain name ${ACCOUNT} cannot be found.`,
  };
  expect(await failure(world.iam.getAccountPasswordPolicy({}))).toEqual(none);
  const all = {
    MinimumPasswordLength: 10,
    RequireSymbols: true,
    RequireNumbers: true,
    RequireUppercaseCharacters: true,
    RequireLowercaseCharacters: true,
    AllowUsersToChangePassword: true,
    MaxPasswordAge: 60,
    PasswordReusePrevention: 3,
    HardExpiry: true,
  };
  await world.iam.updateAccountPasswordPolicy(all);
  expect((await world.iam.getAccountPasswordPolicy({})).PasswordPolicy).toEqual({
    ...all,
    ExpirePasswords: true,
  });
  await world.iam.updateAccountPasswordPolicy({});
  expect((await world.iam.getAccountPasswordPolicy({})).PasswordPolicy).toEqual({
    MinimumPasswordLength: 6,
    RequireSymbols: false,
    RequireNumbers: false,
    RequireUppercaseCharacters: false,
    RequireLowercaseCharacters: false,
    AllowUsersToChangePassword: false,
    ExpirePasswords: false,
  });
  await world.iam.deleteAccountPasswordPolicy({});
  expect(await failure(world.iam.getAccountPasswordPolicy({}))).toEqual(none);
  expect(await failure(world.iam.deleteAccountPasswordPolicy({}))).toEqual({
    code: "NoSuchEntity",
    status: 404,
    message: "The account policy with name PasswordPolicy cannot be found.",
  });
});

test("the numbers of a password policy have limits", async () => {
  const policy = { MinimumPasswordLength: 129, PasswordReusePrevention: 25, MaxPasswordAge: 1096 };
  const { code, message } = await failure(world.iam.updateAccountPasswordPolicy(policy));
  expect([code, message.split(": ")[0]]).toEqual(["ValidationError", "3 validation errors detected"]);
});
