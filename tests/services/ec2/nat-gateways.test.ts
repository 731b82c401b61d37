import { paginateDescribeNatGateways } from "@aws-sdk/client-ec2";
import { describe, expect, test } from "vitest";
import { failure } from "../../support/failure.js";
import { ACCOUNT, ec2World } from "./ec2-world.js";

const world = ec2World({ delays: { ec2: { natGatewayCreating: "60s", natGatewayDeleting: "30s" } } });

/** A VPC with a subnet, and an internet gateway by default. */
async function network({ gateway = true } = {}) {
  const VpcId = await world.vpc();
  const SubnetId = await world.subnet(VpcId, "10.1.0.0/24");
  const { InternetGateway } = await world.ec2.createInternetGateway({});
  const InternetGatewayId = InternetGateway?.InternetGatewayId ?? "";
  if (gateway) await world.ec2.attachInternetGateway({ VpcId, InternetGatewayId });
  return { VpcId, SubnetId, InternetGatewayId };
}

async function allocate() {
  const { AllocationId = "", PublicIp = "" } = await world.ec2.allocateAddress({});
  return { AllocationId, PublicIp };
}

async function shown(NatGatewayId: string) {
  return (await world.ec2.describeNatGateways({ NatGatewayIds: [NatGatewayId] })).NatGateways?.[0];
}

async function createIn(SubnetId: string, AllocationId: string): Promise<string> {
  const { NatGateway } = await world.ec2.createNatGateway({ SubnetId, AllocationId });
  return NatGateway?.NatGatewayId ?? "";
}

test("a public gateway is pending, available with an interface and its address, deleting, deleted", async () => {
  const { VpcId, SubnetId } = await network();
  const { AllocationId, PublicIp } = await allocate();
  const { NatGateway, ClientToken } = await world.ec2.createNatGateway({
    SubnetId,
    AllocationId,
    ClientToken: "once",
    TagSpecifications: [{ ResourceType: "natgateway", Tags: [{ Key: "Name", Value: "a" }] }],
  });
  expect(ClientToken).toBe("once");
  const NatGatewayId = NatGateway?.NatGatewayId ?? "";
  const CreateTime = world.sim.clock.date();
  expect(NatGateway).toEqual({
    ConnectivityType: "public",
    CreateTime,
    NatGatewayAddresses: [{ AllocationId, IsPrimary: true, Status: "associating" }],
    NatGatewayId: expect.stringMatching(/^nat-[0-9a-f]{17}$/),
    State: "pending",
    SubnetId,
    Tags: [{ Key: "Name", Value: "a" }],
    VpcId,
  });
  await world.sim.clock.advance("59s");
  expect((await shown(NatGatewayId))?.State).toBe("pending");
  await world.sim.clock.advance("1s");
  const available = await shown(NatGatewayId);
  const [address] = available?.NatGatewayAddresses ?? [];
  expect(available?.State).toBe("available");
  expect(address).toEqual({
    AllocationId,
    AssociationId: expect.stringMatching(/^eipassoc-[0-9a-f]{17}$/),
    IsPrimary: true,
    NetworkInterfaceId: expect.stringMatching(/^eni-[0-9a-f]{17}$/),
    PrivateIp: expect.stringMatching(/^10\.1\.0\.\d+$/),
    PublicIp,
    Status: "succeeded",
  });
  const { NetworkInterfaces } = await world.ec2.describeNetworkInterfaces({
    Filters: [{ Name: "association.allocation-id", Values: [AllocationId] }],
  });
  expect(NetworkInterfaces).toMatchObject([
    {
      Association: { AllocationId, AssociationId: address?.AssociationId, IpOwnerId: ACCOUNT, PublicIp },
      Description: `Interface for NAT Gateway ${NatGatewayId}`,
      Groups: [],
      InterfaceType: "nat_gateway",
      NetworkInterfaceId: address?.NetworkInterfaceId,
      PrivateIpAddress: address?.PrivateIp,
      RequesterManaged: true,
      SourceDestCheck: false,
      Status: "in-use",
      SubnetId,
    },
  ]);
  expect(await failure(world.ec2.releaseAddress({ AllocationId }))).toMatchObject({ code: "AuthFailure" });
  expect((await failure(world.ec2.deleteSubnet({ SubnetId }))).code).toBe("DependencyViolation");

  expect(await world.ec2.deleteNatGateway({ NatGatewayId })).toMatchObject({ NatGatewayId });
  expect((await shown(NatGatewayId))?.State).toBe("deleting");
  await world.sim.clock.advance("30s");
  expect(await shown(NatGatewayId)).toMatchObject({ State: "deleted", DeleteTime: expect.any(Date) });
  await world.ec2.releaseAddress({ AllocationId });
  await world.ec2.deleteSubnet({ SubnetId });
  await world.sim.clock.advance("1h");
  expect(await failure(shown(NatGatewayId))).toEqual({
    code: "NatGatewayNotFound",
    status: 400,
    message: `NatGateway ${NatGatewayId} was not found`,
  });
});

