import { EC2 } from "@aws-sdk/client-ec2";
import { expect, test } from "vitest";
import { failure } from "../../support/failure.js";
import { ACCOUNT, ec2World } from "./ec2-world.js";

const world = ec2World({ delays: { ec2: { peeringConnecting: "5s" } } });

async function status(id: string, ec2: EC2 = world.ec2) {
  const { VpcPeeringConnections } = await ec2.describeVpcPeeringConnections({
    VpcPeeringConnectionIds: [id],
  });
  return VpcPeeringConnections?.[0]?.Status;
}

async function request(VpcId: string, PeerVpcId: string, PeerRegion?: string): Promise<string> {
  const made = await world.ec2.createVpcPeeringConnection({ VpcId, PeerVpcId, PeerRegion });
  return made.VpcPeeringConnection?.VpcPeeringConnectionId ?? "";
}

test("a connection is requested, accepted, used and deleted", async () => {
  const one = await world.vpc("10.1.0.0/16");
  const two = await world.vpc("10.2.0.0/16");
  const { VpcPeeringConnection } = await world.ec2.createVpcPeeringConnection({
    VpcId: one,
    PeerVpcId: two,
    TagSpecifications: [{ ResourceType: "vpc-peering-connection", Tags: [{ Key: "Name", Value: "a" }] }],
  });
  const VpcPeeringConnectionId = VpcPeeringConnection?.VpcPeeringConnectionId ?? "";
  expect(VpcPeeringConnection).toMatchObject({
    AccepterVpcInfo: { OwnerId: ACCOUNT, Region: "us-east-1", VpcId: two },
    ExpirationTime: expect.any(Date),
    RequesterVpcInfo: { CidrBlock: "10.1.0.0/16", OwnerId: ACCOUNT, VpcId: one },
    Status: { Code: "initiating-request", Message: `Initiating Request to ${ACCOUNT}` },
    Tags: [{ Key: "Name", Value: "a" }],
    VpcPeeringConnectionId: expect.stringMatching(/^pcx-[0-9a-f]{17}$/),
  });
  const accept = () => world.ec2.acceptVpcPeeringConnection({ VpcPeeringConnectionId });
  expect((await failure(accept())).code).toBe("InvalidStateTransition");
  await world.sim.clock.advance("5s");
  expect(await status(VpcPeeringConnectionId)).toEqual({
    Code: "pending-acceptance",
    Message: `Pending Acceptance by ${ACCOUNT}`,
  });
  expect((await accept()).VpcPeeringConnection?.Status?.Code).toBe("provisioning");
  await world.sim.clock.advance("5s");
  const find = async (Name: string, Value: string) =>
    (await world.ec2.describeVpcPeeringConnections({ Filters: [{ Name, Values: [Value] }] }))
      .VpcPeeringConnections;
  expect(await find("status-code", "active")).toMatchObject([
    { AccepterVpcInfo: { CidrBlock: "10.2.0.0/16", CidrBlockSet: [{ CidrBlock: "10.2.0.0/16" }] } },
  ]);
  expect(await find("requester-vpc-info.vpc-id", one)).toHaveLength(1);
  expect(await find("accepter-vpc-info.cidr-block", "10.2.0.0/16")).toHaveLength(1);
  expect(await find("accepter-vpc-info.vpc-id", one)).toEqual([]);

  const { RouteTable } = await world.ec2.createRouteTable({ VpcId: one });
  const route = { RouteTableId: RouteTable?.RouteTableId, DestinationCidrBlock: "10.2.0.0/16" };
  await world.ec2.createRoute({ ...route, VpcPeeringConnectionId });
  const options = {
    VpcPeeringConnectionId,
    RequesterPeeringConnectionOptions: { AllowDnsResolutionFromRemoteVpc: true },
  };
  await world.ec2.modifyVpcPeeringConnectionOptions(options);
  expect((await find("status-code", "active"))?.[0]?.RequesterVpcInfo?.PeeringOptions).toMatchObject({
    AllowDnsResolutionFromRemoteVpc: true,
  });
  expect((await failure(world.ec2.deleteVpc({ VpcId: two }))).code).toBe("DependencyViolation");
  await world.ec2.deleteVpcPeeringConnection({ VpcPeeringConnectionId });
  expect((await status(VpcPeeringConnectionId))?.Code).toBe("deleted");
  const blackholes = await world.ec2.describeRouteTables({
    Filters: [{ Name: "route.state", Values: ["blackhole"] }],
  });
  expect(blackholes.RouteTables?.map((table) => table.RouteTableId)).toEqual([route.RouteTableId]);
  expect((await failure(world.ec2.modifyVpcPeeringConnectionOptions(options))).code).toBe(
    "OperationNotPermitted",
  );
  expect((await failure(world.ec2.deleteVpcPeeringConnection({ VpcPeeringConnectionId }))).code).toBe(
    "InvalidStateTransition",
  );
  await world.ec2.deleteVpc({ VpcId: two });
  await world.sim.clock.advance("2h");
  expect(await failure(status(VpcPeeringConnectionId))).toEqual({
    code: "InvalidVpcPeeringConnectionID.NotFound",
    status: 400,
    message: `The vpcPeeringConnection ID '${VpcPeeringConnectionId}' does not exist`,
  });
});

test("requests fail, are rejected and expire", async () => {
  const one = await world.vpc("10.1.0.0/16");
  const overlapping = await request(one, await world.vpc("10.1.0.0/20"));
  const missing = await request(one, "vpc-0");
  const two = await world.vpc("10.2.0.0/16");
  const rejected = await request(one, two);
  const expiring = await request(one, two);
  await world.sim.clock.advance("5s");
  const failed = { Code: "failed", Message: expect.stringContaining("overlapping CIDR range") };
  expect([await status(overlapping), await status(missing)]).toEqual([failed, failed]);
  await world.ec2.rejectVpcPeeringConnection({ VpcPeeringConnectionId: rejected });
  expect((await status(rejected))?.Code).toBe("rejected");
  const twice = world.ec2.rejectVpcPeeringConnection({ VpcPeeringConnectionId: rejected });
  expect((await failure(twice)).code).toBe("InvalidStateTransition");
  await world.sim.clock.advance("7d");
  expect((await status(expiring))?.Code).toBe("expired");
  expect((await failure(world.ec2.createVpcPeeringConnection({ VpcId: one }))).code).toBe("MissingParameter");
});

test("both regions see a connection, and only the accepter's accepts it", async () => {
  const elsewhere = new EC2({ ...world.sim.clientConfig({ region: "eu-west-1" }), maxAttempts: 1 });
  const { Vpc } = await elsewhere.createVpc({ CidrBlock: "10.2.0.0/16" });
  const VpcPeeringConnectionId = await request(await world.vpc(), Vpc?.VpcId ?? "", "eu-west-1");
  await world.sim.clock.advance("5s");
  expect((await failure(world.ec2.acceptVpcPeeringConnection({ VpcPeeringConnectionId }))).code).toBe(
    "OperationNotPermitted",
  );
  await elsewhere.acceptVpcPeeringConnection({ VpcPeeringConnectionId });
  await world.sim.clock.advance("5s");
  expect((await status(VpcPeeringConnectionId))?.Code).toBe("active");
  expect((await status(VpcPeeringConnectionId, elsewhere))?.Code).toBe("active");
  elsewhere.destroy();
});
