import { ECS } from "@aws-sdk/client-ecs";
import { IAM } from "@aws-sdk/client-iam";
import { SFN } from "@aws-sdk/client-sfn";
import { describe, expect, test } from "vitest";
import { createAwsSim } from "../../../lib/index.js";
import { failureOf } from "../event-bridge/event-bridge-world.js";
import { ACCOUNT, arnOf, NOW, queueArn, ROLE, schedulerWorld } from "./scheduler-world.js";

const world = schedulerWorld({ delays: { ecs: 0 } });

const once = (Target: object) =>
  world.schedule("at(2026-01-02T04:00:00)", { Target: { RoleArn: ROLE, Arn: "", ...Target } });
const run = () => world.sim.clock.set("2026-01-02T04:00:00Z");
const invocation = () => world.sim.scheduler.invocations()[0];

describe("templated targets", () => {
  test("a function gets the input, with the attributes of the invocation", async () => {
    const spy = world.sim.lambda.on("f", "done");
    const input = {
      arn: "<aws.scheduler.schedule-arn>",
      time: "<aws.scheduler.scheduled-time>",
      id: "<aws.scheduler.execution-id>",
      attempt: "<aws.scheduler.attempt-number>",
    };
    await once({ Arn: `arn:aws:lambda:us-east-1:${ACCOUNT}:function:f`, Input: JSON.stringify(input) });
    await run();
    expect(spy.invocations.map(({ payload }) => payload)).toEqual([
      {
        arn: arnOf("schedule/default/s"),
        time: "2026-01-02T04:00:00Z",
        id: invocation()?.executionId,
        attempt: "1",
      },
    ]);
  });

  test("a function without an input gets an event", async () => {
    const spy = world.sim.lambda.on("f", "done");
    await once({ Arn: `arn:aws:lambda:us-east-1:${ACCOUNT}:function:f` });
    await run();
    expect(spy.invocations[0]?.payload).toEqual({
      version: "0",
      id: invocation()?.executionId,
      "detail-type": "Scheduled Event",
      source: "aws.scheduler",
      account: ACCOUNT,
      time: "2026-01-02T04:00:00Z",
      region: "us-east-1",
      resources: [arnOf("schedule/default/s")],
      detail: "{}",
    });
  });

  test("a bus gets an event", async () => {
    await once({
      Arn: `arn:aws:events:us-east-1:${ACCOUNT}:event-bus/default`,
      EventBridgeParameters: { Source: "jobs", DetailType: "Due" },
      Input: '{"a":1}',
    });
    await run();
    expect(world.sim.eventBridge.events()).toMatchObject([
      {
        event: {
          source: "jobs",
          "detail-type": "Due",
          resources: [arnOf("schedule/default/s")],
          detail: { a: 1 },
        },
      },
    ]);
  });

  test("a state machine starts an execution", async () => {
    const sfn = new SFN(world.sim.clientConfig());
    const definition = JSON.stringify({ StartAt: "P", States: { P: { Type: "Pass", End: true } } });
    const { stateMachineArn: Arn } = await sfn.createStateMachine({ name: "m", roleArn: ROLE, definition });
    await once({ Arn, Input: '{"a":1}' });
    await run();
    expect(world.sim.stepFunctions.executions("m")).toMatchObject([{ input: { a: 1 } }]);
    expect(invocation()).toMatchObject({ status: "delivered", attempts: 1, response: { status: 200 } });
    sfn.destroy();
  });

  test("a cluster runs tasks", async () => {
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
    await once({
      Arn: `arn:aws:ecs:us-east-1:${ACCOUNT}:cluster/c`,
      EcsParameters: {
        TaskDefinitionArn: taskDefinition?.taskDefinitionArn,
        LaunchType: "FARGATE",
        NetworkConfiguration: { awsvpcConfiguration: { Subnets: ["subnet-1"] } },
        Tags: [{ key: "a", value: "1" }],
      },
      Input: JSON.stringify({
        containerOverrides: [{ name: "app", environment: [{ name: "K", value: "V" }] }],
      }),
    });
    await run();
    expect(world.sim.ecs.runs("job")).toMatchObject([{ environment: { K: "V" } }]);
    expect(world.sim.requests.last({ operation: "RunTask" })).toMatchObject({
      input: { startedBy: "chronos-schedule/s", tags: [{ key: "a", value: "1" }] },
      userAgent: "scheduler.amazonaws.com",
      cause: arnOf("schedule/default/s"),
    });
    ecs.destroy();
  });

  test("a FIFO queue gets the message group", async () => {
    await world.sqs.createQueue({
      QueueName: "q.fifo",
      Attributes: { FifoQueue: "true", ContentBasedDeduplication: "true" },
    });
    await once({ Arn: queueArn("q.fifo"), SqsParameters: { MessageGroupId: "g" }, Input: "text" });
    await run();
    expect(world.sim.sqs.messages("q.fifo")).toMatchObject([
      { body: "text", attributes: { MessageGroupId: "g" } },
    ]);
  });

  test("a target that is not simulated is recorded", async () => {
    await once({ Arn: `arn:aws:kinesis:us-east-1:${ACCOUNT}:stream/s`, Input: "{}" });
    await run();
    expect(world.sim.scheduler.invocations("s")).toEqual([
      {
        group: "default",
        schedule: "s",
        scheduledTime: Date.parse("2026-01-02T04:00:00Z"),
        executionId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        target: `arn:aws:kinesis:us-east-1:${ACCOUNT}:stream/s`,
        input: "{}",
        status: "recorded",
        attempts: 1,
      },
    ]);
  });
});

