import { request } from "undici";
import { expect, test } from "vitest";
import { typeError } from "../../support/type-error.js";
import { efsWorld, failure, incorrectState, momentAt, SUBNET_A, SUBNET_B } from "./efs-world.js";

const world = efsWorld();
const EMPTY = { fileSystems: [], mountTargets: [], accessPoints: [], replications: [] };

async function call(method: "GET" | "POST", path: string, body?: unknown) {
  const answer = await request(`${world.sim.url}/_sim${path}`, {
    method,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await answer.body.text();
  return { status: answer.statusCode, body: text === "" ? undefined : (JSON.parse(text) as unknown) };
}

test("accounts and regions do not see each other's file systems", async () => {
  const places = [{}, { region: "eu-west-1" }, { accountId: "111122223333" }];
  for (const at of places) {
    const efs = world.elsewhere(at);
    const { FileSystemId } = await efs.createFileSystem({ CreationToken: "same" });
    await world.sim.clock.advance("1s");
    await efs.createMountTarget({ FileSystemId, SubnetId: SUBNET_A, IpAddress: "10.0.0.9" });
    await efs.createAccessPoint({ FileSystemId, ClientToken: "same" });
  }
  const seen = ["us-east-1 123456789012", "eu-west-1 123456789012", "us-east-1 111122223333"].map((text) => {
    const [region, account] = text.split(" ");
    const [fileSystem] = world.sim.efs.fileSystems({ region, account });
    const [mountTarget] = world.sim.efs.mountTargets(undefined, { region, account });
    expect(world.sim.efs.accessPoints(undefined, { region, account })).toHaveLength(1);
    return [fileSystem?.FileSystemArn?.split(":file-system")[0], mountTarget?.AvailabilityZoneName];
  });
  expect(seen).toEqual([
    ["arn:aws:elasticfilesystem:us-east-1:123456789012", "us-east-1a"],
    ["arn:aws:elasticfilesystem:eu-west-1:123456789012", "eu-west-1a"],
    ["arn:aws:elasticfilesystem:us-east-1:111122223333", "us-east-1a"],
  ]);
});

test("what is read is a copy", async () => {
  const id = await world.fileSystem({ Tags: [{ Key: "a", Value: "1" }] });
  const read = world.sim.efs.fileSystem(id);
  Object.assign(read?.Tags[0] ?? {}, { Value: "2" });
  Object.assign(read?.SizeInBytes ?? {}, { Value: 9 });
  expect(world.sim.efs.fileSystem(id)).toMatchObject({
    Tags: [{ Key: "a", Value: "1" }],
    SizeInBytes: { Value: 6144 },
  });
});

test("a test sets the size of a file system", async () => {
  const FileSystemId = await world.fileSystem();
  world.sim.efs.setSize(FileSystemId, { standard: 100, infrequentAccess: 20, archive: 3 });
  const { FileSystems } = await world.efs.describeFileSystems({ FileSystemId });
  expect(FileSystems?.[0]?.SizeInBytes).toEqual({
    Value: 123,
    Timestamp: momentAt(1000),
    ValueInStandard: 100,
    ValueInIA: 20,
    ValueInArchive: 3,
  });
  expect(() => world.sim.efs.setSize(FileSystemId, { standard: -1 })).toThrow(
    new TypeError('"standard" must be a whole number from 0, not -1.'),
  );
  expect(() => world.sim.efs.setSize("fs-00000000", {})).toThrow(
    'There is no file system "fs-00000000" in account',
  );
});

test("a size that was set while the file system is creating is kept", async () => {
  const { FileSystemId = "" } = await world.efs.createFileSystem({ CreationToken: "t" });
  world.sim.efs.setSize(FileSystemId, { standard: 7 });
  await world.sim.clock.advance("1s");
  expect(world.sim.efs.fileSystem(FileSystemId)).toMatchObject({
    LifeCycleState: "available",
    SizeInBytes: { Value: 7 },
  });
});

test("a test makes a file system, a mount target or an access point fail", async () => {
  const FileSystemId = await world.fileSystem();
  const MountTargetId = await world.mountTarget(FileSystemId);
  const AccessPointId = await world.accessPoint(FileSystemId);
  for (const id of [FileSystemId, MountTargetId, AccessPointId]) world.sim.efs.fail(id);
  const { fileSystems, mountTargets, accessPoints } = {
    fileSystems: world.sim.efs.fileSystems(),
    mountTargets: world.sim.efs.mountTargets(),
    accessPoints: world.sim.efs.accessPoints(),
  };
  expect([...fileSystems, ...mountTargets, ...accessPoints].map((row) => row.LifeCycleState)).toEqual([
    "error",
    "error",
    "error",
  ]);
  expect(await failure(world.efs.createMountTarget({ FileSystemId, SubnetId: SUBNET_B }))).toEqual(
    incorrectState,
  );
  await world.efs.deleteMountTarget({ MountTargetId });
  await world.sim.clock.advance("2s");
  await world.efs.deleteFileSystem({ FileSystemId });
  await world.sim.clock.advance("1s");
  expect(world.sim.efs.state()).toEqual(EMPTY);
  expect(() => world.sim.efs.fail("fsmt-00000000")).toThrow(
    'There is no resource of EFS "fsmt-00000000" in account',
  );
});

test("states wait for describe calls, or to be let go", async () => {
  world.sim.delays.set({ efs: { creating: { describes: 2 }, mountTargetCreating: "never" } });
  const { FileSystemId = "" } = await world.efs.createFileSystem({ CreationToken: "t" });
  expect(await world.stateOf(FileSystemId)).toBe("creating");
  expect(await world.stateOf(FileSystemId)).toBe("creating");
  expect(await world.stateOf(FileSystemId)).toBe("available");
  const { MountTargetId = "" } = await world.efs.createMountTarget({ FileSystemId, SubnetId: SUBNET_A });
  await world.sim.clock.advance("1h");
  expect(world.sim.efs.mountTargets()[0]?.LifeCycleState).toBe("creating");
  expect(world.sim.transitions.release("efs", "mountTargetCreating", MountTargetId)).toBe(1);
  await world.efs.describeMountTargets({ MountTargetId });
  expect(world.sim.efs.mountTargets()[0]?.LifeCycleState).toBe("available");
});

test("backup policies and replications wait for describe calls too", async () => {
  const FileSystemId = await world.fileSystem();
  world.sim.delays.set({ efs: { describes: 1 } });
  await world.efs.putBackupPolicy({ FileSystemId, BackupPolicy: { Status: "ENABLED" } });
  await world.efs.createReplicationConfiguration({
    SourceFileSystemId: FileSystemId,
    Destinations: [{ Region: "eu-west-1" }],
  });
  const backup = async () => (await world.efs.describeBackupPolicy({ FileSystemId })).BackupPolicy?.Status;
  const replication = async () =>
    (await world.efs.describeReplicationConfigurations({ FileSystemId })).Replications?.[0]?.Destinations?.[0]
      ?.Status;
  expect([await backup(), await backup()]).toEqual(["ENABLING", "ENABLED"]);
  expect([await replication(), await replication()]).toEqual(["ENABLING", "ENABLED"]);
  await world.efs.deleteReplicationConfiguration({ SourceFileSystemId: FileSystemId });
  expect(await replication()).toBe("DELETING");
  expect(await failure(replication())).toMatchObject({ code: "ReplicationNotFound" });
});

test("with delays of 0 the answer shows the first state and the next request the last", async () => {
  world.sim.delays.set({ efs: 0 });
  const { FileSystemId = "", LifeCycleState } = await world.efs.createFileSystem({ CreationToken: "t" });
  expect([LifeCycleState, await world.stateOf(FileSystemId)]).toEqual(["creating", "available"]);
  await world.efs.deleteFileSystem({ FileSystemId });
  expect(await failure(world.stateOf(FileSystemId))).toMatchObject({ code: "FileSystemNotFound" });
});

test("the same over HTTP", async () => {
  const id = await world.fileSystem();
  expect(await call("POST", `/efs/file-systems/${id}/size`, { standard: 5 })).toEqual({
    status: 204,
    body: undefined,
  });
  expect((await call("POST", `/efs/subnets/${SUBNET_B}`, { availabilityZone: "us-east-1a" })).status).toBe(
    204,
  );
  await world.efs.createMountTarget({ FileSystemId: id, SubnetId: SUBNET_B });
  expect((await call("POST", `/efs/resources/${id}/failure`)).status).toBe(204);
  expect((await call("GET", "/state/efs")).body).toMatchObject({
    fileSystems: [{ FileSystemId: id, LifeCycleState: "error", SizeInBytes: { Value: 5 } }],
    mountTargets: [{ AvailabilityZoneName: "us-east-1a" }],
  });
  const refusals = [
    await call("POST", "/efs/file-systems/fs-00000000/size", {}),
    await call("POST", "/efs/resources/fs-00000000/failure"),
    await call("POST", `/efs/file-systems/${id}/size`, { standard: "5" }),
    await call("POST", `/efs/file-systems/${id}/size`, { standard: -5 }),
    await call("POST", `/efs/subnets/${SUBNET_B}`, { vpcId: 1 }),
  ];
  expect(refusals.map(({ status }) => status)).toEqual([404, 404, 400, 400, 400]);
});

test("reading what belongs to a file system that does not exist is an error", async () => {
  const FileSystemId = await world.fileSystem();
  const { efs, accountId, region } = world.sim;
  expect([efs.mountTargets(FileSystemId), efs.accessPoints(FileSystemId)]).toEqual([[], []]);
  const missing = typeError(
    `There is no file system "fs-00000000" in account ${accountId}, region ${region}. There are: ${FileSystemId}.`,
  );
  expect(() => efs.mountTargets("fs-00000000")).toThrow(missing);
  expect(() => efs.accessPoints("fs-00000000")).toThrow(missing);
});
