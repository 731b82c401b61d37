import { expect, test } from "vitest";
import { failure } from "../../support/failure.js";
import { ACCOUNT, ec2World } from "./ec2-world.js";

const world = ec2World({ delays: { ec2: { prefixListChanging: "5s" } } });

const offices = {
  PrefixListName: "offices",
  AddressFamily: "IPv4",
  MaxEntries: 2,
  Entries: [{ Cidr: "192.0.2.9/24", Description: "one" }],
};

async function settledList(): Promise<string> {
  const { PrefixList } = await world.ec2.createManagedPrefixList(offices);
  await world.sim.clock.advance("5s");
  return PrefixList?.PrefixListId ?? "";
}

async function entries(PrefixListId: string, TargetVersion?: number) {
  return (await world.ec2.getManagedPrefixListEntries({ PrefixListId, TargetVersion })).Entries;
}

async function shown(PrefixListId: string) {
  return (await world.ec2.describeManagedPrefixLists({ PrefixListIds: [PrefixListId] })).PrefixLists?.[0];
}

test("a list is created, gets versions, is restored and deleted, each on the clock", async () => {
  const { PrefixList } = await world.ec2.createManagedPrefixList({
    ...offices,
    TagSpecifications: [{ ResourceType: "prefix-list", Tags: [{ Key: "Name", Value: "a" }] }],
  });
  const PrefixListId = PrefixList?.PrefixListId ?? "";
  expect(PrefixList).toEqual({
    AddressFamily: "IPv4",
    MaxEntries: 2,
    OwnerId: ACCOUNT,
    PrefixListArn: `arn:aws:ec2:us-east-1:${ACCOUNT}:prefix-list/${PrefixListId}`,
    PrefixListId: expect.stringMatching(/^pl-[0-9a-f]{17}$/),
    PrefixListName: "offices",
    State: "create-in-progress",
    Tags: [{ Key: "Name", Value: "a" }],
    Version: 1,
  });
  const change = (CurrentVersion?: number) =>
    world.ec2.modifyManagedPrefixList({
      PrefixListId,
      CurrentVersion,
      AddEntries: [{ Cidr: "198.51.100.0/24" }],
      RemoveEntries: [{ Cidr: "192.0.2.0/24" }],
    });
  expect(await failure(change(1))).toMatchObject({
    code: "IncorrectState",
    message: expect.stringContaining("in the current state (create-in-progress)"),
  });
  await world.sim.clock.advance("5s");
  expect(await failure(change(2))).toMatchObject({ code: "PrefixListVersionMismatch" });
  expect(await failure(change())).toMatchObject({ code: "MissingParameter" });
  expect((await change(1)).PrefixList).toMatchObject({ State: "modify-in-progress", Version: 2 });
  expect(await entries(PrefixListId)).toEqual([{ Cidr: "198.51.100.0/24" }]);
  expect(await entries(PrefixListId, 1)).toEqual([{ Cidr: "192.0.2.0/24", Description: "one" }]);
  expect((await failure(entries(PrefixListId, 3))).code).toBe("InvalidParameterValue");
  await world.sim.clock.advance("5s");
  expect(await shown(PrefixListId)).toMatchObject({ State: "modify-complete", Version: 2 });

  const restore = { PrefixListId, PreviousVersion: 1, CurrentVersion: 2 };
  const restored = await world.ec2.restoreManagedPrefixListVersion(restore);
  expect(restored.PrefixList).toMatchObject({ State: "restore-in-progress", Version: 3 });
  await world.sim.clock.advance("5s");
  expect(await entries(PrefixListId)).toEqual([{ Cidr: "192.0.2.0/24", Description: "one" }]);
  const never = world.ec2.restoreManagedPrefixListVersion({
    ...restore,
    CurrentVersion: 3,
    PreviousVersion: 9,
  });
  expect((await failure(never)).code).toBe("InvalidParameterValue");

  const { PrefixList: going } = await world.ec2.deleteManagedPrefixList({ PrefixListId });
  expect(going?.State).toBe("delete-in-progress");
  await world.sim.clock.advance("5s");
  expect(await failure(shown(PrefixListId))).toEqual({
    code: "InvalidPrefixListID.NotFound",
    status: 400,
    message: `The prefix list ID '${PrefixListId}' does not exist`,
  });
});

