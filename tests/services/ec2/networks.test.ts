import { paginateDescribeSubnets } from "@aws-sdk/client-ec2";
import { expect, test } from "vitest";
import { failure } from "../../support/failure.js";
import { ec2World } from "./ec2-world.js";

const world = ec2World();

test("a VPC comes with its group, table and ACL, and they go with it", async () => {
  const { Vpc } = await world.ec2.createVpc({
    CidrBlock: "10.1.2.3/16",
    TagSpecifications: [{ ResourceType: "vpc", Tags: [{ Key: "Name", Value: "a" }] }],
  });
  const VpcId = Vpc?.VpcId ?? "";
  expect(Vpc).toMatchObject({
    CidrBlock: "10.1.0.0/16",
    IsDefault: false,
    Tags: [{ Key: "Name", Value: "a" }],
  });
  expect(world.sim.ec2.securityGroups().filter((group) => group.VpcId === VpcId)).toMatchObject([
    { GroupName: "default" },
  ]);
  await world.ec2.modifyVpcAttribute({ VpcId, EnableDnsHostnames: { Value: true } });
  const { EnableDnsHostnames } = await world.ec2.describeVpcAttribute({
    VpcId,
    Attribute: "enableDnsHostnames",
  });
  expect(EnableDnsHostnames).toEqual({ Value: true });
  const SubnetId = await world.subnet(VpcId, "10.1.0.0/24");
  expect(await failure(world.ec2.deleteVpc({ VpcId }))).toEqual({
    code: "DependencyViolation",
    status: 400,
    message: `The vpc '${VpcId}' has dependencies and cannot be deleted.`,
  });
  await world.ec2.deleteSubnet({ SubnetId });
  await world.ec2.deleteVpc({ VpcId });
  expect(await failure(world.ec2.describeVpcs({ VpcIds: [VpcId] }))).toEqual({
    code: "InvalidVpcID.NotFound",
    status: 400,
    message: `The vpc ID '${VpcId}' does not exist`,
  });
  expect(world.sim.ec2.securityGroups().filter((group) => group.VpcId === VpcId)).toEqual([]);
});

test("the blocks of subnets are in that of the VPC, and do not overlap", async () => {
  const VpcId = await world.vpc("10.1.0.0/16");
  await world.subnet(VpcId, "10.1.0.0/24");
  const codes = async (CidrBlock: string) =>
    (await failure(world.ec2.createSubnet({ VpcId, CidrBlock }))).code;
  expect(await codes("10.1.0.128/25")).toBe("InvalidSubnet.Conflict");
  expect(await codes("10.2.0.0/24")).toBe("InvalidSubnet.Range");
  expect(await codes("10.1.1.0/29")).toBe("InvalidSubnet.Range");
  expect(await codes("nonsense")).toBe("InvalidParameterValue");
  expect((await failure(world.ec2.createVpc({ CidrBlock: "10.0.0.0/8" }))).code).toBe("InvalidVpc.Range");
  const elsewhere = world.ec2.createSubnet({
    VpcId,
    CidrBlock: "10.1.1.0/24",
    AvailabilityZone: "eu-west-1a",
  });
  expect(await failure(elsewhere)).toMatchObject({
    code: "InvalidParameterValue",
    message: expect.stringContaining("Value (eu-west-1a) for parameter availabilityZone is invalid."),
  });
});

test("A07: missing parameters are named", async () => {
  expect(await failure(world.ec2.createVpc({}))).toEqual({
    code: "MissingParameter",
    status: 400,
    message: "The request must contain the parameter cidrBlock",
  });
  expect(await failure(world.ec2.deleteVpc({ VpcId: undefined }))).toEqual({
    code: "MissingParameter",
    status: 400,
    message: "The request must contain the parameter vpcId",
  });
});

test("a dry run does nothing", async () => {
  expect(await failure(world.ec2.createVpc({ CidrBlock: "10.1.0.0/16", DryRun: true }))).toEqual({
    code: "DryRunOperation",
    status: 412,
    message: "Request would have succeeded, but DryRun flag is set.",
  });
  expect(world.sim.ec2.vpcs()).toHaveLength(1);
});

