import { expect, test } from "vitest";
import { body } from "../../support/body.js";
import { ACCOUNT, failure, iamWorld } from "./iam-world.js";

const world = iamWorld();

test("users and groups are listed by name, those below a path too", async () => {
  await world.iam.createUser({ UserName: "bob" });
  await world.iam.createUser({ UserName: "ann", Path: "/team/" });
  await world.iam.createGroup({ GroupName: "ops" });
  await world.iam.createGroup({ GroupName: "devs", Path: "/team/" });
  const names = async (PathPrefix?: string) => [
    (await world.iam.listUsers({ PathPrefix })).Users?.map(({ UserName }) => UserName),
    (await world.iam.listGroups({ PathPrefix })).Groups?.map(({ GroupName }) => GroupName),
  ];
  expect([await names(), await names("/team/")]).toEqual([
    [
      ["ann", "bob"],
      ["devs", "ops"],
    ],
    [["ann"], ["devs"]],
  ]);
});

test("an access key was never used, and has an owner", async () => {
  await world.iam.createUser({ UserName: "ann" });
  const { AccessKey } = await world.iam.createAccessKey({ UserName: "ann" });
  expect(await body(world.iam.getAccessKeyLastUsed({ AccessKeyId: AccessKey?.AccessKeyId }))).toEqual({
    UserName: "ann",
    AccessKeyLastUsed: { ServiceName: "N/A", Region: "N/A" },
  });
  const AccessKeyId = "AKIANOBODYSKEY000000";
  expect(await failure(world.iam.getAccessKeyLastUsed({ AccessKeyId }))).toMatchObject({
    code: "NoSuchEntity",
    message: `The Access Key with id ${AccessKeyId} cannot be found.`,
  });
});

test("an instance profile is listed, and deleted when no role is in it", async () => {
  const InstanceProfileName = "web";
  await world.role("a");
  await world.iam.createInstanceProfile({ InstanceProfileName });
  await world.iam.addRoleToInstanceProfile({ InstanceProfileName, RoleName: "a" });
  expect((await world.iam.listInstanceProfiles({})).InstanceProfiles).toMatchObject([
    { InstanceProfileName, Roles: [{ RoleName: "a" }] },
  ]);
  expect(await failure(world.iam.deleteInstanceProfile({ InstanceProfileName }))).toEqual({
    code: "DeleteConflict",
    status: 409,
    message: "Cannot delete entity, must remove roles from instance profile first.",
  });
  await world.iam.removeRoleFromInstanceProfile({ InstanceProfileName, RoleName: "a" });
  await world.iam.deleteInstanceProfile({ InstanceProfileName });
  expect((await world.iam.listInstanceProfiles({})).InstanceProfiles).toEqual([]);
});

test("an alias is deleted by its name", async () => {
  await world.iam.createAccountAlias({ AccountAlias: "mine" });
  expect(await failure(world.iam.deleteAccountAlias({ AccountAlias: "yours" }))).toEqual({
    code: "NoSuchEntity",
    status: 404,
    message: "The account alias with name yours cannot be found.",
  });
  await world.iam.deleteAccountAlias({ AccountAlias: "mine" });
  expect((await world.iam.listAccountAliases({})).AccountAliases).toEqual([]);
});

test("an OpenID Connect provider loses clients, and gets other thumbprints", async () => {
  const { OpenIDConnectProviderArn } = await world.iam.createOpenIDConnectProvider({
    Url: "https://token.example.com",
    ClientIDList: ["one", "two"],
  });
  await world.iam.removeClientIDFromOpenIDConnectProvider({ OpenIDConnectProviderArn, ClientID: "one" });
  const ThumbprintList = ["a".repeat(40)];
  await world.iam.updateOpenIDConnectProviderThumbprint({ OpenIDConnectProviderArn, ThumbprintList });
  expect(await world.iam.getOpenIDConnectProvider({ OpenIDConnectProviderArn })).toMatchObject({
    ClientIDList: ["two"],
    ThumbprintList,
  });
  const none = `arn:aws:iam::${ACCOUNT}:oidc-provider/none`;
  expect(
    await failure(
      world.iam.updateOpenIDConnectProviderThumbprint({ OpenIDConnectProviderArn: none, ThumbprintList }),
    ),
  ).toMatchObject({ code: "NoSuchEntity", message: `OpenIDConnect Provider not found for arn ${none}` });
});

test("a role's description has an operation of its own, which answers with the role", async () => {
  const { Arn } = await world.role();
  const { Role } = await world.iam.updateRoleDescription({ RoleName: "task", Description: "new" });
  expect(Role).toMatchObject({ RoleName: "task", Arn, Description: "new" });
  expect((await world.iam.getRole({ RoleName: "task" })).Role?.Description).toBe("new");
});