test("the same client token returns the same gateway, other parameters with it are rejected", async () => {
  const { SubnetId } = await network();
  const { AllocationId } = await allocate();
  const request = { SubnetId, AllocationId, ClientToken: "once" };
  const first = await world.ec2.createNatGateway(request);
  const second = await world.ec2.createNatGateway(request);
  expect(second.NatGateway).toEqual(first.NatGateway);
  const other = world.ec2.createNatGateway({
    ...request,
    ConnectivityType: "private",
    AllocationId: undefined,
  });
  expect((await failure(other)).code).toBe("IdempotentParameterMismatch");
});

describe("creation fails later", () => {
  test.each([
    ["without an internet gateway", false, "Gateway.NotAttached", "has no Internet gateway attached"],
    ["for an address in use", true, "Resource.AlreadyAssociated", "is already associated"],
  ])("%s", async (_, gateway, FailureCode, words) => {
    const { SubnetId } = await network({ gateway });
    const { AllocationId } = await allocate();
    if (gateway) await createIn(SubnetId, AllocationId);
    const NatGatewayId = await createIn(SubnetId, AllocationId);
    await world.sim.clock.advance("60s");
    expect(await shown(NatGatewayId)).toMatchObject({
      State: "failed",
      FailureCode,
      FailureMessage: expect.stringContaining(words),
    });
    await world.sim.clock.advance("1h");
    expect((await failure(shown(NatGatewayId))).code).toBe("NatGatewayNotFound");
  });
});

test("requests that cannot be met are rejected", async () => {
  const { SubnetId } = await network();
  const { AllocationId } = await allocate();
  const code = async (input: Parameters<typeof world.ec2.createNatGateway>[0]) =>
    (await failure(world.ec2.createNatGateway(input))).code;
  expect(await code({ SubnetId })).toBe("MissingParameter");
  expect(await code({ AllocationId })).toBe("MissingParameter");
  expect(await code({ SubnetId, AllocationId: "eipalloc-0" })).toBe("InvalidElasticIpID.NotFound");
  expect(await code({ SubnetId: "subnet-0", AllocationId })).toBe("InvalidSubnetID.NotFound");
  expect(await code({ SubnetId, AllocationId, ConnectivityType: "private" })).toBe(
    "InvalidParameterCombination",
  );
  expect(await code({ SubnetId, ConnectivityType: "private", PrivateIpAddress: "10.2.0.9" })).toBe(
    "InvalidParameterValue",
  );
  expect(await code({ SubnetId, ConnectivityType: "private", SecondaryPrivateIpAddressCount: 1 })).toBe(
    "UnsupportedOperation",
  );
  expect(await code({ SubnetId, AllocationId, DryRun: true })).toBe("DryRunOperation");
  expect((await world.ec2.describeNatGateways({})).NatGateways).toEqual([]);
});

