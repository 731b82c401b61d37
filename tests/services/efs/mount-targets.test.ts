import { expect, test } from "vitest";
import type { LogEntry } from "../../../lib/index.js";
import { body } from "../../support/body.js";
import {
  ACCOUNT,
  arnOf,
  badRequest,
  efsWorld,
  failure,
  fileSystemNotFound,
  incorrectState,
  SUBNET_A,
  SUBNET_B,
  SUBNET_C,
} from "./efs-world.js";

const log: LogEntry[] = [];
const world = efsWorld({
  eniSubnet: "10.7.0.0/24",
  logger: (entry) => entry.level === "warn" && log.push(entry),
});

/** In the zone of {@link SUBNET_A}. */
const SUBNET_A2 = "subnet-00000004";

test("E04: a mount target has an address of the subnet, and is creating, then available", async () => {
  const FileSystemId = await world.fileSystem();
  const created = await body(world.efs.createMountTarget({ FileSystemId, SubnetId: SUBNET_A }));
  const { MountTargetId = "", IpAddress, NetworkInterfaceId, VpcId } = created;
  expect(MountTargetId).toMatch(/^fsmt-[0-9a-f]{8}$/);
  expect(IpAddress).toMatch(/^10\.7\.0\.\d{1,3}$/);
  expect(NetworkInterfaceId).toMatch(/^eni-[0-9a-f]{17}$/);
  expect(VpcId).toMatch(/^vpc-[0-9a-f]{17}$/);
  const expected = {
    OwnerId: ACCOUNT,
    MountTargetId,
    FileSystemId,
    SubnetId: SUBNET_A,
    LifeCycleState: "creating",
    IpAddress,
    NetworkInterfaceId,
    AvailabilityZoneId: "use1-az1",
    AvailabilityZoneName: "us-east-1a",
    VpcId,
  };
  expect(created).toEqual(expected);
  expect(world.sim.efs.fileSystem(FileSystemId)?.NumberOfMountTargets).toBe(1);
  await world.sim.clock.advance(1999);
  expect(await body(world.efs.describeMountTargets({ MountTargetId }))).toEqual({ MountTargets: [expected] });
  await world.sim.clock.advance(1);
  expect(await body(world.efs.describeMountTargets({ MountTargetId }))).toEqual({
    MountTargets: [{ ...expected, LifeCycleState: "available" }],
  });
});

test("E04: one mount target in a zone, so a second in the same subnet conflicts", async () => {
  const FileSystemId = await world.fileSystem();
  await world.mountTarget(FileSystemId, SUBNET_A);
  const conflict = {
    code: "MountTargetConflict",
    status: 409,
    message: "mount target already exists in this AZ",
  };
  const create = (SubnetId: string) => world.efs.createMountTarget({ FileSystemId, SubnetId });
  expect(await failure(create(SUBNET_A))).toEqual(conflict);
  world.sim.efs.placeSubnet(SUBNET_A2, { availabilityZone: "us-east-1a" });
  log.length = 0;
  expect(await failure(create(SUBNET_A2))).toEqual(conflict);
  expect(log).toEqual([
    {
      level: "warn",
      msg: `The subnets ${SUBNET_A} and ${SUBNET_A2} are both assumed to be in us-east-1a. Set their locations with sim.efs.placeSubnet("${SUBNET_A2}", { availabilityZone: … }).`,
      fields: { subnetIds: [SUBNET_A, SUBNET_A2], availabilityZone: "us-east-1a" },
    },
  ]);
  const zones = [await create(SUBNET_B), await create(SUBNET_C)].map((mt) => mt.AvailabilityZoneName);
  expect(zones).toEqual(["us-east-1b", "us-east-1c"]);
  const other = await world.fileSystem();
  expect((await world.efs.createMountTarget({ FileSystemId: other, SubnetId: SUBNET_A })).SubnetId).toBe(
    SUBNET_A,
  );
});

test("a test can set the zones of subnets", async () => {
  const FileSystemId = await world.fileSystem();
  await world.mountTarget(FileSystemId, SUBNET_A);
  world.sim.efs.placeSubnet(SUBNET_A2, { availabilityZone: "us-east-1f" });
  world.sim.efs.placeSubnet(SUBNET_B, { vpcId: "vpc-00000001" });
  expect(await world.efs.createMountTarget({ FileSystemId, SubnetId: SUBNET_A2 })).toMatchObject({
    AvailabilityZoneName: "us-east-1f",
    AvailabilityZoneId: "use1-az6",
  });
  expect(await failure(world.efs.createMountTarget({ FileSystemId, SubnetId: SUBNET_B }))).toEqual({
    code: "MountTargetConflict",
    status: 409,
    message: "requested subnet for new mount target is not in the same VPC as existing mount targets",
  });
});

