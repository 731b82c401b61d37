import { CloudWatchLogs } from "@aws-sdk/client-cloudwatch-logs";
import { ECS } from "@aws-sdk/client-ecs";
import { SFN } from "@aws-sdk/client-sfn";
import { describe, expect, test } from "vitest";
import { ACCOUNT, functionArn, NOW, pipesWorld, queueArn, ROLE } from "./pipes-world.js";

const world = pipesWorld({ delays: { ecs: 0 } });

describe("Q06 from a queue to its targets", () => {
  test("another queue gets each record as JSON, or what a template makes of it", async () => {
    await world.pipe();
    await world.send({ id: 1 });
    expect(world.bodies("in")).toEqual([]);
    expect(JSON.parse(world.bodies()[0] ?? "")).toMatchObject({
      body: '{"id":1}',
      eventSource: "aws:sqs",
      eventSourceARN: queueArn("in"),
      awsRegion: "us-east-1",
      attributes: { ApproximateReceiveCount: "1" },
    });
    await world.pipes.updatePipe({
      Name: "p",
      RoleArn: ROLE,
      TargetParameters: {
        InputTemplate:
          '{"id": <$.body.id>, "text": "order <$.body.id> of <aws.pipes.pipe-name>", "message": <$.messageId>, "none": <$.body.none>, "at": <aws.pipes.event.ingestion-time>}',
      },
    });
    await world.sim.clock.advance("1s");
    await world.send({ id: 2 });
    expect(JSON.parse(world.bodies()[1] ?? "")).toEqual({
      id: 2,
      text: "order 2 of p",
      message: expect.stringMatching(/^[0-9a-f-]{36}$/),
      none: "",
      at: "2026-01-02T03:04:07.000Z",
    });
    expect(world.sim.pipes.batches("p")).toMatchObject([
      { pipe: "p", at: NOW + 1_000, status: "delivered", failed: [], records: [{ body: '{"id":1}' }] },
      { status: "delivered" },
    ]);
  });

  test("a function gets batches, and reports the messages that failed", async () => {
    const spy = world.sim.lambda.on("f", (event: { body: string; messageId: string }[]) => ({
      batchItemFailures: event
        .filter(({ body }) => body === "bad")
        .map(({ messageId }) => ({ itemIdentifier: messageId })),
    }));
    await world.pipe({
      Target: functionArn("f"),
      SourceParameters: { SqsQueueParameters: { BatchSize: 2 } },
    });
    await world.send("a", "bad", "c");
    const batches = spy.invocations.map(({ payload }) => payload);
    expect(batches).toMatchObject([[{ body: "a" }, { body: "bad" }], [{ body: "c" }]]);
    expect(world.sim.sqs.messages("in")).toMatchObject([{ body: "bad", state: "inFlight" }]);
    expect(world.sim.pipes.batches()).toMatchObject([
      { status: "failed", failed: [world.sim.sqs.messages("in")[0]?.messageId] },
      { status: "delivered" },
    ]);
    await world.sim.clock.advance("30s");
    expect(spy.invocations.length).toBe(3);
  });

  test("a function that throws fails the batch, which comes back and goes to the dead letters", async () => {
    world.sim.lambda.on("f", new Error("no"));
    await world.sqs.createQueue({ QueueName: "dead" });
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: queueArn("dead"), maxReceiveCount: 2 });
    await world.sqs.createQueue({ QueueName: "in", Attributes: { RedrivePolicy } });
    await world.pipes.createPipe({
      Name: "p",
      Source: queueArn("in"),
      Target: functionArn("f"),
      RoleArn: ROLE,
    });
    await world.sim.clock.advance("1s");
    await world.send("a");
    expect(world.sim.pipes.batches()).toMatchObject([
      { status: "failed", reason: expect.stringContaining("no") },
    ]);
    await world.sim.clock.advance("2m");
    expect(world.bodies("dead")).toEqual(["a"]);
    expect(world.sim.pipes.batches()).toHaveLength(2);
  });

  test("a function that is not waited for", async () => {
    const spy = world.sim.lambda.on("f", "done");
    await world.pipe({
      Target: functionArn("f"),
      TargetParameters: {
        LambdaFunctionParameters: { InvocationType: "FIRE_AND_FORGET" },
        InputTemplate: "<$.body>",
      },
    });
    await world.send({ id: 1 });
    expect(spy.invocations).toMatchObject([{ payload: [{ id: 1 }] }]);
    expect(world.bodies("in")).toEqual([]);
  });

  test("a state machine gets batches", async () => {
    const sfn = new SFN(world.sim.clientConfig());
    const definition = JSON.stringify({ StartAt: "P", States: { P: { Type: "Pass", End: true } } });
    const machine = async (name: string, type: "EXPRESS" | "STANDARD") =>
      (await sfn.createStateMachine({ name, type, roleArn: ROLE, definition })).stateMachineArn ?? "";
    const InvocationType = "FIRE_AND_FORGET" as const;
    await world.pipe({
      Target: await machine("standard", "STANDARD"),
      TargetParameters: { StepFunctionStateMachineParameters: { InvocationType }, InputTemplate: "<$.body>" },
    });
    await world.send({ id: 1 });
    expect(world.sim.stepFunctions.executions("standard")).toMatchObject([{ input: [{ id: 1 }] }]);
    await world.pipes.updatePipe({
      Name: "p",
      RoleArn: ROLE,
      Target: await machine("express", "EXPRESS"),
      TargetParameters: { StepFunctionStateMachineParameters: { InvocationType: "REQUEST_RESPONSE" } },
    });
    await world.sim.clock.advance("1s");
    await world.send({ id: 2 });
    expect(world.sim.pipes.batches()[1]).toMatchObject({ status: "delivered" });
    expect(world.bodies("in")).toEqual([]);
    sfn.destroy();
  });

  test("a bus gets events", async () => {
    await world.pipe({
      Target: `arn:aws:events:us-east-1:${ACCOUNT}:event-bus/default`,
      TargetParameters: { InputTemplate: "<$.body>" },
    });
    await world.send({ id: 1 });
    await world.pipes.updatePipe({
      Name: "p",
      RoleArn: ROLE,
      TargetParameters: {
        InputTemplate: "<$.body>",
        EventBridgeEventBusParameters: {
          Source: "shop",
          DetailType: "$.body.type",
          Resources: ["$.body.id"],
        },
      },
    });
    await world.sim.clock.advance("1s");
    await world.send({ id: "o-2", type: "Order Placed" });
    expect(world.sim.eventBridge.events().map(({ event }) => event)).toMatchObject([
      { source: "Pipe p", "detail-type": "Event from aws:sqs", detail: { id: 1 } },
      { source: "shop", "detail-type": "Order Placed", resources: ["o-2"] },
    ]);
  });

  test("a FIFO queue, a log group and a cluster", async () => {
    await world.sqs.createQueue({
      QueueName: "out.fifo",
      Attributes: { FifoQueue: "true", ContentBasedDeduplication: "true" },
    });
    await world.pipe({
      Target: queueArn("out.fifo"),
      TargetParameters: { SqsQueueParameters: { MessageGroupId: "$.body.group" }, InputTemplate: "<$.body>" },
    });
    await world.send({ group: "g" });
    expect(world.sim.sqs.messages("out.fifo")).toMatchObject([{ attributes: { MessageGroupId: "g" } }]);

    const logs = new CloudWatchLogs(world.sim.clientConfig());
    await logs.createLogGroup({ logGroupName: "g" });
    await logs.createLogStream({ logGroupName: "g", logStreamName: "s" });
    await world.pipes.createPipe({
      Name: "logs",
      Source: queueArn("out"),
      Target: `arn:aws:logs:us-east-1:${ACCOUNT}:log-group:g`,
      TargetParameters: { CloudWatchLogsParameters: { LogStreamName: "s" }, InputTemplate: "<$.body>" },
      RoleArn: ROLE,
    });
    await world.sim.clock.advance("1s");
    world.sim.sqs.send("out", { a: 1 });
    await world.sim.clock.advance(0);
    expect(world.sim.logs.messages("g", "s")).toEqual(['{"a":1}']);

    const ecs = new ECS(world.sim.clientConfig());
    await ecs.createCluster({ clusterName: "c" });
    const { taskDefinition } = await ecs.registerTaskDefinition({
      family: "job",
      requiresCompatibilities: ["FARGATE"],
      networkMode: "awsvpc",
      cpu: "256",
      memory: "512",
      containerDefinitions: [{ name: "app", image: "app" }],
    });
    await world.sqs.createQueue({ QueueName: "jobs" });
    await world.pipes.createPipe({
      Name: "jobs",
      Source: queueArn("jobs"),
      Target: `arn:aws:ecs:us-east-1:${ACCOUNT}:cluster/c`,
      TargetParameters: {
        EcsTaskParameters: {
          TaskDefinitionArn: taskDefinition?.taskDefinitionArn,
          LaunchType: "FARGATE",
          NetworkConfiguration: { awsvpcConfiguration: { Subnets: ["subnet-1"] } },
          Overrides: { ContainerOverrides: [{ Name: "app", Command: ["run"] }] },
        },
      },
      RoleArn: ROLE,
    });
    await world.sim.clock.advance("1s");
    world.sim.sqs.send("jobs", "x");
    await world.sim.clock.advance(0);
    expect(world.sim.ecs.runs("job")).toMatchObject([{ command: ["run"] }]);
    logs.destroy();
    ecs.destroy();
  });

  test("a target that is not simulated is recorded", async () => {
    await world.pipe({
      Target: `arn:aws:kinesis:us-east-1:${ACCOUNT}:stream/s`,
      TargetParameters: { InputTemplate: "<$.body>" },
    });
    await world.send({ id: 1 });
    expect(world.sim.pipes.batches()).toMatchObject([{ status: "recorded", inputs: ['{"id":1}'] }]);
    expect(world.bodies("in")).toEqual([]);
  });

  test("records that the target rejects come back, the others do not", async () => {
    await world.pipe({ Target: queueArn("none") });
    await world.send("a");
    expect(world.sim.pipes.batches()).toMatchObject([
      { status: "failed", reason: "The specified queue does not exist." },
    ]);
    expect(world.sim.sqs.messages("in")).toMatchObject([{ body: "a", state: "inFlight" }]);
  });
});

