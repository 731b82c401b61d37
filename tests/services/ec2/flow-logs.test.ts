import { expect, test } from "vitest";
import { failure } from "../../support/failure.js";
import { ACCOUNT, ec2World } from "./ec2-world.js";

const world = ec2World();

const ROLE = `arn:aws:iam::${ACCOUNT}:role/flow`;
const BUCKET = "arn:aws:s3:::logs/flow/";

function request(ResourceIds: string[], change: object = {}) {
  return {
    ResourceIds,
    ResourceType: "VPC" as const,
    TrafficType: "ALL" as const,
    LogGroupName: "flow",
    DeliverLogsPermissionArn: ROLE,
    ...change,
  };
}

test("a flow log is created, shown and deleted", async () => {
  const VpcId = await world.vpc();
  const { FlowLogIds: [id = ""] = [], Unsuccessful } = await world.ec2.createFlowLogs(
    request([VpcId, "vpc-0"], {
      TagSpecifications: [{ ResourceType: "vpc-flow-log", Tags: [{ Key: "Name", Value: "a" }] }],
    }),
  );
  expect(Unsuccessful).toEqual([
    {
      ResourceId: "vpc-0",
      Error: { Code: "InvalidVpcID.NotFound", Message: "The vpc ID 'vpc-0' does not exist" },
    },
  ]);
  const { FlowLogs } = await world.ec2.describeFlowLogs({ FlowLogIds: [id] });
  expect(FlowLogs).toEqual([
    {
      CreationTime: world.sim.clock.date(),
      DeliverLogsPermissionArn: ROLE,
      DeliverLogsStatus: "SUCCESS",
      FlowLogId: expect.stringMatching(/^fl-[0-9a-f]{17}$/),
      FlowLogStatus: "ACTIVE",
      LogDestinationType: "cloud-watch-logs",
      LogFormat: expect.stringMatching(/^\$\{version\} \$\{account-id\} .* \$\{log-status\}$/),
      LogGroupName: "flow",
      MaxAggregationInterval: 600,
      ResourceId: VpcId,
      Tags: [{ Key: "Name", Value: "a" }],
      TrafficType: "ALL",
    },
  ]);
  const again = await world.ec2.createFlowLogs(request([VpcId]));
  expect(again.Unsuccessful?.[0]?.Error?.Code).toBe("FlowLogAlreadyExists");
  expect((await world.ec2.deleteFlowLogs({ FlowLogIds: [id] })).Unsuccessful).toEqual([]);
  const gone = {
    code: "InvalidFlowLogId.NotFound",
    status: 400,
    message: `These flow log ids in the input list are not found: [TotalCount: 1] ${id}`,
  };
  expect(await failure(world.ec2.deleteFlowLogs({ FlowLogIds: [id] }))).toEqual(gone);
  expect(await failure(world.ec2.describeFlowLogs({ FlowLogIds: [id] }))).toEqual(gone);
});

test("flow logs of subnets and interfaces, to S3", async () => {
  const VpcId = await world.vpc();
  const SubnetId = await world.subnet(VpcId, "10.1.0.0/24");
  const { NetworkInterface } = await world.ec2.createNetworkInterface({ SubnetId });
  const toBucket = {
    LogGroupName: undefined,
    DeliverLogsPermissionArn: undefined,
    LogDestinationType: "s3",
    LogDestination: BUCKET,
    MaxAggregationInterval: 60,
    DestinationOptions: { FileFormat: "parquet", HiveCompatiblePartitions: true, PerHourPartition: false },
    ClientToken: "once",
  };
  const make = () => world.ec2.createFlowLogs(request([SubnetId], { ResourceType: "Subnet", ...toBucket }));
  const [first, second] = [await make(), await make()];
  expect(second.FlowLogIds).toEqual(first.FlowLogIds);
  const id = NetworkInterface?.NetworkInterfaceId ?? "";
  await world.ec2.createFlowLogs(request([id], { ResourceType: "NetworkInterface", TrafficType: "REJECT" }));
  const find = async (Name: string, Value: string) =>
    (await world.ec2.describeFlowLogs({ Filter: [{ Name, Values: [Value] }] })).FlowLogs;
  expect(await find("log-destination-type", "s3")).toMatchObject([
    { LogDestination: BUCKET, DestinationOptions: toBucket.DestinationOptions, ResourceId: SubnetId },
  ]);
  expect(await find("resource-id", id)).toMatchObject([{ TrafficType: "REJECT" }]);
  expect(await find("log-group-name", "flow")).toHaveLength(1);
  expect(await find("traffic-type", "ALL")).toHaveLength(1);
  expect(await find("deliver-log-status", "FAILED")).toEqual([]);
});

test.each([
  ["no role", { DeliverLogsPermissionArn: undefined }, "InvalidParameter"],
  ["no group", { LogGroupName: undefined }, "InvalidParameter"],
  [
    "a group and a destination",
    { LogDestination: "arn:aws:logs:us-east-1:1:log-group:a" },
    "InvalidParameter",
  ],
  [
    "a destination that is not an ARN",
    { LogDestinationType: "s3", LogDestination: "logs" },
    "InvalidParameter",
  ],
  ["no destination", { LogDestinationType: "s3" }, "InvalidParameter"],
  ["a role for S3", { LogDestinationType: "s3", LogDestination: BUCKET }, "InvalidParameter"],
  ["an interval of 61", { MaxAggregationInterval: 61 }, "InvalidParameter"],
  ["no type of traffic", { TrafficType: undefined }, "MissingParameter"],
  ["a dry run", { DryRun: true }, "DryRunOperation"],
])("%s is rejected", async (_, change, code) => {
  const rejected = world.ec2.createFlowLogs(request([await world.vpc()], change));
  expect((await failure(rejected)).code).toBe(code);
  expect((await world.ec2.describeFlowLogs({})).FlowLogs).toEqual([]);
});
