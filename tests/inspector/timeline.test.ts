import { ECS } from "@aws-sdk/client-ecs";
import { EventBridge } from "@aws-sdk/client-eventbridge";
import { IAM } from "@aws-sdk/client-iam";
import { Lambda } from "@aws-sdk/client-lambda";
import { S3 } from "@aws-sdk/client-s3";
import { Scheduler } from "@aws-sdk/client-scheduler";
import { SFN } from "@aws-sdk/client-sfn";
import { SNS } from "@aws-sdk/client-sns";
import { SQS } from "@aws-sdk/client-sqs";
import { request } from "undici";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type AwsSim, createAwsSim } from "../../lib/index.js";
import { causesOf, type Entry, entriesOf, eventsIn, inspect, type Page } from "./inspected.js";

const START = Date.parse("2030-01-01T00:00:00Z");

let sim: AwsSim;
beforeAll(async () => {
  sim = await createAwsSim({ clock: "frozen", startTime: START, delays: 0, inspect: "always" });
});
afterEach(() => sim.reset());
afterAll(() => sim.close());

const s3 = () => new S3({ ...sim.clientConfig(), maxAttempts: 1 });

/** Lets a function be invoked for each object of a bucket, and write a copy as itself. */
async function copyUploads(): Promise<void> {
  sim.s3.createBucket("uploads");
  sim.s3.createBucket("copies");
  sim.lambda.on<{ Records: { s3: { object: { key: string } } }[] }>("copy", async (event, context) => {
    const own = new S3(context.clientConfig());
    await own.putObject({ Bucket: "copies", Key: event.Records[0]?.s3.object.key, Body: "copy" });
  });
  await s3().putBucketNotificationConfiguration({
    Bucket: "uploads",
    SkipDestinationValidation: true,
    NotificationConfiguration: {
      LambdaFunctionConfigurations: [
        {
          LambdaFunctionArn: `arn:aws:lambda:${sim.region}:${sim.accountId}:function:copy`,
          Events: ["s3:ObjectCreated:*"],
        },
      ],
    },
  });
}

/** Runs a task of the family "export". */
async function runExport(): Promise<void> {
  const ecs = new ECS(sim.clientConfig());
  await ecs.createCluster({});
  await ecs.registerTaskDefinition({
    family: "export",
    networkMode: "awsvpc",
    requiresCompatibilities: ["FARGATE"],
    cpu: "256",
    memory: "512",
    containerDefinitions: [{ name: "main", image: "export:1" }],
  });
  await ecs.runTask({
    taskDefinition: "export",
    launchType: "FARGATE",
    networkConfiguration: { awsvpcConfiguration: { subnets: ["subnet-1"] } },
  });
}