test("CreateMountTarget requires an available file system", async () => {
  const { FileSystemId = "" } = await world.efs.createFileSystem({ CreationToken: "t" });
  const create = (id: string) =>
    failure(world.efs.createMountTarget({ FileSystemId: id, SubnetId: SUBNET_A }));
  expect(await create(FileSystemId)).toEqual(incorrectState);
  expect(await create("fs-00000000")).toEqual(fileSystemNotFound("fs-00000000"));
});

test("a One Zone file system has its mount target in its zone", async () => {
  const FileSystemId = await world.fileSystem({ AvailabilityZoneName: "us-east-1b" });
  world.sim.efs.placeSubnet(SUBNET_A, { availabilityZone: "us-east-1a" });
  expect(await failure(world.efs.createMountTarget({ FileSystemId, SubnetId: SUBNET_A }))).toEqual({
    code: "AvailabilityZonesMismatch",
    status: 400,
    message: "File System Availability Zone does not match.",
  });
  expect(await world.efs.createMountTarget({ FileSystemId, SubnetId: SUBNET_B })).toMatchObject({
    AvailabilityZoneName: "us-east-1b",
  });
});

test("an address can be asked for, if it is free and of the subnet", async () => {
  const FileSystemId = await world.fileSystem();
  const other = await world.fileSystem();
  const ask = (IpAddress: string, id = other) =>
    world.efs.createMountTarget({ FileSystemId: id, SubnetId: SUBNET_A, IpAddress });
  expect((await ask("10.7.0.9", FileSystemId)).IpAddress).toBe("10.7.0.9");
  expect(await failure(ask("10.7.0.9"))).toEqual({
    code: "IpAddressInUse",
    status: 409,
    message: "Address 10.7.0.9 is in use.",
  });
  const outside = badRequest("Address does not fall within the subnet's address range");
  const reserved = badRequest("Address is in subnet's reserved address range");
  expect(await failure(ask("10.8.0.9"))).toEqual(outside);
  expect(await failure(ask("10.7.0.256"))).toEqual(outside);
  expect(await failure(ask("10.7.0.3"))).toEqual(reserved);
  expect(await failure(ask("10.7.0.255"))).toEqual(reserved);
  expect(world.sim.efs.mountTargets(other)).toEqual([]);
  const [first] = world.sim.efs.mountTargets(FileSystemId);
  await world.efs.deleteMountTarget({ MountTargetId: first?.MountTargetId });
  await world.sim.clock.advance("2s");
  expect((await ask("10.7.0.9")).IpAddress).toBe("10.7.0.9");
});

test("IPv6 addresses come with the types that have them", async () => {
  const FileSystemId = await world.fileSystem();
  const dual = await world.efs.createMountTarget({
    FileSystemId,
    SubnetId: SUBNET_A,
    IpAddressType: "DUAL_STACK",
    Ipv6Address: "2001:db8::1",
  });
  expect([dual.IpAddress, dual.Ipv6Address]).toEqual([expect.stringMatching(/^10\.7\.0\./), "2001:db8::1"]);
  const six = await world.efs.createMountTarget({
    FileSystemId,
    SubnetId: SUBNET_B,
    IpAddressType: "IPV6_ONLY",
  });
  expect([six.IpAddress, six.Ipv6Address]).toEqual([
    undefined,
    expect.stringMatching(/^2600:1f18(:[0-9a-f]{4}){6}$/),
  ]);
  const create = (input: object) =>
    world.efs.createMountTarget({ FileSystemId, SubnetId: SUBNET_C, ...input });
  expect(await failure(create({ Ipv6Address: "2001:db8::1" }))).toEqual(
    badRequest("Ipv6Address can't be set when IpAddressType is IPV4_ONLY."),
  );
  expect(await failure(create({ IpAddressType: "IPV6_ONLY", IpAddress: "10.7.0.9" }))).toEqual(
    badRequest("IpAddress can't be set when IpAddressType is IPV6_ONLY."),
  );
});

