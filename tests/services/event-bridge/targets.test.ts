import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { CloudWatchLogs } from "@aws-sdk/client-cloudwatch-logs";
import { ECS } from "@aws-sdk/client-ecs";
import { SFN } from "@aws-sdk/client-sfn";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ACCOUNT, arnOf, eventBridgeWorld, failureOf, OTHER, ROLE } from "./event-bridge-world.js";

const world = eventBridgeWorld({ delays: { ecs: 0 } });

/** The deliveries of the received events, in short. */
const outcomes = () =>
  world.sim.eventBridge
    .events()
    .flatMap(({ matched }) => matched.flatMap(({ targets }) => targets))
    .map(({ id, status, attempts, errorCode }) => ({
      id,
      status,
      attempts,
      ...(errorCode && { errorCode }),
    }));

describe("Q05 what targets get", () => {
  test("a function is invoked with the event", async () => {
    const spy = world.sim.lambda.on("f", "done");
    await world.rule(
      "r",
      { source: ["shop"] },
      { Id: "f", Arn: `arn:aws:lambda:us-east-1:${ACCOUNT}:function:f` },
    );
    await world.put({ id: 1 });
    await world.sim.clock.advance(0);
    const [{ event } = {}] = world.sim.eventBridge.events();
    expect(spy.invocations.map((invocation) => invocation.payload)).toEqual([event]);
    expect(outcomes()).toEqual([{ id: "f", status: "delivered", attempts: 1 }]);
  });

  test("a FIFO queue gets the message group, and the trace header", async () => {
    const Arn = await world.queue("q.fifo", { FifoQueue: "true", ContentBasedDeduplication: "true" });
    await world.rule("r", { source: ["shop"] }, { Id: "q", Arn, SqsParameters: { MessageGroupId: "g" } });
    const TraceHeader = "Root=1-5759e988-bd862e3fe1be46a994272793";
    await world.events.putEvents({
      Entries: [{ Source: "shop", DetailType: "t", Detail: "{}", TraceHeader }],
    });
    expect(world.sim.sqs.messages("q.fifo")).toMatchObject([
      { attributes: { MessageGroupId: "g", AWSTraceHeader: TraceHeader } },
    ]);
    expect(world.sim.eventBridge.events()[0]?.traceHeader).toBe(TraceHeader);
  });

  test("a log group gets one event in a stream of its own", async () => {
    const logs = new CloudWatchLogs(world.sim.clientConfig());
    await logs.createLogGroup({ logGroupName: "/aws/events/shop" });
    const Arn = `arn:aws:logs:us-east-1:${ACCOUNT}:log-group:/aws/events/shop:*`;
    await world.rule("r", { source: ["shop"] }, { Id: "l", Arn, InputPath: "$.detail" });
    await world.put({ id: 1 });
    await world.put({ id: 2 });
    expect(world.sim.logs.messages("/aws/events/shop").sort()).toEqual(['{"id":1}', '{"id":2}']);
    const { logStreams } = await logs.describeLogStreams({ logGroupName: "/aws/events/shop" });
    expect(logStreams).toHaveLength(2);
    logs.destroy();
  });

  test("a state machine starts an execution whose name begins with the id of the event", async () => {
    const sfn = new SFN(world.sim.clientConfig());
    const definition = JSON.stringify({ StartAt: "P", States: { P: { Type: "Pass", End: true } } });
    const { stateMachineArn: Arn } = await sfn.createStateMachine({ name: "m", roleArn: ROLE, definition });
    await world.rule("r", { source: ["shop"] }, { Id: "m", Arn, RoleArn: ROLE, InputPath: "$.detail" });
    const id = await world.put({ id: 1 });
    await world.sim.clock.advance(0);
    const { executions: [execution] = [] } = await sfn.listExecutions({ stateMachineArn: Arn });
    expect(execution?.name).toMatch(new RegExp(`^${id}_[0-9a-f-]{36}$`));
    const { input } = await sfn.describeExecution({ executionArn: execution?.executionArn });
    expect(input).toBe('{"id":1}');
    const call = world.sim.requests.last({ operation: "StartExecution" });
    expect(call).toMatchObject({ userAgent: "events.amazonaws.com", cause: arnOf("rule/r") });
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
    const overrides = {
      containerOverrides: [{ name: "app", command: ["run"], environment: [{ name: "K", value: "V" }] }],
    };
    await world.rule(
      "a-rule-with-a-name-that-is-longer-than-that",
      { source: ["shop"] },
      {
        Id: "c",
        Arn: `arn:aws:ecs:us-east-1:${ACCOUNT}:cluster/c`,
        RoleArn: ROLE,
        Input: JSON.stringify(overrides),
        EcsParameters: {
          TaskDefinitionArn: taskDefinition?.taskDefinitionArn,
          TaskCount: 2,
          LaunchType: "FARGATE",
          NetworkConfiguration: { awsvpcConfiguration: { Subnets: ["subnet-1"], AssignPublicIp: "ENABLED" } },
          Tags: [{ Key: "a", Value: "1" }],
        },
      },
    );
    await world.put({});
    await world.sim.clock.advance(0);
    expect(world.sim.ecs.runs("job")).toMatchObject([
      { command: ["run"], environment: { K: "V" } },
      { command: ["run"], environment: { K: "V" } },
    ]);
    const call = world.sim.requests.last({ operation: "RunTask" });
    expect(call?.input).toMatchObject({
      startedBy: "events-rule/a-rule-with-a-name-that-",
      tags: [{ key: "a", value: "1" }],
    });
    ecs.destroy();
  });

  test("a target of a service that is not simulated is recorded", async () => {
    const Arn = `arn:aws:kinesis:us-east-1:${ACCOUNT}:stream/s`;
    await world.rule("r", { source: ["shop"] }, { Id: "k", Arn, InputPath: "$.detail" });
    await world.put({ id: 1 });
    expect(world.sim.eventBridge.events()[0]?.matched).toEqual([
      { rule: "r", targets: [{ id: "k", arn: Arn, status: "recorded", input: '{"id":1}', attempts: 1 }] },
    ]);
  });

  test("one delivery for each target of each rule that matches", async () => {
    const Arn = await world.queue("q");
    await world.rule("a", { source: ["shop"] }, { Id: "1", Arn }, { Id: "2", Arn, Input: '"two"' });
    await world.rule("b", { source: [{ prefix: "sh" }] }, { Id: "1", Arn, Input: '"b"' });
    const id = await world.put({});
    expect(world.bodies("q").map((body) => JSON.parse(body).id ?? JSON.parse(body))).toEqual([
      id,
      "two",
      "b",
    ]);
    expect(world.sim.eventBridge.events()).toMatchObject([{ matched: [{ rule: "a" }, { rule: "b" }] }]);
  });
});