describe("entries", () => {
  test("a request: what it was about, who sent it and when", async () => {
    sim.s3.createBucket("exports");
    await sim.clock.advance("5s");
    await s3().putObject({ Bucket: "exports", Key: "2030/rows.csv", Body: "a,b" });
    const requestId = sim.requests.last()?.requestId;
    expect(await inspect<Page>(sim, "/timeline")).toEqual({
      entries: [
        {
          sequence: expect.any(Number),
          id: `request:${requestId}`,
          kind: "request",
          service: "s3",
          name: "PutObject",
          resource: "exports/2030/rows.csv",
          account: sim.accountId,
          region: sim.region,
          startedAt: START + 5_000,
          endedAt: START + 5_000,
          outcome: "succeeded",
          caller: "AKIAAWSSIMULATOR0000",
        },
      ],
      cursor: expect.any(Number),
      more: false,
      generation: expect.any(Number),
      first: expect.any(Number),
      now: START + 5_000,
      mode: "frozen",
    });
  });

  test("a request that failed has its error, input and output", async () => {
    await s3()
      .getObject({ Bucket: "missing", Key: "k" })
      .catch(() => {});
    sim.s3.createBucket("exports");
    await s3().putObject({ Bucket: "exports", Key: "k", Body: "a" });
    const [failed, put] = await entriesOf(sim);
    expect(failed).toMatchObject({
      outcome: "failed",
      error: "NoSuchBucket: The specified bucket does not exist",
    });
    expect(await inspect(sim, `/timeline/${failed?.id}`)).toMatchObject({
      input: { Bucket: "missing", Key: "k" },
      error: { code: "NoSuchBucket", message: "The specified bucket does not exist" },
      more: { status: 404, method: "GET", path: "/missing/k" },
      causes: [],
      effects: [],
    });
    expect(await inspect(sim, `/timeline/${put?.id}`)).toMatchObject({
      output: { ETag: '"0cc175b9c0f1b6a831c399e269772661"' },
    });
    // The log of requests is as ever.
    expect(sim.requests.last()).not.toHaveProperty("output");
  });

  test("a run of a task continues until it stops", async () => {
    sim.ecs.onTask("export", { duration: "20s", exitCode: 3 });
    await runExport();
    const runs = async () => (await entriesOf(sim)).filter(({ kind }) => kind === "run");
    await sim.clock.advance("1s");
    expect(await runs()).toMatchObject([{ name: "export", outcome: "running", startedAt: START }]);
    await sim.clock.advance("1m");
    expect(await runs()).toMatchObject([
      {
        outcome: "failed",
        error: "exit code 3: Essential container in task exited",
        startedAt: START,
        endedAt: START + 20_000,
      },
    ]);
    expect(await causesOf(sim, "run", "export")).toEqual(["run export", "request RunTask"]);
    expect(await causesOf(sim, "timer", "container-exit")).toEqual([
      "timer container-exit",
      "timer task-pending",
      "run export",
      "request RunTask",
    ]);
  });

  test("a fault that struck, caused by the request", async () => {
    sim.s3.createBucket("exports");
    sim.faults.add({ service: "s3", operation: "GetObject", throttle: true });
    await s3()
      .getObject({ Bucket: "exports", Key: "k" })
      .catch(() => {});
    expect(await causesOf(sim, "fault", "throttle: GetObject")).toEqual([
      "fault throttle: GetObject",
      "request GetObject",
    ]);
  });

  test("a denial, with what decided", async () => {
    sim.authorization.mode = "enforce";
    await new IAM(sim.clientConfig()).createUser({ UserName: "ci" });
    await new SQS(sim.clientConfig({ user: "ci" })).listQueues().catch(() => {});
    const denied = (await entriesOf(sim)).find(({ outcome }) => outcome === "denied");
    expect(denied).toMatchObject({ name: "ListQueues", caller: `arn:aws:iam::${sim.accountId}:user/ci` });
    expect(await inspect(sim, `/timeline/${denied?.id}`)).toMatchObject({
      authorization: { decision: "denied", action: "sqs:ListQueues" },
    });
  });
});

