import { S3 } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { executionsWorld } from "../executions-world.js";

const world = executionsWorld();
let s3: S3;
beforeAll(() => {
  s3 = new S3({ ...world.sim.clientConfig(), forcePathStyle: true, maxAttempts: 1 });
});
afterAll(() => s3.destroy());
beforeEach(async () => {
  await s3.createBucket({ Bucket: "bucket" });
});

const call = (action: string, Parameters: object, more: object = {}) => ({
  T: { Type: "Task", Resource: `arn:aws:states:::aws-sdk:${action}`, Parameters, End: true, ...more },
});

describe("aws-sdk", () => {
  test("I13: S3: a body as text, and dates as ISO 8601", async () => {
    await s3.putObject({ Bucket: "bucket", Key: "k", Body: '{"a":1}', ContentType: "application/json" });
    const arn = await world.run(call("s3:getObject", { Bucket: "bucket", "Key.$": "$.key" }), { key: "k" });
    const { output } = await world.outcome(arn);
    expect(output).toMatchObject({
      Body: '{"a":1}',
      ContentLength: 7,
      ContentType: "application/json",
      LastModified: "2026-01-02T03:04:05Z",
    });
    expect(output).not.toHaveProperty("SdkHttpMetadata");
  });

  test("S3: JSON becomes a body", async () => {
    await world.run(call("s3:putObject", { Bucket: "bucket", Key: "k", "Body.$": "$" }), { a: [1] });
    const { Body } = await s3.getObject({ Bucket: "bucket", Key: "k" });
    expect(await Body?.transformToString()).toBe('{"a":[1]}');
  });

  test("members of other protocols begin with capitals", async () => {
    const arn = await world.run(call("ecs:createCluster", { ClusterName: "made" }));
    const { output } = await world.outcome(arn);
    expect(output.Cluster).toMatchObject({ ClusterName: "made", Status: "ACTIVE" });
  });

  test.each([
    [
      "s3:getObject",
      { Bucket: "bucket", Key: "none" },
      "S3.NoSuchKeyException",
      /^The specified key does not exist\. \(Service: S3, Status Code: 404, Request ID: \S+, Extended Request ID: \S+\)$/,
    ],
    [
      "ecs:listTasks",
      { Cluster: "none" },
      "Ecs.ClusterNotFoundException",
      /^Cluster not found\. \(Service: Ecs, Status Code: 400, Request ID: \S+\) \(SDK Attempt Count: 1\)$/,
    ],
    [
      "sfn:sendTaskSuccess",
      { TaskToken: "bad", Output: "{}" },
      "Sfn.InvalidTokenException",
      /^Invalid Token: 'Invalid token' \(Service: Sfn, Status Code: 400, Request ID: \S+\) \(SDK Attempt Count: 1\)$/,
    ],
  ])("%s fails with AWS's name of the error", async (action, parameters, error, cause) => {
    const arn = await world.run(call(action, parameters));
    const outcome = await world.outcome(arn);
    expect(outcome).toEqual({ status: "FAILED", error, cause: expect.stringMatching(cause) });
  });

  test("a call is a request of its own, with the execution as its cause", async () => {
    const arn = await world.run(call("ecs:createCluster", { ClusterName: "made" }));
    expect(world.sim.requests.filter({ operation: "CreateCluster" })).toEqual([
      {
        requestId: expect.any(String),
        service: "ecs",
        operation: "CreateCluster",
        input: { clusterName: "made" },
        status: 200,
        account: "123456789012",
        region: "us-east-1",
        method: "POST",
        path: "/",
        userAgent: "states.amazonaws.com",
        startedAt: world.sim.clock.date(),
        duration: 0,
        cause: arn,
      },
    ]);
  });

  test("faults apply", async () => {
    world.sim.faults.add({ service: "ecs", operation: "CreateCluster", throttle: true, times: 1 });
    const retry = [{ ErrorEquals: ["States.ALL"], IntervalSeconds: 1 }];
    const arn = await world.run(call("ecs:createCluster", { ClusterName: "made" }, { Retry: retry }));
    await world.sim.clock.advance("1s");
    const events = await world.history(arn);
    expect(events.find(({ type }) => type === "TaskFailed")?.taskFailedEventDetails?.error).toBe(
      "Ecs.EcsException",
    );
    expect((await world.outcome(arn)).status).toBe("SUCCEEDED");
  });
});

