import { EC2, type ResourceType, type TagSpecification } from "@aws-sdk/client-ec2";
import { describe, expect, test } from "vitest";
import { failure } from "../../support/failure.js";
import { ec2World } from "./ec2-world.js";

const world = ec2World({ delays: 0 });

/** Creates a resource of a kind with the tags, or tries to; resolves with its id. */
type Create = (options: {
  TagSpecifications?: TagSpecification[];
  DryRun?: boolean;
}) => Promise<string | undefined>;

const defaultVpc = () => world.sim.ec2.defaultNetwork().vpcId;
const defaultSubnet = () => world.sim.ec2.defaultNetwork().subnetIds[0] ?? "";

const KINDS: readonly (readonly [ResourceType, Create])[] = [
  ["vpc", async (more) => (await world.ec2.createVpc({ CidrBlock: "10.1.0.0/16", ...more })).Vpc?.VpcId],
  [
    "subnet",
    async (more) =>
      (await world.ec2.createSubnet({ VpcId: defaultVpc(), CidrBlock: "172.31.48.0/20", ...more })).Subnet
        ?.SubnetId,
  ],
  [
    "security-group",
    async (more) =>
      (
        await world.ec2.createSecurityGroup({
          GroupName: "a",
          Description: "a",
          VpcId: defaultVpc(),
          ...more,
        })
      ).GroupId,
  ],
  [
    "route-table",
    async (more) =>
      (await world.ec2.createRouteTable({ VpcId: defaultVpc(), ...more })).RouteTable?.RouteTableId,
  ],
  [
    "network-acl",
    async (more) =>
      (await world.ec2.createNetworkAcl({ VpcId: defaultVpc(), ...more })).NetworkAcl?.NetworkAclId,
  ],
  [
    "internet-gateway",
    async (more) => (await world.ec2.createInternetGateway(more)).InternetGateway?.InternetGatewayId,
  ],
  [
    "egress-only-internet-gateway",
    async (more) =>
      (await world.ec2.createEgressOnlyInternetGateway({ VpcId: defaultVpc(), ...more }))
        .EgressOnlyInternetGateway?.EgressOnlyInternetGatewayId,
  ],
  ["elastic-ip", async (more) => (await world.ec2.allocateAddress(more)).AllocationId],
  [
    "natgateway",
    async (more) =>
      (await world.ec2.createNatGateway({ SubnetId: defaultSubnet(), ConnectivityType: "private", ...more }))
        .NatGateway?.NatGatewayId,
  ],
  [
    "network-interface",
    async (more) =>
      (await world.ec2.createNetworkInterface({ SubnetId: defaultSubnet(), ...more })).NetworkInterface
        ?.NetworkInterfaceId,
  ],
  [
    "vpc-endpoint",
    async (more) =>
      (
        await world.ec2.createVpcEndpoint({
          VpcId: defaultVpc(),
          ServiceName: "com.amazonaws.us-east-1.s3",
          ...more,
        })
      ).VpcEndpoint?.VpcEndpointId,
  ],
  [
    "prefix-list",
    async (more) =>
      (
        await world.ec2.createManagedPrefixList({
          PrefixListName: "a",
          AddressFamily: "IPv4",
          MaxEntries: 1,
          ...more,
        })
      ).PrefixList?.PrefixListId,
  ],
  [
    "dhcp-options",
    async (more) =>
      (
        await world.ec2.createDhcpOptions({
          DhcpConfigurations: [{ Key: "domain-name", Values: ["a"] }],
          ...more,
        })
      ).DhcpOptions?.DhcpOptionsId,
  ],
  [
    "vpc-flow-log",
    async (more) =>
      (
        await world.ec2.createFlowLogs({
          ResourceIds: [defaultVpc()],
          ResourceType: "VPC",
          TrafficType: "ALL",
          LogDestinationType: "s3",
          LogDestination: "arn:aws:s3:::a",
          ...more,
        })
      ).FlowLogIds?.[0],
  ],
  [
    "vpc-peering-connection",
    async (more) =>
      (await world.ec2.createVpcPeeringConnection({ VpcId: defaultVpc(), PeerVpcId: "vpc-0", ...more }))
        .VpcPeeringConnection?.VpcPeeringConnectionId,
  ],
];