describe("causes", () => {
  test("lead from the call of a handler to the upload that led to it", async () => {
    await copyUploads();
    await s3().putObject({ Bucket: "uploads", Key: "a", Body: "a" });
    await sim.clock.runUntilIdle();
    expect(await causesOf(sim, "request", "PutObject")).toEqual([
      "request PutObject",
      "invocation copy",
      "timer async-event",
      "delivery ObjectCreated:Put",
      "request PutObject",
    ]);
    // The record names the invocation by its request id.
    const [invocation] = sim.lambda.invocations("copy");
    expect(sim.requests.last({ operation: "PutObject" })?.cause).toBe(invocation?.requestId);
  });

  test("lead from what a target did to the event and its rule", async () => {
    const events = new EventBridge(sim.clientConfig());
    sim.lambda.on("notify", 1);
    await events.putRule({ Name: "orders", EventPattern: '{"source":["shop"]}' });
    const Arn = `arn:aws:lambda:${sim.region}:${sim.accountId}:function:notify`;
    await events.putTargets({ Rule: "orders", Targets: [{ Id: "1", Arn }] });
    await events.putEvents({ Entries: [{ Source: "shop", DetailType: "order", Detail: "{}" }] });
    await sim.clock.runUntilIdle();
    expect(await causesOf(sim, "invocation", "notify")).toEqual([
      "invocation notify",
      "timer async-event",
      "delivery orders",
      "request PutEvents",
    ]);
  });

  test("lead from what a subscription delivered to the message", async () => {
    const sns = new SNS(sim.clientConfig());
    sim.lambda.on("notify", 1);
    const { TopicArn } = await sns.createTopic({ Name: "orders" });
    const Endpoint = `arn:aws:lambda:${sim.region}:${sim.accountId}:function:notify`;
    await sns.subscribe({ TopicArn, Protocol: "lambda", Endpoint });
    await sns.publish({ TopicArn, Message: "hello" });
    await sim.clock.runUntilIdle();
    expect(await causesOf(sim, "invocation", "notify")).toEqual([
      "invocation notify",
      "timer async-event",
      "delivery lambda",
      "request Publish",
    ]);
  });

  test("lead from what a schedule sent to its timer", async () => {
    sim.lambda.on("nightly", 1);
    await new Scheduler(sim.clientConfig()).createSchedule({
      Name: "every-night",
      ScheduleExpression: "at(2030-01-01T03:00:00)",
      FlexibleTimeWindow: { Mode: "OFF" },
      Target: {
        Arn: `arn:aws:lambda:${sim.region}:${sim.accountId}:function:nightly`,
        RoleArn: `arn:aws:iam::${sim.accountId}:role/r`,
      },
    });
    await sim.clock.advance("4h");
    expect(await causesOf(sim, "invocation", "nightly")).toEqual([
      "invocation nightly",
      "timer async-event",
      "delivery every-night",
      "timer due",
      "request CreateSchedule",
    ]);
  });

  test("lead from what a state machine calls to its execution", async () => {
    sim.lambda.on("charge", { paid: true });
    const sfn = new SFN(sim.clientConfig());
    const States = {
      Charge: {
        Type: "Task",
        Resource: "arn:aws:states:::lambda:invoke",
        Parameters: { FunctionName: "charge" },
        End: true,
      },
    };
    const { stateMachineArn } = await sfn.createStateMachine({
      name: "orders",
      roleArn: `arn:aws:iam::${sim.accountId}:role/r`,
      definition: JSON.stringify({ StartAt: "Charge", States }),
    });
    await sfn.startExecution({ stateMachineArn, name: "one" });
    await sim.clock.runUntilIdle();
    expect(await causesOf(sim, "invocation", "charge")).toEqual([
      "invocation charge",
      "request Invoke",
      "execution orders",
      "request StartExecution",
    ]);
    const execution = (await entriesOf(sim)).find(({ kind }) => kind === "execution");
    expect(execution).toMatchObject({ outcome: "succeeded", startedAt: START });
    const { effects } = await inspect<{ effects: Entry[] }>(
      sim,
      `/timeline/${encodeURIComponent(execution?.id ?? "")}`,
    );
    expect(effects.map(({ name }) => name)).toContain("Invoke");
  });

  test("lead from a call of a task's handler to the task", async () => {
    sim.s3.createBucket("exports");
    sim.ecs.onTask("export", async (task) => {
      await new S3(task.clientConfig()).putObject({ Bucket: "exports", Key: "rows", Body: "" });
    });
    await runExport();
    await sim.clock.runUntilIdle();
    expect(await causesOf(sim, "request", "PutObject")).toEqual([
      "request PutObject",
      "run export",
      "request RunTask",
    ]);
  });
});