test("a private gateway has the requested address", async () => {
  const { SubnetId } = await network({ gateway: false });
  const { NatGateway } = await world.ec2.createNatGateway({
    SubnetId,
    ConnectivityType: "private",
    PrivateIpAddress: "10.1.0.77",
  });
  await world.sim.clock.advance("60s");
  expect(await shown(NatGateway?.NatGatewayId ?? "")).toMatchObject({
    ConnectivityType: "private",
    State: "available",
    NatGatewayAddresses: [{ PrivateIp: "10.1.0.77" }],
  });
});

test("routes lead to gateways that exist, and become black holes", async () => {
  const { VpcId, SubnetId } = await network();
  const NatGatewayId = await createIn(SubnetId, (await allocate()).AllocationId);
  const { RouteTable } = await world.ec2.createRouteTable({ VpcId });
  const route = { RouteTableId: RouteTable?.RouteTableId, DestinationCidrBlock: "0.0.0.0/0" };
  expect((await failure(world.ec2.createRoute({ ...route, NatGatewayId: "nat-0" }))).code).toBe(
    "InvalidNatGatewayID.NotFound",
  );
  await world.ec2.createRoute({ ...route, NatGatewayId });
  const found = async (State: string) =>
    (
      await world.ec2.describeRouteTables({
        Filters: [
          { Name: "route.nat-gateway-id", Values: [NatGatewayId] },
          { Name: "route.state", Values: [State] },
        ],
      })
    ).RouteTables?.[0]?.Routes?.[1];
  expect(await found("active")).toEqual({
    DestinationCidrBlock: "0.0.0.0/0",
    NatGatewayId,
    Origin: "CreateRoute",
    State: "active",
  });
  await world.ec2.deleteNatGateway({ NatGatewayId });
  expect(await found("blackhole")).toMatchObject({ NatGatewayId, State: "blackhole" });
});

test("filters and pages", async () => {
  const { VpcId, SubnetId } = await network({ gateway: false });
  const ids: string[] = [];
  for (let count = 0; count < 6; count++) {
    const { NatGateway } = await world.ec2.createNatGateway({ SubnetId, ConnectivityType: "private" });
    ids.push(NatGateway?.NatGatewayId ?? "");
  }
  const first = ids[0] ?? "";
  await world.ec2.deleteNatGateway({ NatGatewayId: first });
  await world.ec2.createTags({ Resources: [first], Tags: [{ Key: "tier", Value: "web" }] });
  const find = async (Name: string, Value: string) =>
    (await world.ec2.describeNatGateways({ Filter: [{ Name, Values: [Value] }] })).NatGateways?.length;
  expect(await find("state", "deleting")).toBe(1);
  expect(await find("state", "pending")).toBe(5);
  expect(await find("subnet-id", SubnetId)).toBe(6);
  expect(await find("vpc-id", VpcId)).toBe(6);
  expect(await find("nat-gateway-id", first)).toBe(1);
  expect(await find("tag:tier", "w*")).toBe(1);
  const pages: number[] = [];
  for await (const page of paginateDescribeNatGateways({ client: world.ec2, pageSize: 5 }, {}))
    pages.push(page.NatGateways?.length ?? 0);
  expect(pages).toEqual([5, 1]);
});

test("a snapshot carries a gateway that is pending, and its timer", async () => {
  const { SubnetId } = await network();
  const NatGatewayId = await createIn(SubnetId, (await allocate()).AllocationId);
  const before = world.sim.snapshot();
  await world.sim.clock.advance("60s");
  world.sim.restore(before);
  expect((await shown(NatGatewayId))?.State).toBe("pending");
  await world.sim.clock.advance("60s");
  expect((await shown(NatGatewayId))?.State).toBe("available");
});

test("a delay can be a number of Describe calls", async () => {
  world.sim.delays.set({ ec2: { natGatewayCreating: { describes: 2 } } });
  const { SubnetId } = await network();
  const NatGatewayId = await createIn(SubnetId, (await allocate()).AllocationId);
  const states: (string | undefined)[] = [];
  for (let call = 0; call < 3; call++) states.push((await shown(NatGatewayId))?.State);
  expect(states).toEqual(["pending", "pending", "available"]);
});
