import { request } from "undici";
import { expect, test } from "vitest";
import { body } from "../../support/body.js";
import { ACCOUNT, badRequest, efsWorld, failure, fileSystemNotFound, incorrectState } from "./efs-world.js";

const world = efsWorld();
const arnOf = (id: string) => `arn:aws:elasticfilesystem:us-east-1:${ACCOUNT}:access-point/${id}`;
const notFound = (id: string) => ({
  code: "AccessPointNotFound",
  status: 404,
  message: `Access Point ${id} does not exist.`,
});

const REQUEST = {
  ClientToken: "t1",
  PosixUser: { Uid: 1000, Gid: 1001, SecondaryGids: [5, 4294967295] },
  RootDirectory: {
    Path: "/data/in",
    CreationInfo: { OwnerUid: 1000, OwnerGid: 1001, Permissions: "0755" },
  },
  Tags: [{ Key: "Name", Value: "in" }],
};

test("E07: an access point is creating, then available", async () => {
  const FileSystemId = await world.fileSystem();
  const created = await body(world.efs.createAccessPoint({ FileSystemId, ...REQUEST }));
  const { AccessPointId = "" } = created;
  expect(AccessPointId).toMatch(/^fsap-[0-9a-f]{17}$/);
  const expected = {
    ...REQUEST,
    Name: "in",
    AccessPointId,
    AccessPointArn: arnOf(AccessPointId),
    FileSystemId,
    OwnerId: ACCOUNT,
    LifeCycleState: "creating",
  };
  expect(created).toEqual(expected);
  await world.sim.clock.advance(499);
  expect(await body(world.efs.describeAccessPoints({ AccessPointId }))).toEqual({ AccessPoints: [expected] });
  await world.sim.clock.advance(1);
  expect(await body(world.efs.describeAccessPoints({ AccessPointId }))).toEqual({
    AccessPoints: [{ ...expected, LifeCycleState: "available" }],
  });
});

test("E07: without more, an access point is the root of its file system", async () => {
  const FileSystemId = await world.fileSystem();
  const created = await body(world.efs.createAccessPoint({ FileSystemId, ClientToken: "t" }));
  expect(created).toEqual({
    ClientToken: "t",
    Tags: [],
    AccessPointId: created.AccessPointId,
    AccessPointArn: arnOf(created.AccessPointId ?? ""),
    FileSystemId,
    RootDirectory: { Path: "/" },
    OwnerId: ACCOUNT,
    LifeCycleState: "creating",
  });
});

test("E07: the same request with the same token is one access point, another request an error", async () => {
  const FileSystemId = await world.fileSystem();
  const other = await world.fileSystem();
  const { AccessPointId = "" } = await world.efs.createAccessPoint({ FileSystemId, ...REQUEST });
  const again = await world.efs.createAccessPoint({ FileSystemId, ...REQUEST });
  expect(again.AccessPointId).toBe(AccessPointId);
  const exists = {
    code: "AccessPointAlreadyExists",
    status: 409,
    message: `Access point '${AccessPointId}' already exists with client token 't1'`,
    AccessPointId,
  };
  const changes = [
    { FileSystemId: other },
    { PosixUser: undefined },
    { PosixUser: { Uid: 1000, Gid: 1001 } },
    { RootDirectory: { Path: "/data/in" } },
    { Tags: [] },
  ];
  for (const change of changes)
    expect(await failure(world.efs.createAccessPoint({ FileSystemId, ...REQUEST, ...change }))).toEqual(
      exists,
    );
  expect(world.sim.efs.accessPoints()).toHaveLength(1);
  await world.efs.deleteAccessPoint({ AccessPointId });
  await world.sim.clock.advance("500ms");
  expect((await world.efs.createAccessPoint({ FileSystemId, ...REQUEST })).AccessPointId).not.toBe(
    AccessPointId,
  );
});

test("E07: what an access point needs", async () => {
  const { FileSystemId } = await world.efs.createFileSystem({ CreationToken: "t" });
  const create = (input: object) =>
    failure(world.efs.createAccessPoint({ FileSystemId, ClientToken: "t", ...input }));
  expect(await create({})).toEqual(incorrectState);
  expect(await create({ FileSystemId: "fs-00000000" })).toEqual(fileSystemNotFound("fs-00000000"));
  expect(await create({ RootDirectory: { Path: "data" } })).toMatchObject({
    code: "ValidationException",
    status: 400,
    message: expect.stringContaining("1 validation error detected: Value 'data' at 'rootDirectory.path'"),
  });
  const CreationInfo = { OwnerUid: -1, OwnerGid: 0, Permissions: "" };
  expect(await create({ RootDirectory: { Path: "/data", CreationInfo } })).toMatchObject({
    code: "ValidationException",
    message: expect.stringMatching(
      /^\d validation errors detected: .*Value '' at 'rootDirectory.creationInfo.permissions'/,
    ),
  });
});

test("E08: access points are found by id, ARN and file system", async () => {
  const one = await world.fileSystem();
  const two = await world.fileSystem();
  const ofOne = [await world.accessPoint(one), await world.accessPoint(one)];
  const ofTwo = await world.accessPoint(two);
  const find = async (input: object) =>
    (await world.efs.describeAccessPoints(input)).AccessPoints?.map((ap) => ap.AccessPointId);
  expect(await find({})).toEqual([...ofOne, ofTwo].sort());
  expect(await find({ FileSystemId: one })).toEqual([...ofOne].sort());
  expect(await find({ AccessPointId: ofTwo })).toEqual([ofTwo]);
  expect(await find({ AccessPointId: arnOf(ofTwo) })).toEqual([ofTwo]);
  expect(await failure(find({ AccessPointId: ofTwo, FileSystemId: two }))).toEqual(
    badRequest("Must specify at most one mutually exclusive parameter."),
  );
  expect(await failure(find({ AccessPointId: "fsap-00000000" }))).toEqual(notFound("fsap-00000000"));
  expect(await failure(find({ FileSystemId: "fs-00000000" }))).toEqual(fileSystemNotFound("fs-00000000"));
});

test("E09: an access point is deleting, then removed", async () => {
  const AccessPointId = await world.accessPoint(await world.fileSystem());
  expect((await world.efs.deleteAccessPoint({ AccessPointId })).$metadata.httpStatusCode).toBe(204);
  await world.sim.clock.advance(499);
  expect(world.sim.efs.accessPoints()[0]?.LifeCycleState).toBe("deleting");
  await world.efs.deleteAccessPoint({ AccessPointId });
  await world.sim.clock.advance(1);
  expect(world.sim.efs.accessPoints()).toEqual([]);
  expect(await failure(world.efs.deleteAccessPoint({ AccessPointId }))).toEqual(notFound(AccessPointId));
});

test("a file system has at most 10,000 access points", async () => {
  const FileSystemId = await world.fileSystem();
  // Without the SDK, which takes most of the time of so many calls.
  for (let i = 0; i < 10_000; i++) {
    const answer = await request(`${world.sim.url}/2015-02-01/access-points`, {
      method: "POST",
      body: JSON.stringify({ FileSystemId, ClientToken: `t${i}` }),
    });
    await answer.body.dump();
  }
  expect(await failure(world.efs.createAccessPoint({ FileSystemId }))).toEqual({
    code: "AccessPointLimitExceeded",
    status: 403,
    message: `You have reached the maximum number of access points (10000) for your file system ${FileSystemId}.\nDelete an access point and add a new one.`,
  });
}, 60_000);
