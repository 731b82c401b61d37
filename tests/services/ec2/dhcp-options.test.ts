import { expect, test } from "vitest";
import { failure } from "../../support/failure.js";
import { ACCOUNT, ec2World } from "./ec2-world.js";

const world = ec2World();

const named = (Key: string, ...Values: string[]) => ({ Key, Values });

test("VPCs have the default options until others are associated, or none", async () => {
  const VpcId = await world.vpc();
  const current = async () =>
    (await world.ec2.describeVpcs({ VpcIds: [VpcId] })).Vpcs?.[0]?.DhcpOptionsId ?? "";
  const standard = await current();
  const { DhcpOptions: all = [] } = await world.ec2.describeDhcpOptions({ DhcpOptionsIds: [standard] });
  expect(all).toEqual([
    {
      DhcpConfigurations: [
        { Key: "domain-name", Values: [{ Value: "ec2.internal" }] },
        { Key: "domain-name-servers", Values: [{ Value: "AmazonProvidedDNS" }] },
      ],
      DhcpOptionsId: standard,
      OwnerId: ACCOUNT,
      Tags: [],
    },
  ]);
  const { DhcpOptions } = await world.ec2.createDhcpOptions({
    DhcpConfigurations: [named("domain-name", "team.internal"), named("ntp-servers", "10.0.0.1", "10.0.0.2")],
    TagSpecifications: [{ ResourceType: "dhcp-options", Tags: [{ Key: "Name", Value: "a" }] }],
  });
  const DhcpOptionsId = DhcpOptions?.DhcpOptionsId ?? "";
  expect(DhcpOptions).toEqual({
    DhcpConfigurations: [
      { Key: "domain-name", Values: [{ Value: "team.internal" }] },
      { Key: "ntp-servers", Values: [{ Value: "10.0.0.1" }, { Value: "10.0.0.2" }] },
    ],
    DhcpOptionsId: expect.stringMatching(/^dopt-[0-9a-f]{17}$/),
    OwnerId: ACCOUNT,
    Tags: [{ Key: "Name", Value: "a" }],
  });
  await world.ec2.associateDhcpOptions({ VpcId, DhcpOptionsId });
  expect(await current()).toBe(DhcpOptionsId);
  expect(await failure(world.ec2.deleteDhcpOptions({ DhcpOptionsId }))).toEqual({
    code: "DependencyViolation",
    status: 400,
    message: `The dhcpOptions '${DhcpOptionsId}' has dependencies and cannot be deleted.`,
  });
  await world.ec2.associateDhcpOptions({ VpcId, DhcpOptionsId: "default" });
  expect(await current()).toBe("default");
  await world.ec2.deleteDhcpOptions({ DhcpOptionsId });
  expect(await failure(world.ec2.associateDhcpOptions({ VpcId, DhcpOptionsId }))).toEqual({
    code: "InvalidDhcpOptionID.NotFound",
    status: 400,
    message: `The dhcpOption ID '${DhcpOptionsId}' does not exist`,
  });
});

test("filters", async () => {
  await world.ec2.createDhcpOptions({ DhcpConfigurations: [named("netbios-node-type", "2")] });
  const find = async (Name: string, Value: string) =>
    (await world.ec2.describeDhcpOptions({ Filters: [{ Name, Values: [Value] }] })).DhcpOptions?.length;
  expect(await find("key", "netbios-*")).toBe(1);
  expect(await find("value", "AmazonProvidedDNS")).toBe(1);
  expect(await find("owner-id", ACCOUNT)).toBe(2);
  expect(await find("dhcp-options-id", "dopt-*")).toBe(2);
});

test.each([
  ["an unknown option", named("constructor", "a"), "InvalidParameterValue"],
  ["a server that is not an address", named("domain-name-servers", "10..0.1"), "InvalidParameterValue"],
  [
    "five servers",
    named("ntp-servers", "1.1.1.1", "1.1.1.2", "1.1.1.3", "1.1.1.4", "1.1.1.5"),
    "InvalidParameterValue",
  ],
  ["a node type of 3", named("netbios-node-type", "3"), "InvalidParameterValue"],
  ["no value", named("domain-name"), "MissingParameter"],
])("%s is rejected", async (_, configuration, code) => {
  const rejected = world.ec2.createDhcpOptions({ DhcpConfigurations: [configuration] });
  expect((await failure(rejected)).code).toBe(code);
});