test("filters and pages", async () => {
  const VpcId = await world.vpc();
  const ids: string[] = [];
  for (let at = 0; at < 7; at++) ids.push(await world.subnet(VpcId, `10.1.${at}.0/24`));
  await world.ec2.createTags({ Resources: ids.slice(0, 2), Tags: [{ Key: "tier", Value: "web-1" }] });
  const find = async (Name: string, ...Values: string[]) =>
    (await world.ec2.describeSubnets({ Filters: [{ Name, Values }] })).Subnets?.map(
      ({ SubnetId }) => SubnetId,
    );
  expect(await find("tag:tier", "web-*")).toEqual(ids.slice(0, 2).sort());
  expect(await find("tag:tier", "web-?", "db")).toEqual(ids.slice(0, 2).sort());
  expect(await find("tag-key", "TIER")).toEqual([]);
  expect(await find("vpc-id", VpcId)).toEqual([...ids].sort());
  expect(await find("cidr-block", "10.1.6.0/24")).toEqual([ids[6]]);
  expect(await failure(find("no-such", "x"))).toEqual({
    code: "InvalidParameterValue",
    status: 400,
    message: "The filter 'no-such' is invalid",
  });
  const pages: number[] = [];
  const Filters = [{ Name: "vpc-id", Values: [VpcId] }];
  for await (const page of paginateDescribeSubnets({ client: world.ec2, pageSize: 5 }, { Filters }))
    pages.push(page.Subnets?.length ?? 0);
  expect(pages).toEqual([5, 2]);
  expect((await failure(world.ec2.describeSubnets({ NextToken: "x", MaxResults: 5 }))).code).toBe(
    "InvalidNextToken",
  );
  expect(await failure(world.ec2.describeSubnets({ SubnetIds: ["subnet-1", "subnet-2"] }))).toMatchObject({
    code: "InvalidSubnetID.NotFound",
    message: "The subnet IDs 'subnet-1, subnet-2' do not exist",
  });
});

test("tags are added, replaced, listed and taken away", async () => {
  const id = await world.vpc();
  const Resources = [id];
  await world.ec2.createTags({
    Resources,
    Tags: [
      { Key: "a", Value: "1" },
      { Key: "b", Value: "2" },
    ],
  });
  await world.ec2.createTags({ Resources, Tags: [{ Key: "a", Value: "3" }] });
  await world.ec2.deleteTags({ Resources, Tags: [{ Key: "a", Value: "1" }, { Key: "b" }] });
  const { Tags } = await world.ec2.describeTags({ Filters: [{ Name: "resource-id", Values: [id] }] });
  expect(Tags).toEqual([{ Key: "a", ResourceId: id, ResourceType: "vpc", Value: "3" }]);
  const code = async (resource: string, Key: string) =>
    (await failure(world.ec2.createTags({ Resources: [resource], Tags: [{ Key, Value: "" }] }))).code;
  expect(await code(id, "aws:x")).toBe("InvalidParameterValue");
  expect(await code("vpc-0", "x")).toBe("InvalidVpcID.NotFound");
  expect(await code("x-0", "x")).toBe("InvalidID");
  expect(await code("constructor-0", "x")).toBe("InvalidID");
});

test("route tables have routes and subnets", async () => {
  const VpcId = await world.vpc();
  const SubnetId = await world.subnet(VpcId, "10.1.0.0/24");
  const { InternetGateway } = await world.ec2.createInternetGateway({});
  const GatewayId = InternetGateway?.InternetGatewayId ?? "";
  const { RouteTable } = await world.ec2.createRouteTable({ VpcId });
  const RouteTableId = RouteTable?.RouteTableId ?? "";
  const route = { RouteTableId, DestinationCidrBlock: "0.0.0.0/0" };
  expect((await failure(world.ec2.createRoute({ ...route, GatewayId }))).code).toBe("InvalidParameterValue");
  await world.ec2.attachInternetGateway({ InternetGatewayId: GatewayId, VpcId });
  expect((await failure(world.ec2.attachInternetGateway({ InternetGatewayId: GatewayId, VpcId }))).code).toBe(
    "Resource.AlreadyAssociated",
  );
  await world.ec2.createRoute({ ...route, GatewayId });
  expect(await failure(world.ec2.createRoute({ ...route, GatewayId }))).toMatchObject({
    code: "RouteAlreadyExists",
    message: "The route identified by 0.0.0.0/0 already exists.",
  });
  const { AssociationId } = await world.ec2.associateRouteTable({ RouteTableId, SubnetId });
  const shown = () => world.sim.ec2.routeTables().find((table) => table.RouteTableId === RouteTableId);
  expect(shown()).toMatchObject({
    Associations: [{ RouteTableAssociationId: AssociationId, SubnetId, Main: false }],
    Routes: [{ GatewayId: "local" }, { GatewayId, State: "active" }],
  });
  expect((await failure(world.ec2.deleteInternetGateway({ InternetGatewayId: GatewayId }))).code).toBe(
    "DependencyViolation",
  );
  await world.ec2.detachInternetGateway({ InternetGatewayId: GatewayId, VpcId });
  expect(shown()?.Routes?.[1]).toMatchObject({ State: "blackhole" });
  expect((await failure(world.ec2.deleteRouteTable({ RouteTableId }))).code).toBe("DependencyViolation");
  await world.ec2.disassociateRouteTable({ AssociationId });
  await world.ec2.deleteRoute(route);
  expect((await failure(world.ec2.deleteRoute(route))).code).toBe("InvalidRoute.NotFound");
  const local = { RouteTableId, DestinationCidrBlock: "10.1.0.0/16" };
  expect((await failure(world.ec2.deleteRoute(local))).code).toBe("InvalidParameterValue");
  await world.ec2.deleteRouteTable({ RouteTableId });
  await world.ec2.deleteInternetGateway({ InternetGatewayId: GatewayId });
  expect(shown()).toBeUndefined();
});

