import type { CreateVpcEndpointCommandInput } from "@aws-sdk/client-ec2";
import { beforeEach, describe, expect, test } from "vitest";
import { failure } from "../../support/failure.js";
import { ACCOUNT, ec2World } from "./ec2-world.js";

const world = ec2World({ delays: { ec2: { vpcEndpointCreating: "10s", vpcEndpointDeleting: "10s" } } });

const S3 = "com.amazonaws.us-east-1.s3";
const SQS = "com.amazonaws.us-east-1.sqs";

let VpcId: string;
beforeEach(async () => {
  VpcId = await world.vpc();
});

async function shown(VpcEndpointId: string) {
  return (await world.ec2.describeVpcEndpoints({ VpcEndpointIds: [VpcEndpointId] })).VpcEndpoints?.[0];
}

async function table(): Promise<string> {
  return (await world.ec2.createRouteTable({ VpcId })).RouteTable?.RouteTableId ?? "";
}

async function routes(RouteTableId: string) {
  const { RouteTables } = await world.ec2.describeRouteTables({ RouteTableIds: [RouteTableId] });
  return RouteTables?.[0]?.Routes?.slice(1);
}

describe("gateway endpoints", () => {
  test("add routes to tables, which move with the endpoint", async () => {
    const [one, two] = [await table(), await table()];
    const { VpcEndpoint } = await world.ec2.createVpcEndpoint({
      VpcId,
      ServiceName: S3,
      RouteTableIds: [one],
      TagSpecifications: [{ ResourceType: "vpc-endpoint", Tags: [{ Key: "Name", Value: "a" }] }],
    });
    const VpcEndpointId = VpcEndpoint?.VpcEndpointId ?? "";
    expect(VpcEndpoint).toEqual({
      CreationTimestamp: world.sim.clock.date(),
      DnsEntries: [],
      DnsOptions: { DnsRecordIpType: "service-defined" },
      Groups: [],
      IpAddressType: "ipv4",
      NetworkInterfaceIds: [],
      OwnerId: ACCOUNT,
      PolicyDocument: expect.stringContaining('"Effect":"Allow"'),
      PrivateDnsEnabled: false,
      RequesterManaged: false,
      RouteTableIds: [one],
      ServiceName: S3,
      State: "available",
      SubnetIds: [],
      Tags: [{ Key: "Name", Value: "a" }],
      VpcEndpointId: expect.stringMatching(/^vpce-[0-9a-f]{17}$/),
      VpcEndpointType: "Gateway",
      VpcId,
    });
    const route = {
      DestinationPrefixListId: "pl-63a5400a",
      GatewayId: VpcEndpointId,
      Origin: "CreateRoute",
      State: "active",
    };
    expect(await routes(one)).toEqual([route]);
    const again = world.ec2.createVpcEndpoint({ VpcId, ServiceName: S3, RouteTableIds: [one] });
    expect(await failure(again)).toMatchObject({
      code: "RouteAlreadyExists",
      message: `route table ${one} already has a route with destination-prefix-list-id pl-63a5400a`,
    });
    await world.ec2.modifyVpcEndpoint({ VpcEndpointId, AddRouteTableIds: [two], RemoveRouteTableIds: [one] });
    expect([await routes(one), await routes(two)]).toEqual([[], [route]]);
    expect((await failure(world.ec2.deleteVpc({ VpcId }))).code).toBe("DependencyViolation");
    expect((await world.ec2.deleteVpcEndpoints({ VpcEndpointIds: [VpcEndpointId] })).Unsuccessful).toEqual(
      [],
    );
    expect(await routes(two)).toEqual([]);
    expect((await shown(VpcEndpointId))?.State).toBe("deleting");
    await world.sim.clock.advance("10s");
    expect(await failure(shown(VpcEndpointId))).toEqual({
      code: "InvalidVpcEndpointId.NotFound",
      status: 400,
      message: `The Vpc Endpoint Id '${VpcEndpointId}' does not exist`,
    });
  });

  test("a deleted route table leaves its endpoint", async () => {
    const RouteTableId = await table();
    const { VpcEndpoint } = await world.ec2.createVpcEndpoint({
      VpcId,
      ServiceName: S3,
      RouteTableIds: [RouteTableId],
    });
    await world.ec2.deleteRouteTable({ RouteTableId });
    expect((await shown(VpcEndpoint?.VpcEndpointId ?? ""))?.RouteTableIds).toEqual([]);
  });
});

