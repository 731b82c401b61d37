import { ECR } from "@aws-sdk/client-ecr";
import { ECS } from "@aws-sdk/client-ecs";
import { Lambda } from "@aws-sdk/client-lambda";
import { S3 } from "@aws-sdk/client-s3";
import { SFN } from "@aws-sdk/client-sfn";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { ZIP } from "../lambda/lambda-world.js";
import { ACCOUNT, arnOf, eventBridgeWorld, NOW, ROLE } from "./event-bridge-world.js";

const world = eventBridgeWorld({ delays: { ecs: { provisioning: "1s" } } });
let ecs: ECS;
let sfn: SFN;
beforeAll(() => {
  ecs = new ECS({ ...world.sim.clientConfig(), maxAttempts: 1 });
  sfn = new SFN({ ...world.sim.clientConfig(), maxAttempts: 1 });
});
afterAll(() => {
  ecs.destroy();
  sfn.destroy();
});

const listen = (source: string) =>
  world.events.putRule({ Name: "r", EventPattern: JSON.stringify({ source: [source] }) });
const seen = () => world.sim.eventBridge.events().map(({ event }) => event);
const details = (): Record<string, unknown>[] => seen().map(({ detail }) => ({ ...detail }));

describe("Q07 ECS", () => {
  beforeEach(async () => {
    await ecs.createCluster({ clusterName: "c" });
    await ecs.registerTaskDefinition({
      family: "job",
      requiresCompatibilities: ["FARGATE"],
      networkMode: "awsvpc",
      cpu: "256",
      memory: "512",
      containerDefinitions: [{ name: "app", image: "app", essential: true }],
    });
  });
  const network = { networkConfiguration: { awsvpcConfiguration: { subnets: ["subnet-1"] } } };

  test("each change of a task is an event, with the task as AWS writes it", async () => {
    await listen("aws.ecs");
    world.sim.ecs.onTask("job", { exitCode: 3 });
    const { tasks: [task] = [] } = await ecs.runTask({
      cluster: "c",
      taskDefinition: "job",
      launchType: "FARGATE",
      startedBy: "me",
      ...network,
    });
    await world.sim.clock.advance("1h");
    const events = seen();
    expect(new Set(events.map((event) => event["detail-type"]))).toEqual(new Set(["ECS Task State Change"]));
    expect(events.every(({ resources }) => resources[0] === task?.taskArn && resources.length === 1)).toBe(
      true,
    );
    const statuses = details().map(({ lastStatus, desiredStatus }) => `${lastStatus} → ${desiredStatus}`);
    expect(statuses[0]).toBe("PROVISIONING → RUNNING");
    expect(statuses.at(-1)).toBe("STOPPED → STOPPED");
    expect(statuses).toContain("RUNNING → RUNNING");
    const versions = details().map(({ version }) => Number(version));
    expect(versions).toEqual([...versions].sort((a, b) => a - b));
    const last = details().at(-1);
    expect(last).toMatchObject({
      clusterArn: `arn:aws:ecs:us-east-1:${ACCOUNT}:cluster/c`,
      attachments: [{ type: "eni" }],
      containers: [{ name: "app", lastStatus: "STOPPED", exitCode: 3, taskArn: task?.taskArn }],
      cpu: "256",
      group: "family:job",
      launchType: "FARGATE",
      startedBy: "me",
      stopCode: "EssentialContainerExited",
      stoppedReason: "Essential container in task exited",
      createdAt: "2026-01-02T03:04:05.678Z",
      stoppedAt: expect.stringMatching(/^2026-01-02T03:[0-9:]+(\.[0-9]*[1-9])?Z$/),
      updatedAt: expect.stringMatching(/Z$/),
      version: versions.at(-1),
    });
    expect(last).not.toHaveProperty("healthStatus");
    expect(last).not.toHaveProperty("tags");
  });

  test("a service has events for its deployments and its steady state", async () => {
    await listen("aws.ecs");
    const { service } = await ecs.createService({
      cluster: "c",
      serviceName: "web",
      taskDefinition: "job",
      desiredCount: 1,
      launchType: "FARGATE",
      ...network,
    });
    await world.sim.clock.advance("5m");
    const { serviceArn = "", clusterArn } = service ?? {};
    const id = service?.deployments?.[0]?.id;
    const own = seen().filter(({ resources }) => resources[0] === serviceArn);
    expect(own.map((event) => [event["detail-type"], event.detail])).toEqual([
      [
        "ECS Deployment State Change",
        {
          eventType: "INFO",
          eventName: "SERVICE_DEPLOYMENT_IN_PROGRESS",
          deploymentId: id,
          updatedAt: "2026-01-02T03:04:05.678Z",
          reason: `ECS deployment ${id} in progress.`,
        },
      ],
      [
        "ECS Deployment State Change",
        {
          eventType: "INFO",
          eventName: "SERVICE_DEPLOYMENT_COMPLETED",
          deploymentId: id,
          updatedAt: expect.stringMatching(/Z$/),
          reason: `ECS deployment ${id} completed.`,
        },
      ],
      [
        "ECS Service Action",
        {
          eventType: "INFO",
          eventName: "SERVICE_STEADY_STATE",
          clusterArn,
          createdAt: expect.stringMatching(/Z$/),
        },
      ],
    ]);
  });

  test("nothing is made while no rule is enabled", async () => {
    await listen("aws.ecs");
    await world.events.disableRule({ Name: "r" });
    await ecs.runTask({ cluster: "c", taskDefinition: "job", launchType: "FARGATE", ...network });
    await world.sim.clock.advance("1m");
    expect(seen()).toEqual([]);
  });
});

