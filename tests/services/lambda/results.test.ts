import { IAM } from "@aws-sdk/client-iam";
import { Lambda } from "@aws-sdk/client-lambda";
import { S3 } from "@aws-sdk/client-s3";
import { SNS } from "@aws-sdk/client-sns";
import { SQS } from "@aws-sdk/client-sqs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type AwsSim, type AwsSimOptions, createAwsSim, type LogEntry } from "../../../lib/index.js";
import { functionNamed } from "./lambda-world.js";

const arnOf = (service: string, resource: string) => `arn:aws:${service}:us-east-1:123456789012:${resource}`;
const TOPIC = arnOf("sns", "results");
const BUS = arnOf("events", "event-bus/default");
const FUNCTION = arnOf("lambda", "function:f");

let sim: AwsSim;
let lambda: Lambda;
let log: LogEntry[];

async function start(options: AwsSimOptions = {}): Promise<void> {
  log = [];
  sim = await createAwsSim({ clock: "frozen", logger: (entry) => log.push(entry), ...options });
  lambda = new Lambda(sim.clientConfig());
  await new SQS(sim.clientConfig()).createQueue({ QueueName: "results" });
  await new SNS(sim.clientConfig()).createTopic({ Name: "results" });
}
beforeEach(() => start());
afterEach(() => sim.close());

const warnings = () => log.filter(({ level }) => level === "warn");

/** Invokes a function with a destination, and waits for its end. */
async function invoke(config: object, destination?: string): Promise<void> {
  await lambda.createFunction({ ...functionNamed("f"), ...config });
  await sim.clock.runUntilIdle();
  const to = { Destination: destination };
  await lambda.putFunctionEventInvokeConfig({
    FunctionName: "f",
    MaximumRetryAttempts: 0,
    ...(destination !== undefined && { DestinationConfig: { OnSuccess: to, OnFailure: to } }),
  });
  await lambda.invoke({ FunctionName: "f", InvocationType: "Event", Payload: '{"id":1}' });
  await sim.clock.runUntilIdle();
}

const RECORD = {
  version: "1.0",
  timestamp: expect.any(String),
  requestContext: {
    requestId: expect.any(String),
    functionArn: `${FUNCTION}:$LATEST`,
    condition: "Success",
    approximateInvokeCount: 1,
  },
  requestPayload: { id: 1 },
  responseContext: { statusCode: 200, executedVersion: "$LATEST" },
  responsePayload: "done",
};

describe("Q08: results of asynchronous invocations", () => {
  test("go to a topic", async () => {
    sim.lambda.on("f", "done");
    await invoke({}, TOPIC);
    const [message] = sim.sns.published("results");
    expect(JSON.parse(message?.message ?? "")).toEqual(RECORD);
    expect(message).not.toHaveProperty("subject");
  });

  test("go to a queue", async () => {
    sim.lambda.on("f", "done");
    await invoke({}, arnOf("sqs", "results"));
    expect(sim.sqs.messages("results").map(({ body }) => JSON.parse(body) as unknown)).toEqual([RECORD]);
  });

  test("go to a function", async () => {
    const events: unknown[] = [];
    sim.lambda.on("f", "done");
    await lambda.createFunction(functionNamed("g"));
    sim.lambda.on("g", (event) => {
      events.push(event);
    });
    await invoke({}, arnOf("lambda", "function:g"));
    expect(events).toEqual([RECORD]);
  });

  test("go to an event bus", async () => {
    sim.lambda.on("f", new Error("no"));
    await invoke({}, BUS);
    expect(sim.eventBridge.events()).toMatchObject([
      {
        bus: "default",
        event: {
          source: "lambda",
          "detail-type": "Lambda Function Invocation Result - Failure",
          resources: [BUS, `${FUNCTION}:$LATEST`],
          detail: {
            requestContext: { condition: "RetriesExhausted" },
            responseContext: { functionError: "Unhandled" },
            responsePayload: { errorMessage: "no" },
          },
        },
      },
    ]);
  });

  test("that are failures go to a bucket, each in an object of its own", async () => {
    sim.s3.createBucket("failures");
    sim.lambda.on("f", new Error("no"));
    await lambda.createFunction(functionNamed("f"));
    await sim.clock.runUntilIdle();
    await lambda.putFunctionEventInvokeConfig({
      FunctionName: "f",
      MaximumRetryAttempts: 0,
      DestinationConfig: { OnFailure: { Destination: "arn:aws:s3:::failures" } },
    });
    const invoke = { FunctionName: "f", InvocationType: "Event", Payload: '{"id":1}' } as const;
    await lambda.invoke(invoke);
    await sim.clock.runUntilIdle();
    const [key = "", ...others] = sim.s3.objects("failures").map((object) => object.key);
    const moment = sim.clock.date().toISOString().slice(0, 19);
    const day = moment.slice(0, 10).replaceAll("-", "/");
    const prefix = `aws/lambda/async/f/${day}/${moment.replaceAll(":", ".")}-`;
    expect([key.slice(0, prefix.length), others]).toEqual([prefix, []]);
    expect(key.slice(prefix.length)).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    const s3 = new S3(sim.clientConfig({ direct: true }));
    const { Body, ContentType } = await s3.getObject({ Bucket: "failures", Key: key });
    expect(ContentType).toBe("application/json");
    expect(JSON.parse((await Body?.transformToString()) ?? "")).toEqual({
      ...RECORD,
      requestContext: { ...RECORD.requestContext, condition: "RetriesExhausted" },
      responseContext: { ...RECORD.responseContext, functionError: "Unhandled" },
      responsePayload: expect.objectContaining({ errorType: "Error", errorMessage: "no" }),
    });
    await lambda.invoke(invoke);
    await sim.clock.runUntilIdle();
    expect(sim.s3.objects("failures")).toHaveLength(2);
    expect(warnings()).toEqual([]);
  });

  test("are lost when the bucket is deleted, with a log entry", async () => {
    sim.lambda.on("f", new Error("no"));
    await lambda.createFunction(functionNamed("f"));
    await sim.clock.runUntilIdle();
    await lambda.putFunctionEventInvokeConfig({
      FunctionName: "f",
      MaximumRetryAttempts: 0,
      DestinationConfig: { OnFailure: { Destination: "arn:aws:s3:::none" } },
    });
    await lambda.invoke({ FunctionName: "f", InvocationType: "Event" });
    await sim.clock.runUntilIdle();
    expect(warnings()).toMatchObject([
      { msg: expect.stringContaining("The specified bucket does not exist") },
    ]);
  });

  test("are lost when the destination is deleted, with a log entry", async () => {
    sim.lambda.on("f", "done");
    await invoke({}, arnOf("sns", "none"));
    expect(log).toMatchObject([
      { level: "warn", fields: { function: "f", destination: arnOf("sns", "none") } },
    ]);
  });
});