describe("interface endpoints", () => {
  const dns = () => world.ec2.modifyVpcAttribute({ VpcId, EnableDnsHostnames: { Value: true } });

  test("have an interface in each subnet, DNS names and private DNS", async () => {
    await dns();
    const one = await world.subnet(VpcId, "10.1.0.0/24", "us-east-1a");
    const two = await world.subnet(VpcId, "10.1.1.0/24", "us-east-1b");
    const GroupId = await world.group(VpcId);
    const { VpcEndpoint } = await world.ec2.createVpcEndpoint({
      VpcId,
      VpcEndpointType: "Interface",
      ServiceName: SQS,
      SubnetIds: [one],
      SecurityGroupIds: [GroupId],
    });
    const VpcEndpointId = VpcEndpoint?.VpcEndpointId ?? "";
    const [eni] = VpcEndpoint?.NetworkInterfaceIds ?? [];
    const name = expect.stringMatching(
      new RegExp(`^${VpcEndpointId}-[a-z0-9]{8}\\.sqs\\.us-east-1\\.vpce\\.amazonaws\\.com$`),
    );
    const zoneName = expect.stringMatching(/-us-east-1a\.sqs\.us-east-1\.vpce\.amazonaws\.com$/);
    expect(VpcEndpoint).toMatchObject({
      DnsOptions: { DnsRecordIpType: "ipv4", PrivateDnsOnlyForInboundResolverEndpoint: false },
      Groups: [{ GroupId, GroupName: "web" }],
      PrivateDnsEnabled: true,
      State: "pending",
      SubnetIds: [one],
    });
    expect(VpcEndpoint?.DnsEntries?.map(({ DnsName }) => DnsName)).toEqual([
      name,
      zoneName,
      "sqs.us-east-1.amazonaws.com",
    ]);
    await world.sim.clock.advance("10s");
    expect((await shown(VpcEndpointId))?.State).toBe("available");
    const { NetworkInterfaces } = await world.ec2.describeNetworkInterfaces({
      Filters: [{ Name: "interface-type", Values: ["vpc_endpoint"] }],
    });
    expect(NetworkInterfaces).toMatchObject([
      {
        Description: `VPC Endpoint Interface ${VpcEndpointId}`,
        Groups: [{ GroupId }],
        NetworkInterfaceId: eni,
        RequesterManaged: true,
        SubnetId: one,
      },
    ]);
    expect((await failure(world.ec2.deleteNetworkInterface({ NetworkInterfaceId: eni }))).message).toBe(
      `Network interface '${eni}' is currently in use.`,
    );
    const conflict = { VpcId, VpcEndpointType: "Interface", ServiceName: SQS } as const;
    expect(await failure(world.ec2.createVpcEndpoint(conflict))).toMatchObject({
      code: "InvalidParameter",
      message: `private-dns-enabled cannot be set because there is already a conflicting DNS domain for sqs.us-east-1.amazonaws.com in the VPC ${VpcId}`,
    });
    const change = (input: object) => world.ec2.modifyVpcEndpoint({ VpcEndpointId, ...input });
    await change({ AddSubnetIds: [two], RemoveSubnetIds: [one], PrivateDnsEnabled: false });
    expect(await shown(VpcEndpointId)).toMatchObject({ SubnetIds: [two], PrivateDnsEnabled: false });
    await world.ec2.deleteSubnet({ SubnetId: one });
    expect((await failure(change({ AddRouteTableIds: ["rtb-0"] }))).code).toBe("InvalidParameter");
    const policy = JSON.stringify({ Statement: [] });
    await change({ PolicyDocument: policy, RemoveSecurityGroupIds: [GroupId] });
    expect(await shown(VpcEndpointId)).toMatchObject({
      Groups: [{ GroupName: "default" }],
      PolicyDocument: policy,
    });
    await world.ec2.deleteSecurityGroup({ GroupId });
    await change({ ResetPolicy: true });
    expect((await shown(VpcEndpointId))?.PolicyDocument).toContain('"Effect":"Allow"');
    await world.ec2.deleteVpcEndpoints({ VpcEndpointIds: [VpcEndpointId] });
    await world.sim.clock.advance("10s");
    await world.ec2.deleteSubnet({ SubnetId: two });
  });

  test("private DNS needs the host names of the VPC", async () => {
    const request = { VpcId, VpcEndpointType: "Interface", ServiceName: SQS } as const;
    expect(await failure(world.ec2.createVpcEndpoint(request))).toMatchObject({
      code: "InvalidParameter",
      message: `Enabling private DNS requires both enableDnsSupport and enableDnsHostnames VPC attributes set to true for ${VpcId}`,
    });
    await world.ec2.createVpcEndpoint({ ...request, PrivateDnsEnabled: false });
  });

  test("one subnet per zone", async () => {
    const SubnetIds = [await world.subnet(VpcId, "10.1.0.0/24"), await world.subnet(VpcId, "10.1.1.0/24")];
    const request = {
      VpcId,
      VpcEndpointType: "Interface",
      ServiceName: SQS,
      PrivateDnsEnabled: false,
    } as const;
    expect(await failure(world.ec2.createVpcEndpoint({ ...request, SubnetIds }))).toMatchObject({
      code: "DuplicateSubnetsInSameZone",
      message: "Found another VPC endpoint subnet in the availability zone us-east-1a",
    });
  });
});