test("Q07 ECR has an event for each tag that is pushed or deleted", async () => {
  await listen("aws.ecr");
  const ecr = new ECR(world.sim.clientConfig());
  await ecr.createRepository({ repositoryName: "app" });
  const { imageDigest: digest } = world.sim.ecr.pushImage("app", "v1");
  await ecr.batchDeleteImage({ repositoryName: "app", imageIds: [{ imageTag: "v1" }] });
  const detail = (action: string) => ({
    result: "SUCCESS",
    "repository-name": "app",
    "image-digest": digest,
    "action-type": action,
    "image-tag": "v1",
    "manifest-media-type": expect.any(String),
  });
  expect(seen()).toMatchObject([
    { source: "aws.ecr", "detail-type": "ECR Image Action", resources: [] },
    { source: "aws.ecr", "detail-type": "ECR Image Action", resources: [] },
  ]);
  expect(details()).toEqual([detail("PUSH"), detail("DELETE")]);
  ecr.destroy();
});

describe("Q07 Step Functions", () => {
  const machine = async (states: object) => {
    const definition = JSON.stringify({ StartAt: "S", States: { S: states } });
    return (await sfn.createStateMachine({ name: "m", roleArn: ROLE, definition })).stateMachineArn ?? "";
  };

  test("the status of an execution, with null for what there is not", async () => {
    await listen("aws.states");
    const stateMachineArn = await machine({ Type: "Pass", End: true });
    const { executionArn = "" } = await sfn.startExecution({ stateMachineArn, name: "e", input: '{"a": 1}' });
    await world.sim.clock.advance(0);
    expect(seen()).toMatchObject(
      Array(2).fill({
        source: "aws.states",
        "detail-type": "Step Functions Execution Status Change",
        resources: [executionArn],
      }),
    );
    const running = {
      executionArn,
      stateMachineArn,
      name: "e",
      status: "RUNNING",
      startDate: NOW,
      stopDate: null,
      input: '{"a": 1}',
      output: null,
      stateMachineVersionArn: null,
      stateMachineAliasArn: null,
      redriveCount: 0,
      redriveDate: null,
      redriveStatus: "NOT_REDRIVABLE",
      redriveStatusReason: "Execution is RUNNING and cannot be redriven",
      inputDetails: { included: true },
      outputDetails: null,
      error: null,
      cause: null,
    };
    expect(JSON.stringify(seen()[0]?.detail)).toBe(JSON.stringify(running));
    expect(details()[1]).toEqual({
      ...running,
      status: "SUCCEEDED",
      stopDate: NOW,
      output: '{"a": 1}',
      redriveStatusReason: "Execution is SUCCEEDED and cannot be redriven",
      outputDetails: { included: true },
    });
  });

  test("failures have their error and cause; data that is too large is omitted", async () => {
    await listen("aws.states");
    const stateMachineArn = await machine({ Type: "Fail", Error: "E", Cause: "c" });
    await sfn.startExecution({ stateMachineArn, input: JSON.stringify("x".repeat(250_000)) });
    await world.sim.clock.advance(0);
    expect(details()).toMatchObject([
      { status: "RUNNING" },
      {
        status: "FAILED",
        error: "E",
        cause: "c",
        input: '"'.concat("x".repeat(250_000), '"'),
        redriveStatus: "REDRIVABLE",
        redriveStatusReason: null,
      },
    ]);
    await sfn.startExecution({ stateMachineArn, input: JSON.stringify("x".repeat(255_000)) });
    expect(details()[2]).toMatchObject({ input: null, inputDetails: { included: false } });
  });

  test("events:putEvents names the state machine and the execution", async () => {
    const Parameters = { Entries: [{ Source: "shop", DetailType: "t", Detail: { a: 1 }, Resources: ["r"] }] };
    const stateMachineArn = await machine({
      Type: "Task",
      Resource: "arn:aws:states:::events:putEvents",
      Parameters,
      End: true,
    });
    const { executionArn = "" } = await sfn.startExecution({ stateMachineArn });
    await world.sim.clock.advance(0);
    expect(seen()).toMatchObject([
      {
        source: "shop",
        "detail-type": "t",
        resources: ["r", stateMachineArn, executionArn],
        detail: { a: 1 },
      },
    ]);
    const { output = "" } = await sfn.describeExecution({ executionArn });
    expect(JSON.parse(output)).toMatchObject({ FailedEntryCount: 0, Entries: [{ EventId: seen()[0]?.id }] });
  });

  test("an entry that fails fails the task", async () => {
    const stateMachineArn = await machine({
      Type: "Task",
      Resource: "arn:aws:states:::events:putEvents",
      Parameters: { Entries: [{ Source: "aws.x", DetailType: "t", Detail: {} }] },
      End: true,
    });
    const { executionArn = "" } = await sfn.startExecution({ stateMachineArn });
    await world.sim.clock.advance(0);
    expect(await sfn.describeExecution({ executionArn })).toMatchObject({
      status: "FAILED",
      error: "EventBridge.FailedEntry",
      cause:
        '{"Entries":[{"ErrorCode":"NotAuthorizedForSourceException","ErrorMessage":"Not authorized for the source."}],"FailedEntryCount":1}',
    });
  });
});