describe("Q05 buses as targets", () => {
  const toBus = (Arn: string, more = {}) => world.rule("r", { source: ["shop"] }, { Id: "b", Arn, ...more });

  test("another bus gets the same event, and sends it to no third one", async () => {
    for (const Name of ["second", "third"]) await world.events.createEventBus({ Name });
    await toBus(arnOf("event-bus/second"));
    const pattern = '{"source":["shop"]}';
    await world.events.putRule({ Name: "on", EventBusName: "second", EventPattern: pattern });
    const Targets = [{ Id: "t", Arn: arnOf("event-bus/third") }];
    await world.events.putTargets({ Rule: "on", EventBusName: "second", Targets });
    const id = await world.put({ id: 1 });
    const seen = world.sim.eventBridge.events().map(({ bus, event }) => ({ bus, id: event.id }));
    expect(seen).toEqual([
      { bus: "default", id },
      { bus: "second", id },
    ]);
    expect(outcomes()).toEqual([
      { id: "b", status: "delivered", attempts: 1 },
      { id: "t", status: "failed", attempts: 1, errorCode: "THIRD_ACCOUNT_HOP_DETECTED" },
    ]);
  });

  test("a bus of another account gets the event of the origin with its id", async () => {
    await toBus(`arn:aws:events:us-east-1:${OTHER}:event-bus/default`);
    const id = await world.put({ id: 1 });
    expect(world.sim.eventBridge.at({ account: OTHER }).events()).toMatchObject([
      { bus: "default", event: { id, account: ACCOUNT, region: "us-east-1", detail: { id: 1 } } },
    ]);
  });

  test("a bus of another region gets the event with another id", async () => {
    await toBus(`arn:aws:events:eu-west-1:${ACCOUNT}:event-bus/default`, { RoleArn: ROLE });
    const id = await world.put({ id: 1 });
    const [{ event } = {}] = world.sim.eventBridge.at({ region: "eu-west-1" }).events();
    expect(event).toMatchObject({ account: ACCOUNT, region: "us-east-1", detail: { id: 1 } });
    expect(event?.id).not.toBe(id);
  });

  test("a bus that does not exist", async () => {
    await toBus(arnOf("event-bus/none"));
    await world.put({});
    expect(outcomes()).toEqual([{ id: "b", status: "failed", attempts: 1, errorCode: "NO_RESOURCE" }]);
  });

  test("events that are put onto the bus of another account have the account of the sender", async () => {
    await world.put({}, { EventBusName: `arn:aws:events:us-east-1:${OTHER}:event-bus/default` });
    expect(world.sim.eventBridge.at({ account: OTHER }).events()).toMatchObject([
      { event: { account: ACCOUNT } },
    ]);
  });
});

