import { expect, test } from "vitest";
import { body } from "../../support/body.js";
import { ACCOUNT, arnOf, badRequest, efsWorld, failure, fileSystemNotFound, momentAt } from "./efs-world.js";

const world = efsWorld();
const WEST = "eu-west-1";

test("a replication makes an encrypted file system in the other region", async () => {
  const SourceFileSystemId = await world.fileSystem({ ThroughputMode: "elastic" });
  const RoleArn = `arn:aws:iam::${ACCOUNT}:role/replication`;
  const created = await body(
    world.efs.createReplicationConfiguration({
      SourceFileSystemId,
      Destinations: [{ Region: WEST, RoleArn }],
    }),
  );
  const [replica] = world.sim.efs.fileSystems({ region: WEST });
  const destination = {
    Status: "ENABLING",
    FileSystemId: replica?.FileSystemId,
    Region: WEST,
    OwnerId: ACCOUNT,
    RoleArn,
  };
  const expected = {
    SourceFileSystemId,
    SourceFileSystemRegion: "us-east-1",
    SourceFileSystemArn: arnOf(SourceFileSystemId),
    OriginalSourceFileSystemArn: arnOf(SourceFileSystemId),
    CreationTime: momentAt(1000),
    Destinations: [destination],
    SourceFileSystemOwnerId: ACCOUNT,
  };
  expect(created).toEqual(expected);
  expect(replica).toMatchObject({
    LifeCycleState: "creating",
    Encrypted: true,
    KmsKeyId: expect.stringMatching(/^arn:aws:kms:eu-west-1:/),
    ThroughputMode: "elastic",
    FileSystemProtection: { ReplicationOverwriteProtection: "REPLICATING" },
  });

  const here = () => body(world.efs.describeReplicationConfigurations({ FileSystemId: SourceFileSystemId }));
  await world.sim.clock.advance(1999);
  expect(await here()).toEqual({ Replications: [expected] });
  await world.sim.clock.advance(1);
  const enabled = { ...destination, Status: "ENABLED", LastReplicatedTimestamp: momentAt(3000) };
  expect(await here()).toEqual({ Replications: [{ ...expected, Destinations: [enabled] }] });
  expect(await body(world.elsewhere({ region: WEST }).describeReplicationConfigurations({}))).toEqual(
    await here(),
  );
});

test("a replication is deleting, then removed, and the destination can be written to", async () => {
  const SourceFileSystemId = await world.fileSystem();
  const Destinations = [{ Region: WEST }];
  await world.efs.createReplicationConfiguration({ SourceFileSystemId, Destinations });
  await world.sim.clock.advance("2s");
  expect(await failure(world.efs.deleteFileSystem({ FileSystemId: SourceFileSystemId }))).toEqual({
    code: "FileSystemInUse",
    status: 409,
    message: `You cannot delete file system '${SourceFileSystemId}' because it is in a replication configuration.`,
  });
  const already = { code: "ReplicationAlreadyExists", status: 409 };
  expect(
    await failure(world.efs.createReplicationConfiguration({ SourceFileSystemId, Destinations })),
  ).toMatchObject(already);
  const deleted = await world.efs.deleteReplicationConfiguration({ SourceFileSystemId });
  expect(deleted.$metadata.httpStatusCode).toBe(204);
  await world.sim.clock.advance(1999);
  expect(world.sim.efs.replications({ region: WEST })).toMatchObject([
    { Destinations: [{ Status: "DELETING" }] },
  ]);
  await world.sim.clock.advance(1);
  expect(world.sim.efs.replications({ region: WEST })).toEqual([]);
  expect(world.sim.efs.fileSystems({ region: WEST })).toMatchObject([
    { FileSystemProtection: { ReplicationOverwriteProtection: "ENABLED" } },
  ]);
  const gone = {
    code: "ReplicationNotFound",
    status: 404,
    message: `File system '${SourceFileSystemId}' does not have a replication configuration.`,
  };
  expect(
    await failure(world.efs.describeReplicationConfigurations({ FileSystemId: SourceFileSystemId })),
  ).toEqual(gone);
  expect(await failure(world.efs.deleteReplicationConfiguration({ SourceFileSystemId }))).toEqual(gone);
  expect(await body(world.efs.describeReplicationConfigurations({}))).toEqual({ Replications: [] });
});

test("one region may forget a replication by itself", async () => {
  const SourceFileSystemId = await world.fileSystem();
  await world.efs.createReplicationConfiguration({ SourceFileSystemId, Destinations: [{ Region: WEST }] });
  await world.sim.clock.advance("2s");
  const [replica] = world.sim.efs.fileSystems({ region: WEST });
  await world.elsewhere({ region: WEST }).deleteReplicationConfiguration({
    SourceFileSystemId: replica?.FileSystemId,
    DeletionMode: "LOCAL_CONFIGURATION_ONLY",
  });
  await world.sim.clock.advance("2s");
  expect(world.sim.efs.replications({ region: WEST })).toEqual([]);
  expect(world.sim.efs.replications()).toMatchObject([{ Destinations: [{ Status: "ENABLED" }] }]);
});

