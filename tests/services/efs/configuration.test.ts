import { expect, test } from "vitest";
import { body } from "../../support/body.js";
import { arnOf, badRequest, efsWorld, failure, fileSystemNotFound } from "./efs-world.js";

const world = efsWorld();

test("a lifecycle configuration is empty, then what was put", async () => {
  const FileSystemId = await world.fileSystem({ ThroughputMode: "elastic" });
  const shown = () => body(world.efs.describeLifecycleConfiguration({ FileSystemId }));
  expect(await shown()).toEqual({ LifecyclePolicies: [] });
  const policies = {
    LifecyclePolicies: [
      { TransitionToIA: "AFTER_30_DAYS" },
      { TransitionToPrimaryStorageClass: "AFTER_1_ACCESS" },
      { TransitionToArchive: "AFTER_90_DAYS" },
    ],
  } as const;
  const put = { FileSystemId, LifecyclePolicies: [...policies.LifecyclePolicies] };
  expect(await body(world.efs.putLifecycleConfiguration(put))).toEqual(policies);
  expect(await shown()).toEqual(policies);
  await world.efs.putLifecycleConfiguration({ FileSystemId, LifecyclePolicies: [] });
  expect(await shown()).toEqual({ LifecyclePolicies: [] });
  expect(await failure(world.efs.describeLifecycleConfiguration({ FileSystemId: "fs-00000000" }))).toEqual(
    fileSystemNotFound("fs-00000000"),
  );
});

test.each([
  [
    [{ TransitionToIA: "AFTER_7_DAYS", TransitionToPrimaryStorageClass: "AFTER_1_ACCESS" }],
    "One or more LifecyclePolicy objects specified are malformed.",
  ],
  [[{}], "One or more LifecyclePolicy objects specified are malformed."],
  [
    [{ TransitionToIA: "AFTER_7_DAYS" }, { TransitionToIA: "AFTER_14_DAYS" }],
    "Duplicate LifecyclePolicy transition types are not allowed.",
  ],
  [
    [{ TransitionToIA: "AFTER_30_DAYS" }, { TransitionToArchive: "AFTER_30_DAYS" }],
    "The value for TransitionToArchive is the same as or less than the value for TransitionToIA.",
  ],
] as const)("PutLifecycleConfiguration rejects %j", async (policies, message) => {
  const FileSystemId = await world.fileSystem({ ThroughputMode: "elastic" });
  const LifecyclePolicies = policies.map((policy) => ({ ...policy }));
  expect(await failure(world.efs.putLifecycleConfiguration({ FileSystemId, LifecyclePolicies }))).toEqual(
    badRequest(message),
  );
});

test("bursting file systems have no archive", async () => {
  const FileSystemId = await world.fileSystem();
  const LifecyclePolicies = [{ TransitionToArchive: "AFTER_90_DAYS" as const }];
  expect(
    await failure(world.efs.putLifecycleConfiguration({ FileSystemId, LifecyclePolicies })),
  ).toMatchObject({
    code: "BadRequest",
    message: expect.stringMatching(
      /^The ThroughputMode value for the file system does not support TransitionToArchive\. Either change/,
    ),
  });
});

const NO_POLICY = { code: "PolicyNotFound", status: 404 };

test("a backup policy is not there, then ENABLING, ENABLED, DISABLING and DISABLED", async () => {
  const FileSystemId = await world.fileSystem();
  const status = async () => (await world.efs.describeBackupPolicy({ FileSystemId })).BackupPolicy?.Status;
  const put = (Status: "ENABLED" | "DISABLED" | "ENABLING") =>
    body(world.efs.putBackupPolicy({ FileSystemId, BackupPolicy: { Status } }));
  expect(await failure(status())).toEqual(NO_POLICY);
  expect(await put("ENABLED")).toEqual({ BackupPolicy: { Status: "ENABLING" } });
  await world.sim.clock.advance(999);
  expect(await status()).toBe("ENABLING");
  await world.sim.clock.advance(1);
  expect(await status()).toBe("ENABLED");
  expect(await put("ENABLED")).toEqual({ BackupPolicy: { Status: "ENABLED" } });
  expect(await put("DISABLED")).toEqual({ BackupPolicy: { Status: "DISABLING" } });
  await world.sim.clock.advance("1s");
  expect(await status()).toBe("DISABLED");
  expect(await failure(put("ENABLING"))).toMatchObject({ code: "ValidationException", status: 400 });
});

