import { EC2 } from "@aws-sdk/client-ec2";
import { expect, test } from "vitest";
import { failure } from "../../support/failure.js";
import { ACCOUNT, ec2World } from "./ec2-world.js";

const world = ec2World({ delays: 0 });

async function interfaceIn(SubnetId: string): Promise<string> {
  return (await world.ec2.createNetworkInterface({ SubnetId })).NetworkInterface?.NetworkInterfaceId ?? "";
}

test("an address is allocated, associated, moved, disassociated and released", async () => {
  const { vpcId, subnetIds } = world.sim.ec2.defaultNetwork();
  const [SubnetId = ""] = subnetIds;
  const { AllocationId, ...allocated } = await world.ec2.allocateAddress({
    Domain: "vpc",
    TagSpecifications: [{ ResourceType: "elastic-ip", Tags: [{ Key: "Name", Value: "a" }] }],
  });
  const PublicIp = allocated.PublicIp ?? "";
  expect(allocated).toMatchObject({
    Domain: "vpc",
    NetworkBorderGroup: "us-east-1",
    PublicIp: expect.stringMatching(/^203\.0\.113\.\d+$/),
    PublicIpv4Pool: "amazon",
  });
  const one = await interfaceIn(SubnetId);
  const { AssociationId } = await world.ec2.associateAddress({ AllocationId, NetworkInterfaceId: one });
  const shown = async () => (await world.ec2.describeAddresses({ PublicIps: [PublicIp] })).Addresses?.[0];
  expect(await shown()).toEqual({
    AllocationId,
    AssociationId,
    Domain: "vpc",
    NetworkBorderGroup: "us-east-1",
    NetworkInterfaceId: one,
    NetworkInterfaceOwnerId: ACCOUNT,
    PrivateIpAddress: expect.stringMatching(/^172\.31\./),
    PublicIp,
    PublicIpv4Pool: "amazon",
    SubnetId,
    Tags: [{ Key: "Name", Value: "a" }],
  });
  const [made] = world.sim.ec2.networkInterfaces();
  expect(made).toMatchObject({
    Association: { AllocationId, AssociationId, PublicIp },
    RequesterManaged: false,
    Status: "available",
  });
  expect(await failure(world.ec2.releaseAddress({ AllocationId }))).toEqual({
    code: "InvalidIPAddress.InUse",
    status: 400,
    message: `Address ${PublicIp} is in use.`,
  });
  const gateway = world.sim.ec2.internetGateways()[0]?.gatewayId;
  const detach = world.ec2.detachInternetGateway({ InternetGatewayId: gateway, VpcId: vpcId });
  expect(await failure(detach)).toMatchObject({
    code: "DependencyViolation",
    message: `Network ${vpcId} has some mapped public address(es). Please unmap those public address(es) before detaching the gateway.`,
  });
  const two = await interfaceIn(SubnetId);
  const forbidden = { AllocationId, NetworkInterfaceId: two, AllowReassociation: false };
  expect(await failure(world.ec2.associateAddress(forbidden))).toMatchObject({
    code: "Resource.AlreadyAssociated",
    message: `resource ${AllocationId} is already associated with associate-id ${AssociationId}`,
  });
  const moved = await world.ec2.associateAddress({ PublicIp, NetworkInterfaceId: two });
  expect(await shown()).toMatchObject({ NetworkInterfaceId: two, AssociationId: moved.AssociationId });
  expect((await failure(world.ec2.disassociateAddress({ AssociationId }))).code).toBe(
    "InvalidAssociationID.NotFound",
  );
  await world.ec2.disassociateAddress({ AssociationId: moved.AssociationId });
  expect((await shown())?.AssociationId).toBeUndefined();
  await world.ec2.releaseAddress({ AllocationId });
  expect(await failure(shown())).toEqual({
    code: "InvalidAddress.NotFound",
    status: 400,
    message: `Address '${PublicIp}' not found.`,
  });
  expect(await failure(world.ec2.releaseAddress({ AllocationId }))).toEqual({
    code: "InvalidAllocationID.NotFound",
    status: 400,
    message: `The allocation ID '${AllocationId}' does not exist`,
  });
});