describe.each(KINDS)("%s", (ResourceType, create) => {
  test("is tagged at its creation and later", async () => {
    const id =
      (await create({ TagSpecifications: [{ ResourceType, Tags: [{ Key: "a", Value: "1" }] }] })) ?? "";
    await world.ec2.createTags({ Resources: [id], Tags: [{ Key: "b", Value: "2" }] });
    const read = async () =>
      (await world.ec2.describeTags({ Filters: [{ Name: "resource-type", Values: [ResourceType] }] })).Tags;
    const tag = { ResourceId: id, ResourceType };
    expect(await read()).toEqual([
      { ...tag, Key: "a", Value: "1" },
      { ...tag, Key: "b", Value: "2" },
    ]);
    await world.ec2.deleteTags({ Resources: [id], Tags: [{ Key: "a" }] });
    expect(await read()).toEqual([{ ...tag, Key: "b", Value: "2" }]);
  });

  test("rejects tags for another kind of resource", async () => {
    const other = { ResourceType: "instance" as const, Tags: [{ Key: "a", Value: "1" }] };
    expect(await failure(create({ TagSpecifications: [other] }))).toMatchObject({
      code: "InvalidParameterValue",
      message: "'instance' is not a valid taggable resource type for this operation.",
    });
  });

  test("is not created by a dry run", async () => {
    const before = world.sim.ec2.state();
    expect(await failure(create({ DryRun: true }))).toEqual({
      code: "DryRunOperation",
      status: 412,
      message: "Request would have succeeded, but DryRun flag is set.",
    });
    expect(world.sim.ec2.state()).toEqual(before);
  });

  test("is not in another region", async () => {
    const id = (await create({})) ?? "";
    const elsewhere = new EC2({ ...world.sim.clientConfig({ region: "eu-west-1" }), maxAttempts: 1 });
    const tag = elsewhere.createTags({ Resources: [id], Tags: [{ Key: "a", Value: "1" }] });
    expect((await failure(tag)).code).toMatch(/NotFound$/);
    elsewhere.destroy();
  });
});

test("egress-only internet gateways", async () => {
  const VpcId = await world.vpc();
  const create = () => world.ec2.createEgressOnlyInternetGateway({ VpcId, ClientToken: "once" });
  const { EgressOnlyInternetGateway } = await create();
  expect((await create()).EgressOnlyInternetGateway).toEqual(EgressOnlyInternetGateway);
  const id = EgressOnlyInternetGateway?.EgressOnlyInternetGatewayId ?? "";
  const { EgressOnlyInternetGateways } = await world.ec2.describeEgressOnlyInternetGateways({});
  expect(EgressOnlyInternetGateways).toEqual([
    { Attachments: [{ State: "attached", VpcId }], EgressOnlyInternetGatewayId: id, Tags: [] },
  ]);
  const { RouteTable } = await world.ec2.createRouteTable({ VpcId });
  const route = { RouteTableId: RouteTable?.RouteTableId, EgressOnlyInternetGatewayId: id };
  expect((await failure(world.ec2.createRoute({ ...route, DestinationCidrBlock: "0.0.0.0/0" }))).code).toBe(
    "InvalidParameterValue",
  );
  await world.ec2.createRoute({ ...route, DestinationIpv6CidrBlock: "::/0" });
  const shown = () => world.sim.ec2.routeTables().find((table) => table.RouteTableId === route.RouteTableId);
  expect(shown()?.Routes?.[1]).toEqual({
    DestinationIpv6CidrBlock: "::/0",
    EgressOnlyInternetGatewayId: id,
    Origin: "CreateRoute",
    State: "active",
  });
  expect((await failure(world.ec2.deleteVpc({ VpcId }))).code).toBe("DependencyViolation");
  await world.ec2.deleteEgressOnlyInternetGateway({ EgressOnlyInternetGatewayId: id });
  expect(shown()?.Routes?.[1]?.State).toBe("blackhole");
  const again = world.ec2.deleteEgressOnlyInternetGateway({ EgressOnlyInternetGatewayId: id });
  expect(await failure(again)).toEqual({
    code: "InvalidGatewayID.NotFound",
    status: 400,
    message: `The eigw ID '${id}' does not exist`,
  });
});

