import { expect, test } from "vitest";
import { failure } from "../../support/failure.js";
import { ACCOUNT, ec2World } from "./ec2-world.js";

const world = ec2World();

test("every account and region has a default VPC with three subnets, the same in every run", async () => {
  const { Vpcs } = await world.ec2.describeVpcs({});
  const { vpcId, subnetIds, securityGroupId } = world.sim.ec2.defaultNetwork();
  expect(Vpcs).toMatchObject([
    { VpcId: vpcId, CidrBlock: "172.31.0.0/16", IsDefault: true, State: "available", OwnerId: ACCOUNT },
  ]);
  expect(vpcId).toMatch(/^vpc-[0-9a-f]{17}$/);
  const { Subnets = [] } = await world.ec2.describeSubnets({ SubnetIds: [...subnetIds] });
  const places = Subnets.map((subnet) => [
    subnet.AvailabilityZone,
    subnet.CidrBlock,
    subnet.AvailableIpAddressCount,
  ]);
  expect(places.sort()).toEqual([
    ["us-east-1a", "172.31.0.0/20", 4091],
    ["us-east-1b", "172.31.16.0/20", 4091],
    ["us-east-1c", "172.31.32.0/20", 4091],
  ]);
  expect(Subnets.every((subnet) => subnet.DefaultForAz && subnet.MapPublicIpOnLaunch)).toBe(true);
  const before = world.sim.ec2.state();
  world.sim.reset();
  expect(world.sim.ec2.state()).toEqual(before);
  expect(world.sim.ec2.defaultNetwork({ region: "eu-west-1" }).subnetIds).not.toEqual(subnetIds);
  expect(securityGroupId).toBe(vpcId.replace("vpc-", "sg-"));
});

test("it has a security group, a main route table to an internet gateway, and a network ACL", async () => {
  const { vpcId, subnetIds, securityGroupId } = world.sim.ec2.defaultNetwork();
  const Filters = [{ Name: "vpc-id", Values: [vpcId] }];
  const { SecurityGroups } = await world.ec2.describeSecurityGroups({ Filters });
  expect(SecurityGroups).toMatchObject([
    {
      GroupId: securityGroupId,
      GroupName: "default",
      Description: "default VPC security group",
      IpPermissions: [
        { IpProtocol: "-1", UserIdGroupPairs: [{ GroupId: securityGroupId, UserId: ACCOUNT }] },
      ],
      IpPermissionsEgress: [{ IpProtocol: "-1", IpRanges: [{ CidrIp: "0.0.0.0/0" }] }],
    },
  ]);
  const { InternetGateways = [] } = await world.ec2.describeInternetGateways({});
  expect(InternetGateways).toMatchObject([{ Attachments: [{ State: "available", VpcId: vpcId }] }]);
  const { RouteTables } = await world.ec2.describeRouteTables({
    Filters: [...Filters, { Name: "association.main", Values: ["true"] }],
  });
  expect(RouteTables).toMatchObject([
    {
      Associations: [{ Main: true, AssociationState: { State: "associated" } }],
      Routes: [
        { DestinationCidrBlock: "172.31.0.0/16", GatewayId: "local", State: "active" },
        { DestinationCidrBlock: "0.0.0.0/0", GatewayId: InternetGateways[0]?.InternetGatewayId },
      ],
    },
  ]);
  const { NetworkAcls } = await world.ec2.describeNetworkAcls({
    Filters: [{ Name: "default", Values: ["true"] }],
  });
  expect(NetworkAcls?.[0]?.Associations?.map(({ SubnetId }) => SubnetId).sort()).toEqual(
    [...subnetIds].sort(),
  );
});

test("what a test deletes of it stays deleted", async () => {
  const { vpcId, subnetIds } = world.sim.ec2.defaultNetwork();
  for (const SubnetId of subnetIds) await world.ec2.deleteSubnet({ SubnetId });
  const [gateway] = world.sim.ec2.internetGateways();
  const InternetGatewayId = gateway?.gatewayId ?? "";
  await world.ec2.detachInternetGateway({ InternetGatewayId, VpcId: vpcId });
  await world.ec2.deleteVpc({ VpcId: vpcId });
  expect(world.sim.ec2.state()).toMatchObject({ vpcs: [], subnets: [], securityGroups: [], routeTables: [] });
  expect(() => world.sim.ec2.defaultNetwork()).toThrow("was deleted. Use sim.reset()");
  expect(await failure(world.ec2.createSecurityGroup({ GroupName: "a", Description: "a" }))).toMatchObject({
    code: "VPCIdNotSpecified",
  });
});

test("regions, zones and attributes of the account", async () => {
  const { Regions } = await world.ec2.describeRegions({ RegionNames: ["eu-west-1"] });
  expect(Regions).toEqual([
    { RegionName: "eu-west-1", Endpoint: "ec2.eu-west-1.amazonaws.com", OptInStatus: "opt-in-not-required" },
  ]);
  const { AvailabilityZones } = await world.ec2.describeAvailabilityZones({
    Filters: [{ Name: "zone-name", Values: ["us-east-1?"] }],
  });
  expect(AvailabilityZones?.map(({ ZoneName, ZoneId }) => [ZoneName, ZoneId])).toEqual(
    ["a", "b", "c", "d", "e", "f"].map((letter, index) => [`us-east-1${letter}`, `use1-az${index + 1}`]),
  );
  const { AccountAttributes } = await world.ec2.describeAccountAttributes({
    AttributeNames: ["default-vpc"],
  });
  expect(AccountAttributes).toEqual([
    {
      AttributeName: "default-vpc",
      AttributeValues: [{ AttributeValue: world.sim.ec2.defaultNetwork().vpcId }],
    },
  ]);
});