describe("Q06 filters, batches and enrichment", () => {
  test("what no filter matches is deleted", async () => {
    await world.pipe({
      SourceParameters: { FilterCriteria: { Filters: [{ Pattern: '{"body":{"kind":["order"]}}' }] } },
      TargetParameters: { InputTemplate: "<$.body>" },
    });
    await world.send({ kind: "order" }, { kind: "refund" }, "text");
    expect(world.bodies()).toEqual(['{"kind":"order"}']);
    expect(world.bodies("in")).toEqual([]);
  });

  test("a window gathers messages until the batch is full, or the window ends", async () => {
    const spy = world.sim.lambda.on("f", "done");
    await world.pipe({
      Target: functionArn("f"),
      SourceParameters: { SqsQueueParameters: { BatchSize: 3, MaximumBatchingWindowInSeconds: 20 } },
    });
    await world.send("a", "b");
    await world.sim.clock.advance("19s");
    expect(spy.invocations).toHaveLength(0);
    await world.sim.clock.advance("1s");
    expect(spy.invocations).toMatchObject([{ payload: [{ body: "a" }, { body: "b" }] }]);
    await world.send("c", "d", "e");
    expect(spy.invocations).toHaveLength(2);
  });

  test.each([
    ["alone", []],
    ["behind a message that is delayed", [10]],
  ])("a window that ends with the visibility timeout ends before it, %s", async (_, delays) => {
    const spy = world.sim.lambda.on("f", "done");
    await world.sqs.createQueue({ QueueName: "dead" });
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: queueArn("dead"), maxReceiveCount: 1 });
    await world.sqs.createQueue({ QueueName: "in", Attributes: { RedrivePolicy } });
    await world.sqs.createQueue({ QueueName: "out" });
    await world.pipes.createPipe({
      Name: "p",
      Source: queueArn("in"),
      Target: functionArn("f"),
      RoleArn: ROLE,
      SourceParameters: { SqsQueueParameters: { BatchSize: 3, MaximumBatchingWindowInSeconds: 30 } },
    });
    await world.sim.clock.advance("1s");
    for (const delaySeconds of delays) world.sim.sqs.send("in", "late", { delaySeconds });
    await world.send("a");
    const snapshot = world.sim.snapshot();
    await world.sim.clock.advance("5s");
    world.sim.restore(snapshot);
    await world.sim.clock.advance("30s");
    const records = spy.invocations.flatMap(({ payload }) => payload as object[]);
    expect(records).toMatchObject(
      ["a", ...delays.map(() => "late")].map((body) => ({
        body,
        attributes: { ApproximateReceiveCount: "1" },
      })),
    );
    expect([world.bodies("in"), world.bodies("dead")]).toEqual([[], []]);
  });

  test("a function enriches a batch; an empty list ends it", async () => {
    const enrich = world.sim.lambda.on("enrich", (event: { id: number }[]) =>
      event.filter(({ id }) => id > 1).map(({ id }) => ({ id, price: id * 10 })),
    );
    await world.pipe({
      Enrichment: functionArn("enrich"),
      EnrichmentParameters: { InputTemplate: "<$.body>" },
      TargetParameters: { InputTemplate: '{"price": <$.price>}' },
    });
    await world.send({ id: 1 }, { id: 2 }, { id: 3 });
    expect(enrich.invocations.map(({ payload }) => payload)).toEqual([[{ id: 1 }, { id: 2 }, { id: 3 }]]);
    expect(world.bodies()).toEqual(['{"price":20}', '{"price":30}']);
    expect(world.bodies("in")).toEqual([]);
  });

  test("an enrichment that fails fails the batch", async () => {
    world.sim.lambda.on("enrich", new Error("no prices"));
    await world.pipe({ Enrichment: functionArn("enrich") });
    await world.send("a");
    expect(world.sim.pipes.batches()).toMatchObject([
      { status: "failed", inputs: [], reason: expect.stringContaining("no prices") },
    ]);
    expect(world.bodies()).toEqual([]);
    expect(world.sim.sqs.messages("in")).toMatchObject([{ state: "inFlight" }]);
  });
});