test("a route is led elsewhere in its place", async () => {
  const VpcId = await world.vpc();
  const gateway = async () => (await world.ec2.createInternetGateway({})).InternetGateway?.InternetGatewayId;
  const [first, other] = [await gateway(), await gateway()];
  await world.ec2.attachInternetGateway({ InternetGatewayId: first, VpcId });
  const { RouteTable } = await world.ec2.createRouteTable({ VpcId });
  const RouteTableId = RouteTable?.RouteTableId ?? "";
  const route = { RouteTableId, DestinationCidrBlock: "0.0.0.0/0" };
  expect((await failure(world.ec2.replaceRoute({ ...route, GatewayId: first }))).code).toBe(
    "InvalidRoute.NotFound",
  );
  await world.ec2.createRoute({ ...route, GatewayId: first });
  await world.ec2.detachInternetGateway({ InternetGatewayId: first, VpcId });
  await world.ec2.attachInternetGateway({ InternetGatewayId: other, VpcId });
  await world.ec2.replaceRoute({ ...route, GatewayId: other });
  const { RouteTables } = await world.ec2.describeRouteTables({ RouteTableIds: [RouteTableId] });
  expect(RouteTables?.[0]?.Routes).toMatchObject([
    { GatewayId: "local" },
    { DestinationCidrBlock: "0.0.0.0/0", GatewayId: other, State: "active", Origin: "CreateRoute" },
  ]);
});

test("a subnet's attributes change one at a time", async () => {
  const VpcId = await world.vpc();
  const SubnetId = await world.subnet(VpcId, "10.1.0.0/24");
  const shown = async () => (await world.ec2.describeSubnets({ SubnetIds: [SubnetId] })).Subnets?.[0];
  expect(await shown()).toMatchObject({ MapPublicIpOnLaunch: false, EnableDns64: false });
  await world.ec2.modifySubnetAttribute({ SubnetId, MapPublicIpOnLaunch: { Value: true } });
  await world.ec2.modifySubnetAttribute({ SubnetId, PrivateDnsHostnameTypeOnLaunch: "resource-name" });
  expect(await shown()).toMatchObject({
    MapPublicIpOnLaunch: true,
    EnableDns64: false,
    PrivateDnsNameOptionsOnLaunch: { HostnameType: "resource-name" },
  });
});

test("the main route table of a VPC can be another", async () => {
  const VpcId = await world.vpc();
  const { RouteTable } = await world.ec2.createRouteTable({ VpcId });
  const RouteTableId = RouteTable?.RouteTableId ?? "";
  const mains = () =>
    world.sim.ec2
      .routeTables()
      .filter((table) => table.VpcId === VpcId && table.Associations?.some(({ Main }) => Main));
  const AssociationId = mains()[0]?.Associations?.[0]?.RouteTableAssociationId ?? "";
  await world.ec2.replaceRouteTableAssociation({ AssociationId, RouteTableId });
  expect(mains().map((table) => table.RouteTableId)).toEqual([RouteTableId]);
});

test("values of filters have wildcards, and do not backtrack", async () => {
  const Value = "a".repeat(256);
  const Tags = [{ Key: "Name", Value }];
  await world.ec2.createVpc({
    CidrBlock: "10.1.0.0/16",
    TagSpecifications: [{ ResourceType: "vpc", Tags }],
  });
  const named = async (pattern: string) => {
    const { Vpcs } = await world.ec2.describeVpcs({ Filters: [{ Name: "tag:Name", Values: [pattern] }] });
    return Vpcs?.length;
  };
  expect(await named("*a*a*a*a*a*a*a*a*a*a*b")).toBe(0);
  expect(await named("*a*a*a*a*a*a*a*a*a*a*")).toBe(1);
  expect(await named(`${"?".repeat(255)}a`)).toBe(1);
  expect(await named("a\\*")).toBe(0);
});

test.each(["constructor", "__proto__", "toString", "hasOwnProperty"])(
  "a filter named %s does not exist",
  async (Name) => {
    const Filters = [{ Name, Values: ["x"] }];
    const expected = {
      code: "InvalidParameterValue",
      status: 400,
      message: `The filter '${Name}' is invalid`,
    };
    for (const call of [
      world.ec2.describeVpcs({ Filters }),
      world.ec2.describeSubnets({ Filters }),
      world.ec2.describeSecurityGroups({ Filters }),
      world.ec2.describeSecurityGroupRules({ Filters }),
      world.ec2.describeRouteTables({ Filters }),
      world.ec2.describeInternetGateways({ Filters }),
      world.ec2.describeNetworkAcls({ Filters }),
      world.ec2.describeNetworkInterfaces({ Filters }),
      world.ec2.describeAvailabilityZones({ Filters }),
      world.ec2.describeRegions({ Filters }),
      world.ec2.describeTags({ Filters }),
    ]) {
      expect(await failure(call)).toEqual(expected);
    }
  },
);
