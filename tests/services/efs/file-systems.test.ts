import { expect, test } from "vitest";
import { body } from "../../support/body.js";
import {
  ACCOUNT,
  arnOf,
  badRequest,
  efsWorld,
  failure,
  fileSystemNotFound,
  incorrectState,
  momentAt,
  START,
  SUBNET_A,
} from "./efs-world.js";

const world = efsWorld();
const KEY = `arn:aws:kms:us-east-1:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;

test("E01: a file system is creating, then available", async () => {
  const created = await body(world.efs.createFileSystem({ CreationToken: "t1" }));
  const id = created.FileSystemId ?? "";
  expect(id).toMatch(/^fs-[0-9a-f]{8}$/);
  const expected = {
    OwnerId: ACCOUNT,
    CreationToken: "t1",
    FileSystemId: id,
    FileSystemArn: arnOf(id),
    CreationTime: START,
    LifeCycleState: "creating",
    NumberOfMountTargets: 0,
    SizeInBytes: { Value: 0, ValueInIA: 0, ValueInStandard: 0, ValueInArchive: 0 },
    PerformanceMode: "generalPurpose",
    Encrypted: false,
    ThroughputMode: "bursting",
    Tags: [],
    FileSystemProtection: { ReplicationOverwriteProtection: "ENABLED" },
  };
  expect(created).toEqual(expected);

  await world.sim.clock.advance(999);
  expect(await body(world.efs.describeFileSystems({ FileSystemId: id }))).toEqual({
    FileSystems: [expected],
  });
  await world.sim.clock.advance(1);
  expect(await body(world.efs.describeFileSystems({ FileSystemId: id }))).toEqual({
    FileSystems: [
      {
        ...expected,
        LifeCycleState: "available",
        SizeInBytes: { Value: 6144, ValueInIA: 0, ValueInStandard: 6144, ValueInArchive: 0 },
      },
    ],
  });
});

test("everything that can be asked of a file system is shown", async () => {
  const created = await body(
    world.efs.createFileSystem({
      CreationToken: "t1",
      Encrypted: true,
      KmsKeyId: "1234abcd-12ab-34cd-56ef-1234567890ab",
      ThroughputMode: "provisioned",
      ProvisionedThroughputInMibps: 12.5,
      AvailabilityZoneName: "us-east-1b",
      Tags: [
        { Key: "Name", Value: "shared" },
        { Key: "team", Value: "a" },
      ],
    }),
  );
  expect(created).toMatchObject({
    Encrypted: true,
    KmsKeyId: KEY,
    ThroughputMode: "provisioned",
    ProvisionedThroughputInMibps: 12.5,
    AvailabilityZoneName: "us-east-1b",
    AvailabilityZoneId: "use1-az2",
    Name: "shared",
    Tags: [
      { Key: "Name", Value: "shared" },
      { Key: "team", Value: "a" },
    ],
  });
});

test("an encrypted file system without a key has AWS's own, always the same", async () => {
  const keys: (string | undefined)[] = [];
  for (const KmsKeyId of [undefined, "alias/aws/elasticfilesystem", "alias/mine", KEY]) {
    const created = await world.efs.createFileSystem({ CreationToken: undefined, Encrypted: true, KmsKeyId });
    keys.push(created.KmsKeyId);
  }
  const [managed, byAlias, mine, given] = keys;
  expect(managed).toMatch(
    new RegExp(`^arn:aws:kms:us-east-1:${ACCOUNT}:key/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`),
  );
  expect(byAlias).toBe(managed);
  expect(mine).not.toBe(managed);
  expect(given).toBe(KEY);
});

test("E01: a creation token is valid for one file system, until that is deleted", async () => {
  const id = await world.fileSystem({ CreationToken: "t1" });
  expect(await failure(world.efs.createFileSystem({ CreationToken: "t1" }))).toEqual({
    code: "FileSystemAlreadyExists",
    status: 409,
    message: `File system '${id}' already exists with creation token 't1'`,
    FileSystemId: id,
  });
  await world.efs.deleteFileSystem({ FileSystemId: id });
  await world.sim.clock.advance(999);
  expect((await failure(world.efs.createFileSystem({ CreationToken: "t1" }))).FileSystemId).toBe(id);
  await world.sim.clock.advance(1);
  const again = await world.efs.createFileSystem({ CreationToken: "t1" });
  expect(again.FileSystemId).not.toBe(id);
});

test("E02: file systems are found by id, ARN and creation token", async () => {
  const one = await world.fileSystem({ CreationToken: "one" });
  const two = await world.fileSystem({ CreationToken: "two" });
  const ids = async (input: object) =>
    (await world.efs.describeFileSystems(input)).FileSystems?.map((f) => f.FileSystemId);
  expect(await ids({})).toEqual([one, two].sort());
  expect(await ids({ FileSystemId: one })).toEqual([one]);
  expect(await ids({ FileSystemId: arnOf(two) })).toEqual([two]);
  expect(await ids({ CreationToken: "two" })).toEqual([two]);
  expect(await ids({ FileSystemId: one, CreationToken: "one" })).toEqual([one]);
  expect(await ids({ FileSystemId: one, CreationToken: "two" })).toEqual([]);
  expect(await ids({ CreationToken: "none" })).toEqual([]);
});

test("E02: a missing file system, and an invalid id", async () => {
  const describe = (FileSystemId: string) => failure(world.efs.describeFileSystems({ FileSystemId }));
  expect(await describe("fs-00000000")).toEqual(fileSystemNotFound("fs-00000000"));
  expect(await describe(arnOf("fs-00000000"))).toEqual(fileSystemNotFound("fs-00000000"));
  expect(await describe(arnOf("fs-00000000", "eu-west-1"))).toEqual(
    badRequest("The resource ARN belongs to a different region."),
  );
  const other = arnOf("fs-00000000").replace(ACCOUNT, "210987654321");
  expect(await describe(other)).toEqual(fileSystemNotFound("fs-00000000"));
  expect(await describe("x")).toEqual({
    code: "ValidationException",
    status: 400,
    message:
      "1 validation error detected: Value 'x' at 'fileSystemId' failed to satisfy constraint: Member must satisfy regular expression pattern: ^(arn:aws[-a-z]*:elasticfilesystem:[0-9a-z-:]+:file-system/fs-[0-9a-f]{8,40}|fs-[0-9a-f]{8,40})$",
  });
});

const PROVISIONED =
  "Provisioned throughput must be set for file systems that use provisioned throughput mode.";
const BURSTING = "Provisioned throughput can't be set for file systems that use bursting throughput mode.";

test.each([
  [{ ThroughputMode: "provisioned" }, badRequest(PROVISIONED)],
  [{ ProvisionedThroughputInMibps: 5 }, badRequest(BURSTING)],
  [{ ThroughputMode: "elastic", ProvisionedThroughputInMibps: 5 }, badRequest(BURSTING)],
  [
    { ThroughputMode: "provisioned", ProvisionedThroughputInMibps: 3415 },
    {
      code: "ThroughputLimitExceeded",
      status: 400,
      message: "The provisioned throughput limit of 3414 MiB/s has been reached.",
    },
  ],
  [
    { KmsKeyId: KEY },
    badRequest("The encrypted parameter must be set to true to create an encrypted file system."),
  ],
  [
    { PerformanceMode: "maxIO", AvailabilityZoneName: "us-east-1a" },
    badRequest("Unsupported performance mode provided."),
  ],
  [
    { PerformanceMode: "maxIO", ThroughputMode: "elastic" },
    badRequest("Unsupported performance mode provided."),
  ],
  [{ AvailabilityZoneName: "eu-west-1a" }, badRequest("Invalid Availability Zone Name provided.")],
  [{ AvailabilityZoneName: "us-east-1z" }, badRequest("Invalid Availability Zone Name provided.")],
] as const)("CreateFileSystem rejects %j", async (input, error) => {
  expect(await failure(world.efs.createFileSystem({ CreationToken: "t", ...input }))).toEqual(error);
  expect(world.sim.efs.fileSystems()).toEqual([]);
});

test("a region has at most 1000 file systems", async () => {
  const { efs } = world;
  const direct = world.elsewhere({});
  for (let i = 0; i < 1000; i++) await direct.createFileSystem({ CreationToken: `t${i}` });
  expect(await failure(efs.createFileSystem({ CreationToken: "one too many" }))).toEqual({
    code: "FileSystemLimitExceeded",
    status: 403,
    message: "You have reached the maximum number of file systems for your account.",
  });
  expect(
    (await world.elsewhere({ region: "eu-west-1" }).createFileSystem({ CreationToken: "t" })).$metadata
      .httpStatusCode,
  ).toBe(201);
});

test("UpdateFileSystem changes the throughput, and is updating for a while", async () => {
  const FileSystemId = await world.fileSystem();
  const updated = await world.efs.updateFileSystem({
    FileSystemId,
    ThroughputMode: "provisioned",
    ProvisionedThroughputInMibps: 10,
  });
  expect(updated).toMatchObject({
    $metadata: { httpStatusCode: 202 },
    LifeCycleState: "updating",
    ThroughputMode: "provisioned",
    ProvisionedThroughputInMibps: 10,
  });
  expect(await failure(world.efs.updateFileSystem({ FileSystemId, ThroughputMode: "elastic" }))).toEqual(
    incorrectState,
  );
  await world.sim.clock.advance(999);
  expect(await world.stateOf(FileSystemId)).toBe("updating");
  await world.sim.clock.advance(1);
  expect(await world.stateOf(FileSystemId)).toBe("available");
});

test("throughput may rise at any time, and fall or change its mode once a day", async () => {
  const FileSystemId = await world.fileSystem();
  const update = async (mode: "provisioned" | "elastic" | undefined, figure?: number) => {
    const answer = await world.efs.updateFileSystem({
      FileSystemId,
      ThroughputMode: mode,
      ProvisionedThroughputInMibps: figure,
    });
    await world.sim.clock.advance("1s");
    return [answer.ThroughputMode, answer.ProvisionedThroughputInMibps];
  };
  expect(await update("provisioned", 10)).toEqual(["provisioned", 10]);
  expect(await update(undefined, 20)).toEqual(["provisioned", 20]);
  expect(await update("provisioned")).toEqual(["provisioned", 20]);
  const tooSoon = {
    code: "TooManyRequests",
    status: 429,
    message:
      "You have reached the maximum number of throughput mode changes or provisioned throughput value decreases. Wait until 2026-01-03T03:04:06Z UTC and try again.",
  };
  expect(await failure(update(undefined, 19))).toEqual(tooSoon);
  expect(await failure(update("elastic"))).toEqual(tooSoon);
  await world.sim.clock.set(momentAt(1000 + 86_400_000 - 1));
  expect(await failure(update("elastic"))).toEqual(tooSoon);
  await world.sim.clock.advance(1);
  expect(await update("elastic")).toEqual(["elastic", undefined]);
  expect(await failure(update(undefined, 5))).toEqual(badRequest(BURSTING));
});

test("an update that changes nothing leaves the file system available", async () => {
  const FileSystemId = await world.fileSystem();
  expect(await world.efs.updateFileSystem({ FileSystemId, ThroughputMode: "bursting" })).toMatchObject({
    LifeCycleState: "available",
  });
  expect(await failure(world.efs.updateFileSystem({ FileSystemId, ThroughputMode: "provisioned" }))).toEqual(
    badRequest(PROVISIONED),
  );
});

test("UpdateFileSystemProtection allows the file system to be overwritten", async () => {
  const FileSystemId = await world.fileSystem();
  expect(
    await body(
      world.efs.updateFileSystemProtection({ FileSystemId, ReplicationOverwriteProtection: "DISABLED" }),
    ),
  ).toEqual({ ReplicationOverwriteProtection: "DISABLED" });
  expect(world.sim.efs.fileSystem(FileSystemId)?.FileSystemProtection).toEqual({
    ReplicationOverwriteProtection: "DISABLED",
  });
  expect(
    await failure(
      world.efs.updateFileSystemProtection({ FileSystemId, ReplicationOverwriteProtection: "REPLICATING" }),
    ),
  ).toMatchObject({ code: "ReplicationAlreadyExists", status: 409 });
});

test("E03: a file system with a mount target cannot be deleted until that is deleted", async () => {
  const FileSystemId = await world.fileSystem();
  const MountTargetId = await world.mountTarget(FileSystemId, SUBNET_A);
  const inUse = {
    code: "FileSystemInUse",
    status: 409,
    message: `The file system '${FileSystemId}' cannot be deleted because it has mount targets. You must delete the mount targets, and then try again.`,
  };
  expect(await failure(world.efs.deleteFileSystem({ FileSystemId }))).toEqual(inUse);
  await world.efs.deleteMountTarget({ MountTargetId });
  await world.sim.clock.advance(1999);
  expect(await failure(world.efs.deleteFileSystem({ FileSystemId }))).toEqual(inUse);
  await world.sim.clock.advance(1);
  expect((await world.efs.deleteFileSystem({ FileSystemId })).$metadata.httpStatusCode).toBe(204);
  await world.sim.clock.advance(999);
  expect(await world.stateOf(FileSystemId)).toBe("deleting");
  await world.efs.deleteFileSystem({ FileSystemId });
  await world.sim.clock.advance(1);
  expect(await failure(world.stateOf(FileSystemId))).toEqual(fileSystemNotFound(FileSystemId));
  expect(await failure(world.efs.deleteFileSystem({ FileSystemId }))).toEqual(
    fileSystemNotFound(FileSystemId),
  );
});

test("E03: access points do not hold a file system; they go with it", async () => {
  const FileSystemId = await world.fileSystem();
  const AccessPointId = await world.accessPoint(FileSystemId);
  await world.efs.deleteFileSystem({ FileSystemId });
  await world.sim.clock.advance("1s");
  expect(await failure(world.efs.describeAccessPoints({ AccessPointId }))).toEqual({
    code: "AccessPointNotFound",
    status: 404,
    message: `Access Point ${AccessPointId} does not exist.`,
  });
  expect(world.sim.efs.state()).toEqual({
    fileSystems: [],
    mountTargets: [],
    accessPoints: [],
    replications: [],
  });
});

test("nothing can be changed on a file system that is being deleted", async () => {
  const FileSystemId = await world.fileSystem();
  await world.efs.deleteFileSystem({ FileSystemId });
  const calls = [
    world.efs.updateFileSystem({ FileSystemId, ThroughputMode: "elastic" }),
    world.efs.updateFileSystemProtection({ FileSystemId, ReplicationOverwriteProtection: "DISABLED" }),
    world.efs.createMountTarget({ FileSystemId, SubnetId: SUBNET_A }),
    world.efs.createAccessPoint({ FileSystemId, ClientToken: "t" }),
    world.efs.putLifecycleConfiguration({ FileSystemId, LifecyclePolicies: [] }),
    world.efs.putBackupPolicy({ FileSystemId, BackupPolicy: { Status: "ENABLED" } }),
    world.efs.putFileSystemPolicy({ FileSystemId, Policy: "{}" }),
    world.efs.deleteFileSystemPolicy({ FileSystemId }),
    world.efs.createReplicationConfiguration({
      SourceFileSystemId: FileSystemId,
      Destinations: [{ Region: "eu-west-1" }],
    }),
  ];
  const failures = await Promise.all(calls.map(failure));
  expect(failures).toEqual(calls.map(() => incorrectState));
});