test.each([undefined, "ALL_CONFIGURATIONS", "LOCAL_CONFIGURATION_ONLY"] as const)(
  "the region of the destination deletes a replication by the id of its source, mode %s",
  async (DeletionMode) => {
    const SourceFileSystemId = await world.fileSystem();
    await world.efs.createReplicationConfiguration({ SourceFileSystemId, Destinations: [{ Region: WEST }] });
    await world.sim.clock.advance("2s");
    await world
      .elsewhere({ region: WEST })
      .deleteReplicationConfiguration({ SourceFileSystemId, DeletionMode });
    await world.sim.clock.advance("2s");
    const left = DeletionMode === "LOCAL_CONFIGURATION_ONLY" ? 1 : 0;
    expect(world.sim.efs.replications({ region: WEST })).toEqual([]);
    expect(world.sim.efs.replications()).toHaveLength(left);
  },
);

test("an existing file system is replicated to when it may be overwritten", async () => {
  const SourceFileSystemId = await world.fileSystem({ Encrypted: true });
  const plain = await world.fileSystem();
  const encrypted = await world.fileSystem({ Encrypted: true });
  const create = (FileSystemId: string) =>
    world.efs.createReplicationConfiguration({ SourceFileSystemId, Destinations: [{ FileSystemId }] });
  expect(await failure(create(plain))).toEqual(
    badRequest(`Replication overwrite protection of file system '${plain}' must be disabled.`),
  );
  for (const FileSystemId of [plain, encrypted])
    await world.efs.updateFileSystemProtection({ FileSystemId, ReplicationOverwriteProtection: "DISABLED" });
  expect(await failure(create(plain))).toEqual({
    code: "ConflictException",
    status: 409,
    message: "The destination file system must be encrypted because the source file system is encrypted.",
  });
  expect(await failure(create("fs-00000000"))).toEqual(fileSystemNotFound("fs-00000000"));
  expect(await failure(create(SourceFileSystemId))).toMatchObject({ code: "ValidationException" });
  expect(await create(arnOf(encrypted))).toMatchObject({
    Destinations: [{ FileSystemId: encrypted, Region: "us-east-1" }],
  });
  expect((await world.efs.describeReplicationConfigurations({})).Replications).toHaveLength(1);
  expect(
    (await world.efs.describeReplicationConfigurations({ FileSystemId: encrypted })).Replications,
  ).toHaveLength(1);
  expect(
    await failure(
      world.efs.updateFileSystemProtection({
        FileSystemId: encrypted,
        ReplicationOverwriteProtection: "ENABLED",
      }),
    ),
  ).toMatchObject({ code: "ReplicationAlreadyExists", status: 409 });
});

test.each([
  [[], "ValidationException", "Exactly one destination must be specified."],
  [[{ Region: WEST }, { Region: WEST }], "ValidationException", "Exactly one destination must be specified."],
  [[{}], "ValidationException", "A destination needs a Region, an AvailabilityZoneName or a FileSystemId."],
  [
    [{ Region: WEST, AvailabilityZoneName: "us-east-1a" }],
    "BadRequest",
    "Region and Availability Zone must match.",
  ],
  [[{ AvailabilityZoneName: "us-east-1z" }], "BadRequest", "Invalid Availability Zone Name provided."],
])("CreateReplicationConfiguration rejects %j", async (Destinations, code, message) => {
  const SourceFileSystemId = await world.fileSystem();
  expect(
    await failure(world.efs.createReplicationConfiguration({ SourceFileSystemId, Destinations })),
  ).toEqual({ code, status: 400, message });
  expect(world.sim.efs.replications()).toEqual([]);
});

test("a zone is sufficient for a One Zone replica", async () => {
  const SourceFileSystemId = await world.fileSystem();
  const Destinations = [{ AvailabilityZoneName: "eu-west-1b" }];
  await world.efs.createReplicationConfiguration({ SourceFileSystemId, Destinations });
  expect(world.sim.efs.fileSystems({ region: WEST })).toMatchObject([
    { AvailabilityZoneName: "eu-west-1b", AvailabilityZoneId: "euw1-az2" },
  ]);
});

test("a replication that is deleted before its first copy is made is never ENABLED", async () => {
  const SourceFileSystemId = await world.fileSystem();
  await world.efs.createReplicationConfiguration({ SourceFileSystemId, Destinations: [{ Region: WEST }] });
  await world.sim.clock.advance("1s");
  await world.efs.deleteReplicationConfiguration({ SourceFileSystemId });
  await world.sim.clock.advance("1s");
  for (const region of ["us-east-1", WEST])
    expect(world.sim.efs.replications({ region })).toMatchObject([
      { Destinations: [{ Status: "DELETING" }] },
    ]);
});