describe("reading", () => {
  test("pages follow a cursor, and changes come after it", async () => {
    const { createQueue } = queues();
    for (const name of ["a", "b", "c"]) await createQueue(name);
    const first = await inspect<Page>(sim, "/timeline?limit=2");
    expect([first.entries.length, first.more]).toEqual([2, true]);
    const second = await inspect<Page>(sim, `/timeline?after=${first.cursor}&limit=2`);
    expect([second.entries.length, second.more]).toEqual([1, false]);
    const none = await inspect<Page>(sim, `/timeline?after=${second.cursor}`);
    expect([none.entries, none.cursor]).toEqual([[], second.cursor]);
    await createQueue("d");
    expect((await inspect<Page>(sim, `/timeline?after=${second.cursor}`)).entries).toMatchObject([
      { name: "CreateQueue", resource: "d" },
    ]);
  });

  test("a reset begins another generation, without the entries", async () => {
    await queues().createQueue("a");
    const { generation } = await inspect<Page>(sim, "/timeline");
    sim.reset();
    const page = await inspect<Page>(sim, "/timeline");
    expect(page.entries).toEqual([]);
    expect(page.generation).toBe(generation + 1);
  });

  test.each([
    ["/timeline?after=-1", '"after" is "-1". Use a whole number from 0.'],
    ["/timeline?limit=x", '"limit" is "x". Use a whole number from 0.'],
    ["/timeline/request:none", 'The timeline has no entry "request:none".'],
  ])("%s is rejected", async (path, error) => {
    expect(await inspect(sim, path)).toMatchObject({ error });
  });

  test("entries come as server-sent events, with simulated time", async () => {
    await queues().createQueue("a");
    const stream = await request(`${sim.url}/_sim/inspector/events`);
    expect(stream.headers).toMatchObject({
      "content-type": "text/event-stream",
      "cache-control": "no-store",
    });
    const events = eventsIn(stream.body);
    expect((await events.next()).value).toMatchObject({ entries: [{ name: "CreateQueue" }], now: START });
    await queues().createQueue("b");
    await sim.clock.advance("1h");
    const seen: Entry[] = [];
    for (let now = 0; now < START + 3_600_000 || seen.length === 0; ) {
      const { value } = await events.next();
      seen.push(...(value?.entries ?? []));
      now = value?.now ?? Number.POSITIVE_INFINITY;
    }
    expect(seen).toMatchObject([{ name: "CreateQueue", resource: "b" }]);
    await events.return(undefined);
  });

  test("pages of other sites are rejected", async () => {
    const response = await request(`${sim.url}/_sim/inspector/timeline`, {
      headers: { origin: "https://evil.example" },
    });
    expect(response.statusCode).toBe(403);
  });
});

test("without the option, the past is what the histories have, and the present has causes", async () => {
  const late = await createAwsSim({ clock: "frozen", startTime: START, delays: 0 });
  const lambda = new Lambda(late.clientConfig());
  late.lambda.on("f", 1);
  await lambda.invoke({ FunctionName: "f" });
  expect((await entriesOf(late)).map(({ kind, name }) => `${kind} ${name}`)).toEqual([
    "request Invoke",
    "invocation f",
  ]);
  expect(await causesOf(late, "invocation", "f")).toEqual(["invocation f", "request Invoke"]);
  await lambda.invoke({ FunctionName: "f", InvocationType: "Event" });
  await late.clock.runUntilIdle();
  expect(await causesOf(late, "invocation", "f")).toEqual([
    "invocation f",
    "timer async-event",
    "request Invoke",
  ]);
  await late.close();
});

test("the timeline keeps as many entries as the option historyLimit", async () => {
  const small = await createAwsSim({ clock: "frozen", historyLimit: 3, inspect: "always" });
  const sqs = new SQS(small.clientConfig());
  for (const QueueName of ["a", "b", "c", "d", "e"]) await sqs.createQueue({ QueueName });
  expect((await entriesOf(small)).map((entry) => Reflect.get(entry, "resource"))).toEqual(["c", "d", "e"]);
  await small.close();
});

test("a program that drains ends the streams, and does not wait for them", async () => {
  const program = await createAwsSim({ inspect: "always" });
  const stream = await request(`${program.url}/_sim/inspector/events`);
  const events = eventsIn(stream.body);
  await events.next();
  await program.drain();
  for (let done: boolean | undefined = false; !done; ) ({ done } = await events.next());
  expect((await events.next()).done).toBe(true);
  await program.close();
});

function queues() {
  const sqs = new SQS(sim.clientConfig());
  return { createQueue: (QueueName: string) => sqs.createQueue({ QueueName }) };
}
