import { beforeEach, describe, expect, test } from "vitest";
import { ARN, awsError, badToken, NOW, noGroup, simulatedLogs } from "./logs-world.js";

const aws = simulatedLogs();

const POLICY = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { AWS: "111122223333" }, Action: "logs:*", Resource: "*" }],
});
const badPolicy = awsError(
  "InvalidParameterException",
  "Error occurred while parsing accessPolicy. Please check if the accessPolicy has been constructed correctly using IAM grammar.",
);

test("destinations with their policies and tags", async () => {
  const put = (destinationName: string) =>
    aws.logs.putDestination({
      destinationName,
      targetArn: "arn:aws:kinesis:us-east-1:123456789012:stream/s",
      roleArn: "arn:aws:iam::123456789012:role/r",
      tags: { team: "data" },
    });
  const arn = `${ARN}:destination:central`;
  const shown = {
    destinationName: "central",
    targetArn: "arn:aws:kinesis:us-east-1:123456789012:stream/s",
    roleArn: "arn:aws:iam::123456789012:role/r",
    arn,
    creationTime: NOW,
  };
  expect((await put("central")).destination).toEqual(shown);
  await put("other");
  await aws.logs.putDestinationPolicy({ destinationName: "central", accessPolicy: POLICY });
  const { destinations } = await aws.logs.describeDestinations({ DestinationNamePrefix: "cen" });
  expect(destinations).toEqual([{ ...shown, accessPolicy: POLICY }]);
  expect((await aws.logs.listTagsForResource({ resourceArn: arn })).tags).toEqual({ team: "data" });
  await aws.logs.tagResource({ resourceArn: arn, tags: { more: "x" } });
  await aws.logs.untagResource({ resourceArn: arn, tagKeys: ["team"] });
  expect((await aws.logs.listTagsForResource({ resourceArn: arn })).tags).toEqual({ more: "x" });
  await expect(
    aws.logs.putDestinationPolicy({ destinationName: "central", accessPolicy: "x" }),
  ).rejects.toMatchObject(badPolicy);
  await aws.logs.deleteDestination({ destinationName: "central" });
  const missing = awsError("ResourceNotFoundException", "The specified destination does not exist.");
  await expect(aws.logs.deleteDestination({ destinationName: "central" })).rejects.toMatchObject(missing);
  await expect(
    aws.logs.putDestinationPolicy({ destinationName: "central", accessPolicy: POLICY }),
  ).rejects.toMatchObject(missing);
  await expect(aws.logs.listTagsForResource({ resourceArn: arn })).rejects.toMatchObject({
    name: "ResourceNotFoundException",
  });
});

describe("resource policies", () => {
  const put = (policyName: string) => aws.logs.putResourcePolicy({ policyName, policyDocument: POLICY });

  test("ten to an account", async () => {
    const shown = { policyDocument: POLICY, lastUpdatedTime: NOW, policyScope: "ACCOUNT" };
    expect((await put("p0")).resourcePolicy).toEqual({ policyName: "p0", ...shown });
    for (let i = 1; i < 10; i++) await put(`p${i}`);
    await expect(put("p10")).rejects.toMatchObject(
      awsError("LimitExceededException", "Resource limit exceeded."),
    );
    await put("p3");
    const page = await aws.logs.describeResourcePolicies({ limit: 9 });
    expect(page.resourcePolicies).toHaveLength(9);
    const { resourcePolicies } = await aws.logs.describeResourcePolicies({
      limit: 9,
      nextToken: page.nextToken,
    });
    expect(resourcePolicies).toEqual([{ policyName: "p9", ...shown }]);
    await expect(aws.logs.describeResourcePolicies({ nextToken: "x" })).rejects.toMatchObject(badToken);
  });

  test("rejects an invalid policy, and a missing one", async () => {
    await expect(aws.logs.putResourcePolicy({ policyName: "p", policyDocument: "x" })).rejects.toMatchObject(
      badPolicy,
    );
    await expect(aws.logs.deleteResourcePolicy({ policyName: "p" })).rejects.toMatchObject(
      awsError("ResourceNotFoundException", "Policy with name [p] does not exist."),
    );
    await put("p");
    await aws.logs.deleteResourcePolicy({ policyName: "p" });
    expect((await aws.logs.describeResourcePolicies({})).resourcePolicies).toEqual([]);
  });
});

describe("export tasks", () => {
  beforeEach(() => aws.sim.s3.createBucket("bucket"));
  const create = (change: object = {}) =>
    aws.logs.createExportTask({ logGroupName: "g", from: 0, to: NOW, destination: "bucket", ...change });

  test("are PENDING, RUNNING and COMPLETED on the clock, one at a time", async () => {
    await aws.logs.createLogGroup({ logGroupName: "g" });
    const { taskId } = await create({ taskName: "nightly" });
    const get = async () => (await aws.logs.describeExportTasks({ taskId })).exportTasks;
    const shown = {
      taskId,
      taskName: "nightly",
      logGroupName: "g",
      from: 0,
      to: NOW,
      destination: "bucket",
      destinationPrefix: "exportedlogs",
      status: { code: "PENDING" },
      executionInfo: { creationTime: NOW },
    };
    expect(await get()).toEqual([shown]);
    await expect(create()).rejects.toMatchObject(
      awsError("LimitExceededException", "Resource limit exceeded."),
    );
    await aws.sim.clock.advance(499);
    expect(await get()).toEqual([shown]);
    await aws.sim.clock.advance(1);
    expect(await get()).toMatchObject([{ status: { code: "RUNNING" } }]);
    await aws.sim.clock.advance(500);
    expect(await get()).toMatchObject([
      {
        status: { code: "COMPLETED" },
        executionInfo: { creationTime: NOW, completionTime: NOW + 1000 },
      },
    ]);
    await expect(aws.logs.cancelExportTask({ taskId })).rejects.toMatchObject({
      name: "InvalidOperationException",
    });
    const second = await create();
    await aws.logs.cancelExportTask({ taskId: second.taskId });
    await aws.sim.clock.advance("1h");
    const { exportTasks = [] } = await aws.logs.describeExportTasks({});
    expect(exportTasks.map((task) => [task.taskId, task.status?.code])).toEqual([
      [second.taskId, "CANCELLED"],
      [taskId, "COMPLETED"],
    ]);
    const { exportTasks: cancelled } = await aws.logs.describeExportTasks({ statusCode: "CANCELLED" });
    expect(cancelled).toHaveLength(1);
  });

  test("reject groups, buckets and tasks that do not exist", async () => {
    await expect(create()).rejects.toMatchObject(noGroup);
    await aws.logs.createLogGroup({ logGroupName: "g" });
    await expect(create({ destination: "no-such-bucket" })).rejects.toMatchObject(
      awsError(
        "InvalidParameterException",
        "The given bucket does not exist. Please make sure the bucket is valid.",
      ),
    );
    await expect(aws.logs.cancelExportTask({ taskId: "none" })).rejects.toMatchObject(
      awsError("ResourceNotFoundException", "The specified export task does not exist."),
    );
  });
});
