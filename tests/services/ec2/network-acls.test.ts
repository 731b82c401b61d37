import { expect, test } from "vitest";
import { failure } from "../../support/failure.js";
import { ACCOUNT, ec2World } from "./ec2-world.js";

const world = ec2World();

const http = {
  RuleNumber: 100,
  Protocol: "tcp",
  RuleAction: "allow",
  Egress: false,
  CidrBlock: "10.1.2.3/16",
  PortRange: { From: 80, To: 81 },
} as const;

async function aclIn(VpcId: string, tags: Record<string, string> = {}): Promise<string> {
  const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
  const TagSpecifications = Tags.length > 0 ? [{ ResourceType: "network-acl" as const, Tags }] : undefined;
  const { NetworkAcl } = await world.ec2.createNetworkAcl({ VpcId, TagSpecifications });
  return NetworkAcl?.NetworkAclId ?? "";
}

test("a new ACL denies everything, until it has entries", async () => {
  const VpcId = await world.vpc();
  const NetworkAclId = await aclIn(VpcId, { Name: "a" });
  const deny = { CidrBlock: "0.0.0.0/0", Protocol: "-1", RuleAction: "deny", RuleNumber: 32767 };
  const shown = async () =>
    (await world.ec2.describeNetworkAcls({ NetworkAclIds: [NetworkAclId] })).NetworkAcls?.[0];
  expect(await shown()).toEqual({
    Associations: [],
    Entries: [
      { ...deny, Egress: true },
      { ...deny, Egress: false },
    ],
    IsDefault: false,
    NetworkAclId,
    OwnerId: ACCOUNT,
    Tags: [{ Key: "Name", Value: "a" }],
    VpcId,
  });
  await world.ec2.createNetworkAclEntry({ ...http, NetworkAclId });
  await world.ec2.createNetworkAclEntry({
    NetworkAclId,
    RuleNumber: 100,
    Protocol: "1",
    RuleAction: "deny",
    Egress: true,
    Ipv6CidrBlock: "2001:DB8::/32",
    IcmpTypeCode: { Type: 8, Code: -1 },
  });
  expect((await shown())?.Entries).toEqual([
    {
      Egress: true,
      IcmpTypeCode: { Code: -1, Type: 8 },
      Ipv6CidrBlock: "2001:db8::/32",
      Protocol: "1",
      RuleAction: "deny",
      RuleNumber: 100,
    },
    { ...deny, Egress: true },
    {
      CidrBlock: "10.1.0.0/16",
      Egress: false,
      PortRange: { From: 80, To: 81 },
      Protocol: "6",
      RuleAction: "allow",
      RuleNumber: 100,
    },
    { ...deny, Egress: false },
  ]);
});

test("entries are replaced and deleted by number and direction", async () => {
  const NetworkAclId = await aclIn(await world.vpc());
  const key = { NetworkAclId, RuleNumber: 100, Egress: false };
  expect(await failure(world.ec2.replaceNetworkAclEntry({ ...http, NetworkAclId }))).toEqual({
    code: "InvalidNetworkAclEntry.NotFound",
    status: 400,
    message: "The network acl entry identified by 100 does not exist.",
  });
  await world.ec2.createNetworkAclEntry({ ...http, NetworkAclId });
  expect(await failure(world.ec2.createNetworkAclEntry({ ...http, NetworkAclId }))).toEqual({
    code: "NetworkAclEntryAlreadyExists",
    status: 400,
    message: "The network acl entry identified by 100 already exists.",
  });
  await world.ec2.replaceNetworkAclEntry({ ...http, NetworkAclId, RuleAction: "deny" });
  const rules = async () =>
    (
      await world.ec2.describeNetworkAcls({ NetworkAclIds: [NetworkAclId] })
    ).NetworkAcls?.[0]?.Entries?.filter(({ RuleNumber = 0 }) => RuleNumber < 32767);
  expect(await rules()).toMatchObject([{ RuleAction: "deny" }]);
  await world.ec2.deleteNetworkAclEntry(key);
  expect(await rules()).toEqual([]);
  expect((await failure(world.ec2.deleteNetworkAclEntry(key))).code).toBe("InvalidNetworkAclEntry.NotFound");
});