test("an internet gateway uses a route table", async () => {
  const VpcId = await world.vpc();
  const { InternetGateway } = await world.ec2.createInternetGateway({});
  const GatewayId = InternetGateway?.InternetGatewayId ?? "";
  const { RouteTable } = await world.ec2.createRouteTable({ VpcId });
  const RouteTableId = RouteTable?.RouteTableId ?? "";
  const associate = () => world.ec2.associateRouteTable({ RouteTableId, GatewayId });
  expect((await failure(associate())).code).toBe("InvalidParameterValue");
  await world.ec2.attachInternetGateway({ VpcId, InternetGatewayId: GatewayId });
  const { AssociationId } = await associate();
  const { RouteTables } = await world.ec2.describeRouteTables({
    Filters: [{ Name: "association.gateway-id", Values: [GatewayId] }],
  });
  expect(RouteTables?.[0]?.Associations).toEqual([
    {
      AssociationState: { State: "associated" },
      GatewayId,
      Main: false,
      RouteTableAssociationId: AssociationId,
      RouteTableId,
    },
  ]);
});

describe("what cannot be created does not exist", () => {
  test.each([
    ["Reservations", () => world.ec2.describeInstances({})],
    ["InstanceStatuses", () => world.ec2.describeInstanceStatus({})],
    ["Volumes", () => world.ec2.describeVolumes({})],
    ["KeyPairs", () => world.ec2.describeKeyPairs({})],
    ["LaunchTemplates", () => world.ec2.describeLaunchTemplates({})],
    ["VpnGateways", () => world.ec2.describeVpnGateways({})],
    ["VpnConnections", () => world.ec2.describeVpnConnections({})],
    ["CustomerGateways", () => world.ec2.describeCustomerGateways({})],
    ["TransitGateways", () => world.ec2.describeTransitGateways({})],
    ["TransitGatewayAttachments", () => world.ec2.describeTransitGatewayAttachments({})],
    ["TransitGatewayVpcAttachments", () => world.ec2.describeTransitGatewayVpcAttachments({})],
    ["CarrierGateways", () => world.ec2.describeCarrierGateways({})],
    ["InstanceConnectEndpoints", () => world.ec2.describeInstanceConnectEndpoints({})],
  ])("%s are none", async (member, call) => {
    expect(await call()).toMatchObject({ [member]: [] });
  });

  test("an id of one is not found", async () => {
    expect(await failure(world.ec2.describeInstances({ InstanceIds: ["i-0"] }))).toEqual({
      code: "InvalidInstanceID.NotFound",
      status: 400,
      message: "The instance ID 'i-0' does not exist",
    });
    expect((await failure(world.ec2.describeVpnGateways({ VpnGatewayIds: ["vgw-0"] }))).code).toBe(
      "InvalidVpnGatewayID.NotFound",
    );
  });
});

test("no group is referred to from another VPC", async () => {
  const VpcId = await world.vpc();
  const GroupId = [await world.group(VpcId)];
  expect((await world.ec2.describeSecurityGroupReferences({ GroupId })).SecurityGroupReferenceSet).toEqual(
    [],
  );
  expect((await world.ec2.describeStaleSecurityGroups({ VpcId })).StaleSecurityGroupSet).toEqual([]);
  expect((await failure(world.ec2.describeSecurityGroupReferences({ GroupId: ["sg-0"] }))).code).toBe(
    "InvalidGroup.NotFound",
  );
  expect((await failure(world.ec2.describeStaleSecurityGroups({ VpcId: "vpc-0" }))).code).toBe(
    "InvalidVpcID.NotFound",
  );
});