describe("Q05 API destinations", () => {
  const received: { method?: string; url?: string; headers: object; body: string }[] = [];
  const statuses: number[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { method, url, headers } = request;
      received.push({ method, url, headers, body: Buffer.concat(chunks).toString() });
      response.writeHead(statuses.shift() ?? 200).end("ok");
    });
  });
  let origin = "";
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => server.close());

  async function destination(endpoint: string, connection: object, target: object = {}) {
    received.length = 0;
    const { ConnectionArn } = await world.events.createConnection({
      Name: "c",
      AuthorizationType: "BASIC",
      AuthParameters: { BasicAuthParameters: { Username: "u", Password: "p" } },
      ...connection,
    });
    const { ApiDestinationArn: Arn } = await world.events.createApiDestination({
      Name: "d",
      ConnectionArn,
      InvocationEndpoint: endpoint,
      HttpMethod: "POST",
    });
    await world.rule("r", { source: ["shop"] }, { Id: "d", Arn, RoleArn: ROLE, ...target });
  }

  test("a loopback address is called with the credentials of the connection", async () => {
    await destination(
      `${origin}/users/*/orders/*`,
      {
        AuthParameters: {
          BasicAuthParameters: { Username: "u", Password: "p" },
          InvocationHttpParameters: {
            HeaderParameters: [{ Key: "x-c", Value: "c" }],
            QueryStringParameters: [{ Key: "q", Value: "c" }],
            BodyParameters: [{ Key: "token", Value: "s", IsValueSecret: true }],
          },
        },
      },
      {
        InputPath: "$.detail",
        HttpParameters: {
          PathParameterValues: ["a b", "2"],
          HeaderParameters: { "x-t": "t" },
          QueryStringParameters: { q: "t", z: "1" },
        },
      },
    );
    await world.put({ id: 1 });
    await world.sim.clock.advance(0);
    expect(received).toMatchObject([
      {
        method: "POST",
        url: "/users/a%20b/orders/2?q=c&z=1",
        headers: {
          "user-agent": "Amazon/EventBridge/ApiDestinations",
          "content-type": "application/json; charset=utf-8",
          authorization: `Basic ${Buffer.from("u:p").toString("base64")}`,
          "x-c": "c",
          "x-t": "t",
        },
        body: '{"id":1,"token":"s"}',
      },
    ]);
    expect(world.sim.eventBridge.events()[0]?.matched[0]?.targets).toMatchObject([
      { status: "delivered", response: { status: 200, body: "ok" } },
    ]);
  });

  test("an API key is a header; 429 and 5xx are tried again, other client errors are not", async () => {
    await destination(`${origin}/`, {
      AuthorizationType: "API_KEY",
      AuthParameters: { ApiKeyAuthParameters: { ApiKeyName: "x-key", ApiKeyValue: "secret" } },
    });
    statuses.push(429, 503, 200, 400);
    await world.put({ id: 1 });
    await world.sim.clock.advance("10s");
    expect(received.map(({ headers }) => headers)).toMatchObject(Array(3).fill({ "x-key": "secret" }));
    expect(outcomes()).toEqual([{ id: "d", status: "delivered", attempts: 3 }]);
    await world.put({ id: 2 });
    await world.sim.clock.advance("1h");
    expect(outcomes()[1]).toEqual({ id: "d", status: "failed", attempts: 1, errorCode: "INVALID_PARAMETER" });
  });

  test("an address elsewhere is recorded, and not called", async () => {
    await destination("https://example.com/hook", {});
    await world.put({ id: 1 });
    expect(outcomes()).toEqual([{ id: "d", status: "recorded", attempts: 1 }]);
  });

  test("nothing is called while the connection is not authorized", async () => {
    await destination(`${origin}/`, {});
    await world.events.deauthorizeConnection({ Name: "c" });
    await world.put({ id: 1 });
    await world.sim.clock.advance(0);
    expect(received).toEqual([]);
    expect(outcomes()).toEqual([{ id: "d", status: "failed", attempts: 1, errorCode: "INVALID_PARAMETER" }]);
    expect(await failureOf(world.events.describeApiDestination({ Name: "none" }))).toMatchObject({
      message: "Failed to describe the api-destination(s). An api-destination 'none' does not exist.",
    });
  });
});