test("an address of an interface that is deleted is free", async () => {
  const [SubnetId = ""] = world.sim.ec2.defaultNetwork().subnetIds;
  const { AllocationId } = await world.ec2.allocateAddress({});
  const NetworkInterfaceId = await interfaceIn(SubnetId);
  await world.ec2.associateAddress({ AllocationId, NetworkInterfaceId });
  await world.ec2.deleteNetworkInterface({ NetworkInterfaceId });
  await world.ec2.releaseAddress({ AllocationId });
  expect((await world.ec2.describeAddresses({})).Addresses).toEqual([]);
});

test("associations that cannot be are rejected", async () => {
  const SubnetId = await world.subnet(await world.vpc(), "10.1.0.0/24");
  const NetworkInterfaceId = await interfaceIn(SubnetId);
  const { AllocationId } = await world.ec2.allocateAddress({});
  const code = async (input: Parameters<typeof world.ec2.associateAddress>[0]) =>
    (await failure(world.ec2.associateAddress(input))).code;
  expect(await code({ AllocationId, NetworkInterfaceId })).toBe("Gateway.NotAttached");
  expect(await code({ AllocationId, InstanceId: "i-0" })).toBe("InvalidInstanceID.NotFound");
  expect(await code({ AllocationId })).toBe("MissingParameter");
  expect(await code({ NetworkInterfaceId })).toBe("MissingParameter");
  expect(await code({ AllocationId, NetworkInterfaceId: "eni-0" })).toBe(
    "InvalidNetworkInterfaceID.NotFound",
  );
  expect((await failure(world.ec2.allocateAddress({ PublicIpv4Pool: "ipv4pool-ec2-0" }))).code).toBe(
    "UnsupportedOperation",
  );
  expect((await failure(world.ec2.allocateAddress({ DryRun: true }))).code).toBe("DryRunOperation");
  expect((await world.ec2.describeAddresses({})).Addresses).toHaveLength(1);
});

test("the reverse DNS name of an address", async () => {
  const { AllocationId = "", PublicIp } = await world.ec2.allocateAddress({});
  await world.ec2.allocateAddress({});
  const read = async () =>
    (await world.ec2.describeAddressesAttribute({ AllocationIds: [AllocationId], Attribute: "domain-name" }))
      .Addresses;
  expect(await read()).toEqual([{ AllocationId, PublicIp }]);
  const { Address } = await world.ec2.modifyAddressAttribute({
    AllocationId,
    DomainName: "mail.example.com",
  });
  expect(Address).toEqual({ AllocationId, PublicIp, PtrRecord: "mail.example.com." });
  expect(await read()).toEqual([Address]);
  await world.ec2.resetAddressAttribute({ AllocationId, Attribute: "domain-name" });
  expect(await read()).toEqual([{ AllocationId, PublicIp }]);
  const page = await world.ec2.describeAddressesAttribute({ MaxResults: 1 });
  const next = await world.ec2.describeAddressesAttribute({ MaxResults: 1, NextToken: page.NextToken });
  expect([page.Addresses?.length, next.Addresses?.length, next.NextToken]).toEqual([1, 1, undefined]);
});

test("each account and region has its own addresses", async () => {
  await world.ec2.allocateAddress({});
  const { AllocationId = "" } = await world.ec2.allocateAddress({});
  const elsewhere = new EC2({ ...world.sim.clientConfig({ region: "eu-west-1" }), maxAttempts: 1 });
  expect((await elsewhere.describeAddresses({})).Addresses).toEqual([]);
  expect((await failure(elsewhere.releaseAddress({ AllocationId }))).code).toBe(
    "InvalidAllocationID.NotFound",
  );
  elsewhere.destroy();
  const find = async (Name: string, Value: string) =>
    (await world.ec2.describeAddresses({ Filters: [{ Name, Values: [Value] }] })).Addresses?.length;
  expect(await find("allocation-id", AllocationId)).toBe(1);
  expect(await find("domain", "vpc")).toBe(2);
  expect(await find("network-border-group", "us-east-1")).toBe(2);
  expect(await find("instance-id", "*")).toBe(0);
  expect(await find("public-ip", "203.0.113.*")).toBe(2);
});