describe("universal targets", () => {
  test("call any operation of any service", async () => {
    const { QueueUrl } = await world.sqs.createQueue({ QueueName: "jobs" });
    const Input = JSON.stringify({ QueueUrl, MessageBody: "<aws.scheduler.scheduled-time>" });
    await once({ Arn: "arn:aws:scheduler:::aws-sdk:sqs:sendMessage", Input });
    await run();
    expect(world.sim.sqs.messages("jobs")).toMatchObject([{ body: "2026-01-02T04:00:00Z" }]);
    expect(invocation()).toMatchObject({ status: "delivered" });
  });

  test("an operation that does not exist fails", async () => {
    await once({ Arn: "arn:aws:scheduler:::aws-sdk:sqs:sendMesage", Input: "{}" });
    await run();
    expect(invocation()).toMatchObject({ status: "failed", attempts: 1, error: { code: "rejected" } });
    expect(invocation()?.error?.message).toContain('Did you mean "SendMessage"?');
  });
});

test("a completed schedule is deleted before its target, an operation on it, is called", async () => {
  await world.schedule("at(2026-01-02T04:00:00)", {
    ActionAfterCompletion: "DELETE",
    Target: {
      Arn: "arn:aws:scheduler:::aws-sdk:scheduler:deleteSchedule",
      RoleArn: ROLE,
      Input: '{"Name":"s"}',
    },
  });
  await run();
  expect(invocation()).toMatchObject({ status: "failed", error: { code: "ResourceNotFoundException" } });
  expect(world.sim.scheduler.schedules()).toEqual([]);
});

test("with the delay `delivery`, an invocation is pending until it ends", async () => {
  world.sim.delays.set({ scheduler: { delivery: "5s" } });
  await world.schedule("at(2026-01-02T04:00:00)");
  await run();
  expect(invocation()).toMatchObject({ status: "pending", attempts: 0 });
  expect(world.bodies()).toEqual([]);
  await world.sim.clock.advance("5s");
  expect(invocation()).toMatchObject({ status: "delivered", attempts: 1 });
  expect(world.bodies()).toEqual(["2026-01-02T04:00:00Z"]);
});