test("Q09 a batch that was in progress starts again after a restore", async () => {
  const waiting: (() => void)[] = [];
  world.sim.lambda.on("f", () => new Promise<string>((resolve) => waiting.push(() => resolve("done"))));
  await world.pipe({ Target: functionArn("f") });
  world.sim.sqs.send("in", "a");
  const advanced = world.sim.clock.advance(0);
  await expect.poll(() => waiting.length).toBe(1);
  const snapshot = world.sim.snapshot();
  waiting[0]?.();
  await advanced;
  expect(world.sim.pipes.batches()).toMatchObject([{ status: "delivered" }]);
  world.sim.restore(snapshot);
  expect(world.sim.pipes.batches()).toMatchObject([{ status: "running" }]);
  const again = world.sim.clock.advance(0);
  await expect.poll(() => waiting.length).toBe(2);
  waiting[1]?.();
  await again;
  expect(world.sim.pipes.batches()).toMatchObject([{ status: "delivered" }]);
  expect(world.bodies("in")).toEqual([]);
});

test("a stopped pipe leaves messages in the queue", async () => {
  await world.pipe();
  await world.pipes.stopPipe({ Name: "p" });
  await world.send("a");
  await world.sim.clock.advance("1m");
  expect(world.bodies("in")).toEqual(["a"]);
  await world.pipes.startPipe({ Name: "p" });
  await world.sim.clock.advance("1s");
  expect(world.bodies("in")).toEqual([]);
  expect(world.bodies()).toHaveLength(1);
});

test("a pipe that does not exist is named", () => {
  expect(() => world.sim.pipes.batches("none")).toThrow(
    'There is no pipe "none" in account 123456789012, region us-east-1. There are none.',
  );
});