test.each([
  ["the number 0", { RuleNumber: 0 }, "InvalidParameterValue", "ruleNumber"],
  ["the number 32767", { RuleNumber: 32767 }, "InvalidParameterValue", "ruleNumber"],
  ["an unknown protocol", { Protocol: "constructor" }, "InvalidParameterValue", "protocol"],
  ["a protocol over 255", { Protocol: "256" }, "InvalidParameterValue", "protocol"],
  ["no ports for TCP", { PortRange: undefined }, "MissingParameter", "portRange.from"],
  ["ports backwards", { PortRange: { From: 2, To: 1 } }, "InvalidParameterValue", "portRange"],
  ["no type for ICMP", { Protocol: "icmp" }, "MissingParameter", "icmpTypeCode.type"],
  ["no block", { CidrBlock: undefined }, "MissingParameter", "cidrBlock"],
])("an entry with %s is rejected", async (_, change, code, word) => {
  const NetworkAclId = await aclIn(await world.vpc());
  const rejected = await failure(world.ec2.createNetworkAclEntry({ ...http, NetworkAclId, ...change }));
  expect(rejected).toMatchObject({ code, message: expect.stringContaining(word) });
});

test("subnets move between ACLs, and an ACL in use stays", async () => {
  const VpcId = await world.vpc();
  const SubnetId = await world.subnet(VpcId, "10.1.0.0/24");
  const NetworkAclId = await aclIn(VpcId);
  const bySubnet = async () =>
    (
      await world.ec2.describeNetworkAcls({
        Filters: [{ Name: "association.subnet-id", Values: [SubnetId] }],
      })
    ).NetworkAcls ?? [];
  const [standard] = await bySubnet();
  expect(standard).toMatchObject({ IsDefault: true, VpcId });
  const AssociationId = standard?.Associations?.[0]?.NetworkAclAssociationId ?? "";
  const { NewAssociationId } = await world.ec2.replaceNetworkAclAssociation({ AssociationId, NetworkAclId });
  expect((await bySubnet()).map((acl) => [acl.NetworkAclId, acl.Associations])).toEqual([
    [NetworkAclId, [{ NetworkAclAssociationId: NewAssociationId, NetworkAclId, SubnetId }]],
  ]);
  expect(await failure(world.ec2.deleteNetworkAcl({ NetworkAclId }))).toEqual({
    code: "DependencyViolation",
    status: 400,
    message: `The networkAcl '${NetworkAclId}' has dependencies and cannot be deleted.`,
  });
  const back = { AssociationId: NewAssociationId, NetworkAclId: standard?.NetworkAclId };
  expect((await failure(world.ec2.replaceNetworkAclAssociation({ AssociationId, NetworkAclId }))).code).toBe(
    "InvalidAssociationID.NotFound",
  );
  const foreign = await aclIn(await world.vpc("10.9.0.0/16"));
  expect(
    (await failure(world.ec2.replaceNetworkAclAssociation({ ...back, NetworkAclId: foreign }))).code,
  ).toBe("InvalidParameterValue");
  await world.ec2.replaceNetworkAclAssociation(back);
  expect((await failure(world.ec2.deleteVpc({ VpcId }))).code).toBe("DependencyViolation");
  await world.ec2.deleteNetworkAcl({ NetworkAclId });
  expect(await failure(world.ec2.deleteNetworkAcl({ NetworkAclId }))).toMatchObject({
    code: "InvalidNetworkAclID.NotFound",
    message: `The networkAcl ID '${NetworkAclId}' does not exist`,
  });
  expect((await failure(world.ec2.deleteNetworkAcl({ NetworkAclId: standard?.NetworkAclId }))).message).toBe(
    `Cannot delete default network ACL ${standard?.NetworkAclId}`,
  );
});

test("the filters of entries", async () => {
  const NetworkAclId = await aclIn(await world.vpc());
  await world.ec2.createNetworkAclEntry({ ...http, NetworkAclId });
  const find = async (Name: string, Value: string) =>
    (await world.ec2.describeNetworkAcls({ Filters: [{ Name, Values: [Value] }] })).NetworkAcls?.some(
      (acl) => acl.NetworkAclId === NetworkAclId,
    );
  expect(await find("entry.cidr", "10.1.*")).toBe(true);
  expect(await find("entry.port-range.from", "80")).toBe(true);
  expect(await find("entry.port-range.to", "80")).toBe(false);
  expect(await find("entry.protocol", "tcp")).toBe(true);
  expect(await find("entry.protocol", "6")).toBe(true);
  expect(await find("entry.rule-action", "allow")).toBe(true);
  expect(await find("entry.rule-number", "100")).toBe(true);
  expect(await find("entry.icmp.type", "8")).toBe(false);
  expect(await find("default", "true")).toBe(false);
  expect((await failure(find("entry.nothing", "1"))).message).toBe("The filter 'entry.nothing' is invalid");
});

test("a client token creates one ACL", async () => {
  const VpcId = await world.vpc();
  const create = (id: string) => world.ec2.createNetworkAcl({ VpcId: id, ClientToken: "once" });
  const first = await create(VpcId);
  expect((await create(VpcId)).NetworkAcl).toEqual(first.NetworkAcl);
  expect((await failure(create(await world.vpc("10.2.0.0/16")))).code).toBe("IdempotentParameterMismatch");
});