test("Q07 S3, if the bucket enables it", async () => {
  const s3 = new S3(world.sim.clientConfig());
  const Arn = await world.queue("q");
  await world.rule(
    "r",
    { source: ["aws.s3"], detail: { object: { key: [{ suffix: ".csv" }] } } },
    { Id: "q", Arn },
  );
  for (const Bucket of ["quiet", "loud"]) await s3.createBucket({ Bucket });
  await s3.putBucketNotificationConfiguration({
    Bucket: "loud",
    NotificationConfiguration: { EventBridgeConfiguration: {} },
  });
  for (const Bucket of ["quiet", "loud"]) await s3.putObject({ Bucket, Key: "a b.csv", Body: "x" });
  await s3.deleteObject({ Bucket: "loud", Key: "a b.csv" });
  const bodies = world.bodies("q").map((body) => JSON.parse(body));
  expect(bodies).toMatchObject([
    {
      source: "aws.s3",
      "detail-type": "Object Created",
      resources: ["arn:aws:s3:::loud"],
      detail: { bucket: { name: "loud" }, object: { key: "a b.csv", size: 1 }, reason: "PutObject" },
    },
    { "detail-type": "Object Deleted", detail: { "deletion-type": "Permanently Deleted" } },
  ]);
  s3.destroy();
});

test("Q08 a function sends its results to a bus", async () => {
  const lambda = new Lambda(world.sim.clientConfig());
  await world.events.createEventBus({ Name: "shop" });
  await lambda.createFunction({
    FunctionName: "f",
    Runtime: "nodejs22.x",
    Role: ROLE,
    Handler: "i.h",
    Code: { ZipFile: ZIP },
  });
  await world.sim.clock.advance("10s");
  const Destination = arnOf("event-bus/shop");
  await lambda.putFunctionEventInvokeConfig({
    FunctionName: "f",
    MaximumRetryAttempts: 0,
    DestinationConfig: { OnSuccess: { Destination }, OnFailure: { Destination } },
  });
  world.sim.lambda.on("f", { ok: true }, new Error("no"));
  for (let n = 0; n < 2; n++)
    await lambda.invoke({ FunctionName: "f", InvocationType: "Event", Payload: `{"n":${n}}` });
  await world.sim.clock.advance("1m");
  const resources = [Destination, `arn:aws:lambda:us-east-1:${ACCOUNT}:function:f:$LATEST`];
  expect(seen()).toMatchObject([
    {
      source: "lambda",
      "detail-type": "Lambda Function Invocation Result - Success",
      resources,
      detail: { requestPayload: { n: 0 }, responsePayload: { ok: true } },
    },
    {
      "detail-type": "Lambda Function Invocation Result - Failure",
      resources,
      detail: { requestPayload: { n: 1 } },
    },
  ]);
  lambda.destroy();
});
