import { IAM } from "@aws-sdk/client-iam";
import { STS } from "@aws-sdk/client-sts";
import { expect, test } from "vitest";
import { createAwsSim } from "../../../lib/index.js";
import { body } from "../../support/body.js";
import { ACCOUNT, failure, iamWorld, READ, START } from "./iam-world.js";

const world = iamWorld();

test("a user has two access keys at most, and requests signed with them are the user's", async () => {
  const { User } = await world.iam.createUser({ UserName: "ann", Path: "/team/" });
  expect(User).toEqual({
    Path: "/team/",
    UserName: "ann",
    UserId: expect.stringMatching(/^AIDA[A-Z2-7]{17}$/),
    Arn: `arn:aws:iam::${ACCOUNT}:user/team/ann`,
    CreateDate: START,
  });
  const { AccessKey } = await world.iam.createAccessKey({ UserName: "ann" });
  expect(AccessKey).toEqual({
    UserName: "ann",
    AccessKeyId: expect.stringMatching(/^AKIA[A-Z2-7]{16}$/),
    Status: "Active",
    SecretAccessKey: expect.stringMatching(/^[\w+/]{40}$/),
    CreateDate: START,
  });
  const { AccessKeyId = "", SecretAccessKey = "" } = AccessKey ?? {};
  const config = {
    ...world.sim.clientConfig(),
    maxAttempts: 1,
    credentials: { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey },
  };
  const sts = new STS(config);
  const own = new IAM(config);
  expect(await body(sts.getCallerIdentity({}))).toEqual({
    UserId: User?.UserId,
    Account: ACCOUNT,
    Arn: User?.Arn,
  });
  expect((await own.getUser({})).User).toEqual(User);
  await own.createAccessKey({});
  expect(await failure(own.createAccessKey({}))).toEqual({
    code: "LimitExceeded",
    status: 409,
    message: "Cannot exceed quota for AccessKeysPerUser: 2",
  });
  await world.iam.updateAccessKey({ UserName: "ann", AccessKeyId, Status: "Inactive" });
  expect((await sts.getCallerIdentity({})).Arn).toBe(`arn:aws:iam::${ACCOUNT}:user/aws-sim`);
  expect(world.sim.iam.accessKeys()).toMatchObject([{ user: "ann" }, { user: "ann" }]);
  sts.destroy();
  own.destroy();
});

test("with verifySignatures, the keys of users are valid", async () => {
  const root = { accessKeyId: "AKIAROOT", secretAccessKey: "secret" };
  const sim = await createAwsSim({ verifySignatures: root });
  const iam = new IAM(sim.clientConfig());
  await iam.createUser({ UserName: "ann" });
  const { AccessKey } = await iam.createAccessKey({ UserName: "ann" });
  const accessKeyId = AccessKey?.AccessKeyId ?? "";
  const as = (secretAccessKey: string) =>
    new STS({ ...sim.clientConfig(), credentials: { accessKeyId, secretAccessKey } }).getCallerIdentity({});
  expect((await as(AccessKey?.SecretAccessKey ?? "")).Arn).toBe(`arn:aws:iam::${ACCOUNT}:user/ann`);
  expect(await failure(as("wrong"))).toMatchObject({ code: "SignatureDoesNotMatch", status: 403 });
  iam.destroy();
  await sim.close();
});

test("GetUser without a name shows the caller", async () => {
  expect((await world.iam.getUser({})).User).toMatchObject({
    UserName: "aws-sim",
    Arn: `arn:aws:iam::${ACCOUNT}:user/aws-sim`,
  });
  expect(await failure(world.iam.getUser({ UserName: "nobody" }))).toEqual({
    code: "NoSuchEntity",
    status: 404,
    message: "The user with name nobody cannot be found.",
  });
});

test("users are in groups, and both keep what refers to them when they are renamed", async () => {
  await world.iam.createUser({ UserName: "ann" });
  await world.iam.createGroup({ GroupName: "devs" });
  await world.iam.addUserToGroup({ GroupName: "devs", UserName: "ann" });
  await world.iam.createAccessKey({ UserName: "ann" });
  await world.iam.updateGroup({ GroupName: "devs", NewGroupName: "builders" });
  await world.iam.updateUser({ UserName: "ann", NewUserName: "anne", NewPath: "/x/" });
  expect((await world.iam.getGroup({ GroupName: "builders" })).Users).toMatchObject([
    { UserName: "anne", Arn: `arn:aws:iam::${ACCOUNT}:user/x/anne` },
  ]);
  expect((await world.iam.listGroupsForUser({ UserName: "anne" })).Groups).toMatchObject([
    { GroupName: "builders" },
  ]);
  expect((await world.iam.listAccessKeys({ UserName: "anne" })).AccessKeyMetadata).toMatchObject([
    { UserName: "anne", Status: "Active" },
  ]);
});