test("Q06 retries, and dead letters with their attributes", async () => {
  await world.sqs.createQueue({ QueueName: "dead" });
  world.sim.stub("sqs", "SendMessage", { error: "ThrottlingException", message: "slow", status: 429 });
  const Arn = "arn:aws:scheduler:::aws-sdk:sqs:sendMessage";
  await once({
    Arn,
    Input: '{"QueueUrl":"q","MessageBody":"<aws.scheduler.attempt-number>"}',
    RetryPolicy: { MaximumRetryAttempts: 2 },
    DeadLetterConfig: { Arn: queueArn("dead") },
  });
  await run();
  expect(invocation()).toMatchObject({
    status: "pending",
    attempts: 1,
    error: { code: "ThrottlingException" },
  });
  await world.sim.clock.advance("1m");
  expect(invocation()).toMatchObject({ status: "deadLettered", attempts: 3 });
  const text = (StringValue: string) => ({ DataType: "String", StringValue });
  expect(world.sim.sqs.messages("dead")).toMatchObject([
    {
      body: '{"QueueUrl":"q","MessageBody":"3"}',
      messageAttributes: {
        ERROR_CODE: text("ThrottlingException"),
        ERROR_MESSAGE: text("slow"),
        EXECUTION_ID: text(invocation()?.executionId ?? ""),
        EXHAUSTED_RETRY_CONDITION: text("MaximumRetryAttempts"),
        IS_PAYLOAD_TRUNCATED: text("false"),
        RETRY_ATTEMPTS: text("2"),
        SCHEDULED_TIME: text("2026-01-02T04:00:00Z"),
        SCHEDULE_ARN: text(arnOf("schedule/default/s")),
        TARGET_ARN: text(Arn),
      },
    },
  ]);
});

test("a schedule that neither exists nor ran is named", () => {
  expect(() => world.sim.scheduler.invocations("none")).toThrow(
    'There is no schedule "none" in account 123456789012, region us-east-1. There are none.',
  );
  expect(world.sim.scheduler.state()).toEqual({ schedules: [], invocations: [] });
  expect(world.sim.clock.now()).toBe(NOW);
});

test("the role of a target has to trust Scheduler, and to allow what the target needs", async () => {
  const sim = await createAwsSim({ clock: "frozen", startTime: NOW, authorization: "enforce" });
  const { Scheduler } = await import("@aws-sdk/client-scheduler");
  const scheduler = new Scheduler({ ...sim.clientConfig(), maxAttempts: 1 });
  const iam = new IAM(sim.clientConfig());
  const document = (Statement: object) => JSON.stringify({ Version: "2012-10-17", Statement });
  const trust = (Service: string) =>
    document({ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service } });
  await iam.createRole({ RoleName: "scheduler", AssumeRolePolicyDocument: trust("events.amazonaws.com") });
  const create = (Name: string) =>
    scheduler.createSchedule({
      Name,
      ScheduleExpression: "rate(1 hour)",
      FlexibleTimeWindow: { Mode: "OFF" },
      Target: { Arn: queueArn("q"), RoleArn: ROLE, Input: "x" },
    });
  expect(await failureOf(create("s"))).toEqual({
    name: "ValidationException",
    message: "The execution role you provide must allow AWS EventBridge Scheduler to assume the role.",
    status: 400,
  });
  await iam.updateAssumeRolePolicy({
    RoleName: "scheduler",
    PolicyDocument: trust("scheduler.amazonaws.com"),
  });
  await new (await import("@aws-sdk/client-sqs")).SQS(sim.clientConfig()).createQueue({ QueueName: "q" });
  await create("s");
  await sim.clock.advance(0);
  expect(sim.scheduler.invocations("s")).toMatchObject([
    { status: "failed", error: { code: "AccessDenied" } },
  ]);
  await iam.putRolePolicy({
    RoleName: "scheduler",
    PolicyName: "p",
    PolicyDocument: document({ Effect: "Allow", Action: "sqs:SendMessage", Resource: queueArn("q") }),
  });
  await sim.clock.advance("1h");
  expect(sim.scheduler.invocations("s")).toMatchObject([{ status: "failed" }, { status: "delivered" }]);
  await sim.close();
});
