import { expect, test } from "vitest";
import { failure } from "../../support/failure.js";
import { ACCOUNT, ec2World } from "./ec2-world.js";

const world = ec2World();

test("an interface of one's own is created, changed and deleted", async () => {
  const VpcId = await world.vpc();
  const SubnetId = await world.subnet(VpcId, "10.1.0.0/24");
  const GroupId = await world.group(VpcId);
  const { NetworkInterface } = await world.ec2.createNetworkInterface({
    SubnetId,
    Description: "appliance",
    PrivateIpAddress: "10.1.0.50",
    TagSpecifications: [{ ResourceType: "network-interface", Tags: [{ Key: "Name", Value: "a" }] }],
  });
  const NetworkInterfaceId = NetworkInterface?.NetworkInterfaceId ?? "";
  expect(NetworkInterface).toMatchObject({
    AvailabilityZone: "us-east-1a",
    Description: "appliance",
    Groups: [{ GroupName: "default" }],
    InterfaceType: "interface",
    MacAddress: expect.stringMatching(/^0e(:[0-9a-f]{2}){5}$/),
    OwnerId: ACCOUNT,
    PrivateIpAddress: "10.1.0.50",
    PrivateIpAddresses: [{ Primary: true, PrivateIpAddress: "10.1.0.50" }],
    RequesterManaged: false,
    SourceDestCheck: true,
    Status: "available",
    SubnetId,
    TagSet: [{ Key: "Name", Value: "a" }],
    VpcId,
  });
  expect(NetworkInterface?.Attachment).toBeUndefined();
  const change = (attribute: object) =>
    world.ec2.modifyNetworkInterfaceAttribute({ NetworkInterfaceId, ...attribute });
  await change({ Description: { Value: "router" } });
  await change({ SourceDestCheck: { Value: false } });
  await change({ Groups: [GroupId] });
  expect((await failure(change({ Groups: ["sg-0"] }))).code).toBe("InvalidGroup.NotFound");
  const read = (Attribute: "description" | "groupSet" | "sourceDestCheck" | "attachment") =>
    world.ec2.describeNetworkInterfaceAttribute({ NetworkInterfaceId, Attribute });
  expect((await read("description")).Description).toEqual({ Value: "router" });
  expect((await read("sourceDestCheck")).SourceDestCheck).toEqual({ Value: false });
  expect((await read("groupSet")).Groups).toEqual([{ GroupId, GroupName: "web" }]);
  expect((await read("attachment")).Attachment).toBeUndefined();
  expect((await failure(world.ec2.deleteSecurityGroup({ GroupId }))).code).toBe("DependencyViolation");
  expect((await failure(world.ec2.deleteSubnet({ SubnetId }))).code).toBe("DependencyViolation");
  await world.ec2.deleteNetworkInterface({ NetworkInterfaceId });
  expect(await failure(world.ec2.deleteNetworkInterface({ NetworkInterfaceId }))).toMatchObject({
    code: "InvalidNetworkInterfaceID.NotFound",
    message: `The networkInterface ID '${NetworkInterfaceId}' does not exist`,
  });
  await world.ec2.deleteSubnet({ SubnetId });
});

test("addresses that a subnet cannot give", async () => {
  const SubnetId = await world.subnet(await world.vpc(), "10.1.0.0/28");
  const create = (PrivateIpAddress?: string) =>
    world.ec2.createNetworkInterface({ SubnetId, PrivateIpAddress });
  await create("10.1.0.5");
  expect(await failure(create("10.1.0.5"))).toMatchObject({
    code: "InvalidIPAddress.InUse",
    message: "Address 10.1.0.5 is in use.",
  });
  expect((await failure(create("10.1.0.3"))).message).toContain("reserved address range");
  expect((await failure(create("10.2.0.5"))).message).toContain("does not fall within the subnet");
  expect((await failure(create("10..0.5"))).message).toBe("invalid value for parameter address: 10..0.5");
  for (let left = 10; left > 0; left--) await create();
  expect((await failure(create())).code).toBe("InsufficientFreeAddressesInSubnet");
  const several = world.ec2.createNetworkInterface({ SubnetId, SecondaryPrivateIpAddressCount: 2 });
  expect((await failure(several)).code).toBe("UnsupportedOperation");
});

test("filters", async () => {
  const VpcId = await world.vpc();
  const SubnetId = await world.subnet(VpcId, "10.1.0.0/24");
  await world.ec2.createNetworkInterface({ SubnetId, Description: "one", PrivateIpAddress: "10.1.0.9" });
  const { NetworkInterface } = await world.ec2.createNetworkInterface({ SubnetId, ClientToken: "once" });
  const again = await world.ec2.createNetworkInterface({ SubnetId, ClientToken: "once" });
  expect(again.NetworkInterface).toEqual(NetworkInterface);
  const find = async (Name: string, Value: string) =>
    (await world.ec2.describeNetworkInterfaces({ Filters: [{ Name, Values: [Value] }] })).NetworkInterfaces
      ?.length;
  expect(await find("description", "on?")).toBe(1);
  expect(await find("private-ip-address", "10.1.0.9")).toBe(1);
  expect(await find("availability-zone-id", "use1-az1")).toBe(2);
  expect(await find("status", "available")).toBe(2);
  expect(await find("requester-managed", "true")).toBe(0);
  expect(await find("attachment.status", "attached")).toBe(0);
  expect(await find("group-name", "default")).toBe(2);
  expect(await find("vpc-id", VpcId)).toBe(2);
});