test("DeleteUser and DeleteGroup insist on an order", async () => {
  await world.iam.createUser({ UserName: "ann" });
  await world.iam.createGroup({ GroupName: "devs" });
  await world.iam.addUserToGroup({ GroupName: "devs", UserName: "ann" });
  const { AccessKey } = await world.iam.createAccessKey({ UserName: "ann" });
  await world.iam.putUserPolicy({ UserName: "ann", PolicyName: "read", PolicyDocument: READ });
  const conflict = (must: string) => ({
    code: "DeleteConflict",
    status: 409,
    message: `Cannot delete entity, must ${must} first.`,
  });
  expect(await failure(world.iam.deleteGroup({ GroupName: "devs" }))).toEqual(
    conflict("remove users from group"),
  );
  expect(await failure(world.iam.deleteUser({ UserName: "ann" }))).toEqual(conflict("delete policies"));
  await world.iam.deleteUserPolicy({ UserName: "ann", PolicyName: "read" });
  expect(await failure(world.iam.deleteUser({ UserName: "ann" }))).toEqual(conflict("delete access keys"));
  await world.iam.deleteAccessKey({ UserName: "ann", AccessKeyId: AccessKey?.AccessKeyId });
  expect(await failure(world.iam.deleteUser({ UserName: "ann" }))).toEqual(
    conflict("remove users from group"),
  );
  await world.iam.removeUserFromGroup({ GroupName: "devs", UserName: "ann" });
  await world.iam.deleteUser({ UserName: "ann" });
  await world.iam.deleteGroup({ GroupName: "devs" });
  expect(world.sim.iam.state()).toMatchObject({ users: [], groups: [], accessKeys: [] });
});

test("an instance profile has one role", async () => {
  await world.role("a");
  await world.role("b");
  const InstanceProfileName = "web";
  await world.iam.createInstanceProfile({ InstanceProfileName });
  await world.iam.addRoleToInstanceProfile({ InstanceProfileName, RoleName: "a" });
  expect(
    await failure(world.iam.addRoleToInstanceProfile({ InstanceProfileName, RoleName: "b" })),
  ).toMatchObject({
    code: "LimitExceeded",
    message: "Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1",
  });
  expect((await world.iam.getInstanceProfile({ InstanceProfileName })).InstanceProfile).toMatchObject({
    Arn: `arn:aws:iam::${ACCOUNT}:instance-profile/web`,
    Roles: [{ RoleName: "a" }],
  });
  expect((await world.iam.listInstanceProfilesForRole({ RoleName: "a" })).InstanceProfiles).toHaveLength(1);
  expect(await failure(world.iam.getInstanceProfile({ InstanceProfileName: "none" }))).toMatchObject({
    code: "NoSuchEntity",
    message: "Instance Profile none cannot be found.",
  });
});

test("an account has an alias, OpenID Connect providers, and a summary", async () => {
  await world.iam.createAccountAlias({ AccountAlias: "mine" });
  expect((await world.iam.listAccountAliases({})).AccountAliases).toEqual(["mine"]);
  const Url = "https://token.example.com/path";
  const { OpenIDConnectProviderArn } = await world.iam.createOpenIDConnectProvider({
    Url,
    ClientIDList: ["sts"],
  });
  expect(OpenIDConnectProviderArn).toBe(`arn:aws:iam::${ACCOUNT}:oidc-provider/token.example.com/path`);
  expect(await failure(world.iam.createOpenIDConnectProvider({ Url }))).toMatchObject({
    code: "EntityAlreadyExists",
  });
  await world.iam.addClientIDToOpenIDConnectProvider({ OpenIDConnectProviderArn, ClientID: "other" });
  expect(await world.iam.getOpenIDConnectProvider({ OpenIDConnectProviderArn })).toMatchObject({
    Url: "token.example.com/path",
    ClientIDList: ["sts", "other"],
  });
  await world.role();
  const { SummaryMap } = await world.iam.getAccountSummary({});
  expect(SummaryMap).toMatchObject({ Roles: 1, Users: 0, Providers: 1, AttachedPoliciesPerRoleQuota: 20 });
  await world.iam.deleteOpenIDConnectProvider({ OpenIDConnectProviderArn });
  expect((await world.iam.listOpenIDConnectProviders({})).OpenIDConnectProviderList).toEqual([]);
});

test("a user has no password, device, certificate or key of any other kind", async () => {
  const { iam } = world;
  const UserName = "cy";
  await iam.createUser({ UserName });
  expect(await body(iam.listMFADevices({ UserName }))).toEqual({ MFADevices: [], IsTruncated: false });
  expect(await body(iam.listVirtualMFADevices({ AssignmentStatus: "Assigned" }))).toEqual({
    VirtualMFADevices: [],
    IsTruncated: false,
  });
  expect(await body(iam.listSSHPublicKeys({ UserName }))).toEqual({ SSHPublicKeys: [], IsTruncated: false });
  expect(await body(iam.listSigningCertificates({ UserName }))).toEqual({
    Certificates: [],
    IsTruncated: false,
  });
  expect(await body(iam.listServiceSpecificCredentials({ UserName }))).toEqual({
    ServiceSpecificCredentials: [],
    IsTruncated: false,
  });
  const none = {
    code: "NoSuchEntity",
    status: 404,
    message: "Login Profile for User cy cannot be found.",
  };
  expect(await failure(iam.getLoginProfile({ UserName }))).toEqual(none);
  expect(await failure(iam.deleteLoginProfile({ UserName }))).toEqual(none);
  expect(await failure(iam.listSSHPublicKeys({ UserName: "nobody" }))).toMatchObject({
    code: "NoSuchEntity",
    message: "The user with name nobody cannot be found.",
  });
});