const REJECTED: readonly (readonly [string, Partial<CreateVpcEndpointCommandInput>, string])[] = [
  ["a service that AWS lacks", { ServiceName: "com.amazonaws.us-east-1.nothing" }, "InvalidServiceName"],
  ["a gateway where there are only interfaces", { ServiceName: SQS }, "InvalidServiceName"],
  ["a service of another region", { ServiceName: "com.amazonaws.eu-west-1.s3" }, "InvalidServiceName"],
  ["no service", { ServiceName: undefined }, "MissingParameter"],
  ["subnets for a gateway", { SubnetIds: ["subnet-0"] }, "InvalidParameter"],
  [
    "route tables for an interface",
    { VpcEndpointType: "Interface", RouteTableIds: ["rtb-0"] },
    "InvalidParameter",
  ],
  ["an unknown route table", { RouteTableIds: ["rtb-0"] }, "InvalidRouteTableID.NotFound"],
  ["an unknown VPC", { VpcId: "vpc-0" }, "InvalidVpcID.NotFound"],
  ["a policy that is not JSON", { PolicyDocument: "{" }, "InvalidPolicyDocument"],
  ["a load balancer's type", { VpcEndpointType: "GatewayLoadBalancer" }, "UnsupportedOperation"],
  ["a dry run", { DryRun: true }, "DryRunOperation"],
];

test.each(REJECTED)("CreateVpcEndpoint with %s is rejected", async (_, change, code) => {
  const rejected = world.ec2.createVpcEndpoint({ VpcId, ServiceName: S3, ...change });
  expect((await failure(rejected)).code).toBe(code);
  expect((await world.ec2.describeVpcEndpoints({})).VpcEndpoints).toEqual([]);
});

test("deleting several returns those that do not exist", async () => {
  const { VpcEndpoint } = await world.ec2.createVpcEndpoint({ VpcId, ServiceName: S3 });
  const id = VpcEndpoint?.VpcEndpointId ?? "";
  const { Unsuccessful } = await world.ec2.deleteVpcEndpoints({ VpcEndpointIds: ["vpce-0", id] });
  expect(Unsuccessful).toEqual([
    {
      ResourceId: "vpce-0",
      Error: {
        Code: "InvalidVpcEndpointId.NotFound",
        Message: "The Vpc Endpoint Id 'vpce-0' does not exist",
      },
    },
  ]);
  expect((await shown(id))?.State).toBe("deleting");
});

test("filters, and a client token", async () => {
  const create = () => world.ec2.createVpcEndpoint({ VpcId, ServiceName: S3, ClientToken: "once" });
  const [first, second] = [await create(), await create()];
  expect(second).toEqual({ ...first, $metadata: expect.anything() });
  const find = async (Name: string, Value: string) =>
    (await world.ec2.describeVpcEndpoints({ Filters: [{ Name, Values: [Value] }] })).VpcEndpoints?.length;
  expect(await find("service-name", "*.s3")).toBe(1);
  expect(await find("vpc-endpoint-type", "Gateway")).toBe(1);
  expect(await find("vpc-endpoint-state", "available")).toBe(1);
  expect(await find("vpc-endpoint-state", "pending")).toBe(0);
  expect(await find("vpc-id", VpcId)).toBe(1);
  expect(await find("ip-address-type", "ipv4")).toBe(1);
});

test("the services that have endpoints", async () => {
  const { ServiceDetails, ServiceNames } = await world.ec2.describeVpcEndpointServices({
    ServiceNames: [S3],
  });
  expect(ServiceNames).toEqual([S3]);
  expect(ServiceDetails?.map((service) => service.ServiceType?.[0]?.ServiceType)).toEqual([
    "Gateway",
    "Interface",
  ]);
  const found = await world.ec2.describeVpcEndpointServices({
    Filters: [
      { Name: "service-type", Values: ["Interface"] },
      { Name: "service-name", Values: ["*.ecr.dkr"] },
    ],
  });
  expect(found.ServiceDetails).toMatchObject([
    {
      AcceptanceRequired: false,
      AvailabilityZones: ["a", "b", "c", "d", "e", "f"].map((letter) => `us-east-1${letter}`),
      Owner: "amazon",
      PrivateDnsName: "*.dkr.ecr.us-east-1.amazonaws.com",
      ServiceName: "com.amazonaws.us-east-1.ecr.dkr",
      VpcEndpointPolicySupported: true,
    },
  ]);
  const unknown = world.ec2.describeVpcEndpointServices({ ServiceNames: ["x"] });
  expect(await failure(unknown)).toMatchObject({
    code: "InvalidServiceName",
    message: "The Vpc Endpoint Service 'x' does not exist",
  });
  const page = await world.ec2.describeVpcEndpointServices({ MaxResults: 20 });
  expect([page.ServiceDetails?.length, typeof page.NextToken]).toEqual([20, "string"]);
});