test("security groups are shown and replaced, five at most", async () => {
  const FileSystemId = await world.fileSystem();
  const groups = Array.from({ length: 6 }, (_, i) => `sg-0000000${i}`);
  const tooMany = {
    code: "SecurityGroupLimitExceeded",
    status: 400,
    message: "The maximum number of security groups per interface has been reached.",
  };
  const create = (SecurityGroups: string[]) =>
    world.efs.createMountTarget({ FileSystemId, SubnetId: SUBNET_A, SecurityGroups });
  expect(await failure(create(groups))).toEqual(tooMany);
  const { MountTargetId = "" } = await create(groups.slice(0, 5));
  const shown = async () =>
    (await world.efs.describeMountTargetSecurityGroups({ MountTargetId })).SecurityGroups;
  const modify = (SecurityGroups?: string[]) =>
    world.efs.modifyMountTargetSecurityGroups({ MountTargetId, SecurityGroups });
  expect(await shown()).toEqual(groups.slice(0, 5));
  const wrongState = { code: "IncorrectMountTargetState", status: 409 };
  expect(await failure(modify(["sg-0000000a"]))).toEqual(wrongState);
  await world.sim.clock.advance("2s");
  expect((await modify(["sg-0000000a"])).$metadata.httpStatusCode).toBe(204);
  expect(await shown()).toEqual(["sg-0000000a"]);
  expect(await failure(modify(groups))).toEqual(tooMany);
  await modify();
  const vpc = world.sim.efs.mountTargets()[0]?.VpcId;
  expect(await shown()).toEqual([vpc?.replace("vpc-", "sg-")]);
  await world.efs.deleteMountTarget({ MountTargetId });
  expect(await failure(modify(groups))).toEqual(wrongState);
  expect(await failure(shown())).toEqual(wrongState);
});

test("E05: mount targets are found by id, file system and access point", async () => {
  const FileSystemId = await world.fileSystem();
  const other = await world.fileSystem();
  const ids = [
    await world.mountTarget(FileSystemId, SUBNET_A),
    await world.mountTarget(FileSystemId, SUBNET_B),
  ];
  await world.mountTarget(other, SUBNET_A);
  const AccessPointId = await world.accessPoint(FileSystemId);
  const find = async (input: object) =>
    (await world.efs.describeMountTargets(input)).MountTargets?.map((mt) => mt.MountTargetId);
  expect(await find({ FileSystemId })).toEqual([...ids].sort());
  expect(await find({ FileSystemId: arnOf(FileSystemId) })).toEqual([...ids].sort());
  expect(await find({ AccessPointId })).toEqual([...ids].sort());
  expect(await find({ MountTargetId: ids[1] })).toEqual([ids[1]]);
  const exactlyOne = badRequest("Must specify exactly one mutually exclusive parameter.");
  expect(await failure(find({}))).toEqual(exactlyOne);
  expect(await failure(find({ FileSystemId, MountTargetId: ids[0] }))).toEqual(exactlyOne);
});

test("E05: what there is not", async () => {
  const describe = (input: object) => failure(world.efs.describeMountTargets(input));
  const noTarget = {
    code: "MountTargetNotFound",
    status: 404,
    message: "Mount target 'fsmt-00000000' does not exist.",
  };
  const MountTargetId = "fsmt-00000000";
  expect(await describe({ MountTargetId })).toEqual(noTarget);
  expect(await describe({ FileSystemId: "fs-00000000" })).toEqual(fileSystemNotFound("fs-00000000"));
  expect(await describe({ AccessPointId: "fsap-00000000" })).toEqual({
    code: "AccessPointNotFound",
    status: 404,
    message: "Access Point fsap-00000000 does not exist.",
  });
  expect(await failure(world.efs.deleteMountTarget({ MountTargetId }))).toEqual(noTarget);
  expect(await failure(world.efs.describeMountTargetSecurityGroups({ MountTargetId }))).toEqual(noTarget);
  expect(await failure(world.efs.modifyMountTargetSecurityGroups({ MountTargetId }))).toEqual(noTarget);
});

test("E06: a mount target is deleting, then removed and no longer counted", async () => {
  const FileSystemId = await world.fileSystem();
  const MountTargetId = await world.mountTarget(FileSystemId);
  expect((await world.efs.deleteMountTarget({ MountTargetId })).$metadata.httpStatusCode).toBe(204);
  await world.sim.clock.advance(1999);
  const { MountTargets } = await world.efs.describeMountTargets({ MountTargetId });
  expect(MountTargets?.[0]?.LifeCycleState).toBe("deleting");
  expect(world.sim.efs.fileSystem(FileSystemId)?.NumberOfMountTargets).toBe(1);
  await world.efs.deleteMountTarget({ MountTargetId });
  await world.sim.clock.advance(1);
  expect(world.sim.efs.mountTargets()).toEqual([]);
  expect(world.sim.efs.fileSystem(FileSystemId)?.NumberOfMountTargets).toBe(0);
});

test("E06: a mount target that is deleted while it is creating does not come back", async () => {
  const FileSystemId = await world.fileSystem();
  const { MountTargetId } = await world.efs.createMountTarget({ FileSystemId, SubnetId: SUBNET_A });
  await world.sim.clock.advance("1s");
  await world.efs.deleteMountTarget({ MountTargetId });
  await world.sim.clock.advance("1s");
  expect(world.sim.efs.mountTargets()[0]?.LifeCycleState).toBe("deleting");
  await world.sim.clock.advance("1s");
  expect(world.sim.efs.mountTargets()).toEqual([]);
});