test("another change of backups starts their delay again", async () => {
  const FileSystemId = await world.fileSystem();
  const status = async () => (await world.efs.describeBackupPolicy({ FileSystemId })).BackupPolicy?.Status;
  const put = (Status: "ENABLED" | "DISABLED") =>
    world.efs.putBackupPolicy({ FileSystemId, BackupPolicy: { Status } });
  await put("ENABLED");
  await world.sim.clock.advance(400);
  await put("DISABLED");
  await world.sim.clock.advance(400);
  await put("ENABLED");
  await world.sim.clock.advance(999);
  expect(await status()).toBe("ENABLING");
  await world.sim.clock.advance(1);
  expect(await status()).toBe("ENABLED");
});

test.each([
  [{ Backup: true }, "ENABLED"],
  [{ AvailabilityZoneName: "us-east-1a" }, "ENABLED"],
  [{ AvailabilityZoneName: "us-east-1a", Backup: false }, undefined],
  [{ Backup: false }, undefined],
])("a file system made with %j has backups %s", async (input, expected) => {
  const FileSystemId = await world.fileSystem(input);
  const answer = world.efs.describeBackupPolicy({ FileSystemId });
  if (expected === undefined) expect(await failure(answer)).toEqual(NO_POLICY);
  else expect(await body(answer)).toEqual({ BackupPolicy: { Status: expected } });
});

const statement = (Resource?: string | string[]) => ({
  Effect: "Allow",
  Principal: { AWS: "*" },
  Action: ["elasticfilesystem:ClientMount"],
  ...(Resource !== undefined && { Resource }),
});

test("a file system policy is put, printed again, and deleted", async () => {
  const FileSystemId = await world.fileSystem();
  const shown = () => body(world.efs.describeFileSystemPolicy({ FileSystemId }));
  expect(await failure(shown())).toEqual(NO_POLICY);
  const policy = { Version: "2012-10-17", Statement: [statement(arnOf(FileSystemId))] };
  const expected = {
    FileSystemId,
    Policy: `{
  "Version" : "2012-10-17",
  "Statement" : [ {
    "Effect" : "Allow",
    "Principal" : {
      "AWS" : "*"
    },
    "Action" : [ "elasticfilesystem:ClientMount" ],
    "Resource" : "${arnOf(FileSystemId)}"
  } ]
}`,
  };
  const put = world.efs.putFileSystemPolicy({ FileSystemId, Policy: JSON.stringify(policy) });
  expect(await body(put)).toEqual(expected);
  expect(await shown()).toEqual(expected);
  expect(JSON.parse((await shown()).Policy ?? "")).toEqual(policy);
  await world.efs.deleteFileSystemPolicy({ FileSystemId });
  expect(await failure(shown())).toEqual(NO_POLICY);
  expect((await world.efs.deleteFileSystemPolicy({ FileSystemId })).$metadata.httpStatusCode).toBe(200);
});

test.each([
  ["no JSON", "{", "Policy is not a valid JSON policy document."],
  ["no statements", "{}", "Policy is not a valid JSON policy document."],
  ["half a statement", '{"Statement":{"Effect":"Allow"}}', "Policy is not a valid JSON policy document."],
  [
    "another file system",
    JSON.stringify({ Statement: statement(["*", arnOf("fs-00000000")]) }),
    "Policy contains an invalid resource",
  ],
])("PutFileSystemPolicy rejects %s", async (_, Policy, message) => {
  const FileSystemId = await world.fileSystem();
  expect(await failure(world.efs.putFileSystemPolicy({ FileSystemId, Policy }))).toEqual({
    code: "InvalidPolicyException",
    status: 400,
    message,
  });
});

test("ids are short until the account prefers long ones", async () => {
  const both = (ResourceIdType: string) => ({
    ResourceIdPreference: { ResourceIdType, Resources: ["FILE_SYSTEM", "MOUNT_TARGET"] },
  });
  expect(await body(world.efs.describeAccountPreferences({}))).toEqual(both("SHORT_ID"));
  expect(await body(world.efs.putAccountPreferences({ ResourceIdType: "LONG_ID" }))).toEqual(both("LONG_ID"));
  expect(await body(world.efs.describeAccountPreferences({}))).toEqual(both("LONG_ID"));
  expect(await world.fileSystem()).toMatch(/^fs-[0-9a-f]{17}$/);
  const elsewhere = await world.elsewhere({ region: "eu-west-1" }).createFileSystem({ CreationToken: "t" });
  expect(elsewhere.FileSystemId).toMatch(/^fs-[0-9a-f]{8}$/);
});