test.each([
  ["a topic", TOPIC],
  ["a queue", arnOf("sqs", "results")],
])("Q08: what a function could not process goes to its dead letters, %s", async (_, TargetArn) => {
  sim.lambda.on("f", new Error("no"));
  await invoke({ DeadLetterConfig: { TargetArn } });
  const attributes = {
    RequestID: { DataType: "String", StringValue: expect.stringMatching(/^[0-9a-f-]{36}$/) },
    ErrorCode: { DataType: "Number", StringValue: "200" },
    ErrorMessage: { DataType: "String", StringValue: "no" },
  };
  if (TargetArn === TOPIC)
    expect(sim.sns.published("results")).toMatchObject([
      { message: '{"id":1}', messageAttributes: attributes },
    ]);
  else
    expect(sim.sqs.messages("results")).toMatchObject([{ body: '{"id":1}', messageAttributes: attributes }]);
});

test("Q08: the role of the function needs the permission, where permissions are enforced", async () => {
  await sim.close();
  await start({ authorization: "enforce" });
  const iam = new IAM(sim.clientConfig());
  const RoleName = "app";
  const trust = { Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" };
  const AssumeRolePolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement: trust });
  const { Role } = await iam.createRole({ RoleName, AssumeRolePolicyDocument });
  sim.lambda.on("f", "done");
  await invoke({ Role: Role?.Arn }, TOPIC);
  expect(sim.sns.published()).toEqual([]);
  expect(log).toMatchObject([{ level: "warn", msg: expect.stringContaining("sns:Publish") }]);
  const allow = { Effect: "Allow", Action: "sns:Publish", Resource: TOPIC };
  const PolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement: allow });
  await iam.putRolePolicy({ RoleName, PolicyName: "p", PolicyDocument });
  await lambda.invoke({ FunctionName: "f", InvocationType: "Event" });
  await sim.clock.runUntilIdle();
  expect(sim.sns.published()).toHaveLength(1);
  sim.s3.createBucket("failures");
  sim.lambda.on("f", new Error("no"));
  await lambda.putFunctionEventInvokeConfig({
    FunctionName: "f",
    MaximumRetryAttempts: 0,
    DestinationConfig: { OnFailure: { Destination: "arn:aws:s3:::failures" } },
  });
  const written = async (Action: string) => {
    const statement = { Effect: "Allow", Action, Resource: "arn:aws:s3:::failures/*" };
    await iam.putRolePolicy({
      RoleName,
      PolicyName: "p",
      PolicyDocument: JSON.stringify({ Version: "2012-10-17", Statement: statement }),
    });
    await lambda.invoke({ FunctionName: "f", InvocationType: "Event" });
    await sim.clock.runUntilIdle();
    return sim.s3.objects("failures").length;
  };
  expect([await written("s3:GetObject"), await written("s3:PutObject")]).toEqual([0, 1]);
  expect(warnings().at(-1)).toMatchObject({ msg: expect.stringContaining("s3:PutObject") });
});