test("what a list cannot be", async () => {
  const PrefixListId = await settledList();
  const create = async (change: object) =>
    (await failure(world.ec2.createManagedPrefixList({ ...offices, ...change }))).code;
  expect(await create({ AddressFamily: "ipv4" })).toBe("InvalidParameterValue");
  expect(await create({ MaxEntries: 0 })).toBe("InvalidParameterValue");
  expect(await create({ PrefixListName: "com.amazonaws.mine" })).toBe("InvalidParameterValue");
  expect(await create({ Entries: [{ Cidr: "::/0" }] })).toBe("InvalidParameterValue");
  expect(await create({ Entries: [{ Cidr: "10.0.0.0/8" }, { Cidr: "10.1.0.0/8" }] })).toBe(
    "InvalidParameterValue",
  );
  const modify = async (change: object) =>
    (await failure(world.ec2.modifyManagedPrefixList({ PrefixListId, CurrentVersion: 1, ...change }))).code;
  const three = ["10.0.0.0/8", "11.0.0.0/8"].map((Cidr) => ({ Cidr }));
  expect(await modify({ AddEntries: three })).toBe("PrefixListMaxEntriesExceeded");
  expect(await modify({ RemoveEntries: [{ Cidr: "10.0.0.0/8" }] })).toBe("InvalidPrefixListModification");
  expect(await modify({ MaxEntries: 0 })).toBe("InvalidParameterValue");
  const both = { AddEntries: [{ Cidr: "192.0.2.0/24" }], RemoveEntries: [{ Cidr: "192.0.2.0/24" }] };
  expect(
    await failure(world.ec2.modifyManagedPrefixList({ PrefixListId, CurrentVersion: 1, ...both })),
  ).toMatchObject({
    code: "InvalidParameterValue",
    message:
      "Request cannot contain Cidr 192.0.2.0/24 in both AddPrefixListEntries and RemovePrefixListEntries",
  });
  expect(
    (await world.ec2.modifyManagedPrefixList({ PrefixListId, PrefixListName: "b" })).PrefixList,
  ).toMatchObject({ PrefixListName: "b", State: "modify-complete", Version: 1 });
});

test("a list in use stays, and shows who uses it", async () => {
  const PrefixListId = await settledList();
  const VpcId = await world.vpc();
  const GroupId = await world.group(VpcId);
  await world.ec2.authorizeSecurityGroupIngress({
    GroupId,
    IpPermissions: [{ IpProtocol: "-1", PrefixListIds: [{ PrefixListId }] }],
  });
  const { RouteTable } = await world.ec2.createRouteTable({ VpcId });
  const RouteTableId = RouteTable?.RouteTableId ?? "";
  const { InternetGateway } = await world.ec2.createInternetGateway({});
  const GatewayId = InternetGateway?.InternetGatewayId;
  await world.ec2.attachInternetGateway({ VpcId, InternetGatewayId: GatewayId });
  const route = { RouteTableId, DestinationPrefixListId: PrefixListId };
  await world.ec2.createRoute({ ...route, GatewayId });
  const users = await world.ec2.getManagedPrefixListAssociations({ PrefixListId });
  expect(users.PrefixListAssociations).toEqual(
    [RouteTableId, GroupId].sort().map((ResourceId) => ({ ResourceId, ResourceOwner: ACCOUNT })),
  );
  expect((await failure(world.ec2.deleteManagedPrefixList({ PrefixListId }))).code).toBe(
    "DependencyViolation",
  );
  await world.ec2.deleteRoute(route);
  expect(await failure(world.ec2.deleteRoute(route))).toMatchObject({
    code: "InvalidRoute.NotFound",
    message: `no route with destination-prefix-list-id ${PrefixListId} in route table ${RouteTableId}`,
  });
  const unknown = {
    GroupId,
    IpPermissions: [{ IpProtocol: "6", FromPort: 1, ToPort: 1, PrefixListIds: [{ PrefixListId: "pl-0" }] }],
  };
  expect((await failure(world.ec2.authorizeSecurityGroupIngress(unknown))).code).toBe(
    "InvalidPrefixListID.NotFound",
  );
});

test("AWS's own lists exist and cannot be changed", async () => {
  const { PrefixLists = [] } = await world.ec2.describePrefixLists({});
  expect(PrefixLists.map(({ PrefixListId, PrefixListName }) => [PrefixListId, PrefixListName])).toEqual([
    ["pl-02cd2c6b", "com.amazonaws.us-east-1.dynamodb"],
    ["pl-63a5400a", "com.amazonaws.us-east-1.s3"],
  ]);
  const { PrefixLists: [s3] = [] } = await world.ec2.describeManagedPrefixLists({
    Filters: [{ Name: "prefix-list-name", Values: ["com.amazonaws.us-east-1.s3"] }],
  });
  expect(s3).toEqual({
    AddressFamily: "IPv4",
    OwnerId: "AWS",
    PrefixListArn: "arn:aws:ec2:us-east-1:aws:prefix-list/pl-63a5400a",
    PrefixListId: "pl-63a5400a",
    PrefixListName: "com.amazonaws.us-east-1.s3",
    State: "create-complete",
    Tags: [],
  });
  expect((await entries("pl-63a5400a"))?.map(({ Cidr }) => Cidr)).toEqual(PrefixLists[1]?.Cidrs);
  expect(await failure(world.ec2.deleteManagedPrefixList({ PrefixListId: "pl-63a5400a" }))).toMatchObject({
    code: "UnauthorizedOperation",
    status: 403,
  });
  await settledList();
  const owned = { Filters: [{ Name: "owner-id", Values: [ACCOUNT] }] };
  expect((await world.ec2.describeManagedPrefixLists(owned)).PrefixLists).toHaveLength(1);
  const first = await world.ec2.describeManagedPrefixLists({ MaxResults: 3 });
  const second = await world.ec2.describeManagedPrefixLists({ MaxResults: 3, NextToken: first.NextToken });
  expect([first.PrefixLists?.length, second.PrefixLists?.length]).toEqual([3, 1]);
});