describe("calls while faults are active happen at their own times", () => {
  const retry = [{ ErrorEquals: ["States.ALL"], IntervalSeconds: 1 }];

  async function secondsOf(type: string, arn: string): Promise<number[]> {
    const events = await world.history(arn);
    const [start] = events;
    return events
      .filter((event) => event.type === type)
      .map(({ timestamp }) => (Number(timestamp) - Number(start?.timestamp)) / 1_000);
  }

  test("a retry that another fault does not concern", async () => {
    world.sim.faults.add({ service: "ecs", operation: "CreateCluster", throttle: true, times: 2 });
    world.sim.faults.add({ service: "s3", operation: "PutObject", drop: true });
    const arn = await world.run(call("ecs:createCluster", { ClusterName: "made" }, { Retry: retry }));
    await world.sim.clock.advance("1m");
    expect(await secondsOf("TaskScheduled", arn)).toEqual([0, 1, 3]);
    expect(await secondsOf("TaskSucceeded", arn)).toEqual([3]);
  });

  test("a latency", async () => {
    world.sim.faults.add({ service: "ecs", operation: "CreateCluster", latency: "2s", times: 1 });
    const arn = await world.run(call("ecs:createCluster", { ClusterName: "made" }));
    await world.sim.clock.advance("1m");
    expect(await secondsOf("TaskSucceeded", arn)).toEqual([2]);
  });
});

describe("what nothing answers", () => {
  test.each([
    ["arn:aws:states:::glue:startJobRun.sync", "glue", "StartJobRun", { JobName: "j" }],
    ["arn:aws:states:::aws-sdk:glue:getTables", "glue", "GetTables", { DatabaseName: "d" }],
  ])("%s fails, and is not caught by States.ALL", async (resource, service, operation, parameters) => {
    const arn = await world.run({
      T: {
        Type: "Task",
        Resource: resource,
        Parameters: parameters,
        Catch: [{ ErrorEquals: ["States.ALL"], Next: "S" }],
        End: true,
      },
      S: { Type: "Succeed" },
    });
    const { status, error, cause } = await world.outcome(arn);
    expect({ status, error }).toEqual({ status: "FAILED", error: "States.Runtime" });
    expect(cause).toContain(`Nothing answers the resource ${resource}.`);
    expect(cause).toContain(`sim.stepFunctions.onTask("${resource}", …)`);
    expect(cause).toContain(`sim.stub("${service}", "${operation}", …)`);
  });

  test.each([
    ["arn:aws:states:::dynamodb:getItem", true],
    ["arn:aws:states:::aws-sdk:dynamodb:getItem", false],
  ])("a stub of the operation answers %s", async (resource, hasMetadata) => {
    const stub = world.sim.stub("dynamodb", "GetItem", { Item: { id: { S: "1" } } });
    const arn = await world.run(
      {
        T: {
          Type: "Task",
          Resource: resource,
          Parameters: { TableName: "t", Key: { id: { "S.$": "$.id" } } },
          End: true,
        },
      },
      { id: "1" },
    );
    const { output } = await world.outcome(arn);
    expect(output.Item).toEqual({ id: { S: "1" } });
    expect("SdkHttpMetadata" in output).toBe(hasMetadata);
    expect(stub.calls.map(({ input }) => input)).toEqual([{ TableName: "t", Key: { id: { S: "1" } } }]);
  });

  test("an error of a stub is named as AWS names it", async () => {
    world.sim.stub("dynamodb", "GetItem", {
      error: "ResourceNotFoundException",
      message: "no table",
    });
    const arn = await world.run({
      T: {
        Type: "Task",
        Resource: "arn:aws:states:::dynamodb:getItem",
        Parameters: { TableName: "t", Key: { id: { S: "1" } } },
        End: true,
      },
    });
    expect(await world.outcome(arn)).toEqual({
      status: "FAILED",
      error: "DynamoDB.ResourceNotFoundException",
      cause: expect.stringMatching(/^no table \(Service: AmazonDynamoDBv2; Status Code: 400; /),
    });
  });

  test("a mock answers it", async () => {
    const resource = "arn:aws:states:::glue:startJobRun.sync";
    const spy = world.sim.stepFunctions.onTask(resource, { JobRunState: "SUCCEEDED" });
    const arn = await world.run({
      T: { Type: "Task", Resource: resource, Parameters: { JobName: "j" }, End: true },
    });
    expect(await world.outcome(arn)).toEqual({ status: "SUCCEEDED", output: { JobRunState: "SUCCEEDED" } });
    expect(spy.calls.map(({ input }) => input)).toEqual([{ JobName: "j" }]);
    expect((await world.trail(arn)).slice(2, 6)).toEqual([
      "3 2 TaskScheduled",
      "4 3 TaskStarted",
      "5 4 TaskSubmitted",
      "6 5 TaskSucceeded",
    ]);
  });
});

test.each(["dynamodb:getItem", "aws-sdk:dynamodb:getItem"])(
  "a stub of the operation answers %s, though the service is not simulated",
  async (action) => {
    const spy = world.sim.stub("dynamodb", "GetItem", { Item: { id: { S: "7" } } });
    const Parameters = { TableName: "t", Key: { id: { S: "7" } } };
    const Resource = `arn:aws:states:::${action}`;
    const arn = await world.run({ T: { Type: "Task", Resource, Parameters, End: true } });
    expect((await world.outcome(arn)).output).toMatchObject({ Item: { id: { S: "7" } } });
    expect(spy.calls.map(({ input }) => input)).toEqual([Parameters]);
  },
);
