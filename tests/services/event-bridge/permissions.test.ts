import { CloudWatchLogs } from "@aws-sdk/client-cloudwatch-logs";
import { EventBridge } from "@aws-sdk/client-eventbridge";
import { IAM } from "@aws-sdk/client-iam";
import { Lambda } from "@aws-sdk/client-lambda";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { ZIP } from "../lambda/lambda-world.js";
import { ACCOUNT, arnOf, eventBridgeWorld, failureOf, OTHER, queueArn, ROLE } from "./event-bridge-world.js";

const world = eventBridgeWorld({ authorization: "enforce", delays: 0 });
let iam: IAM;
beforeAll(() => {
  iam = new IAM(world.sim.clientConfig());
});
afterAll(() => iam.destroy());

const document = (...Statement: object[]) => JSON.stringify({ Version: "2012-10-17", Statement });
const allow = (Action: string, Resource: string, more = {}) => ({
  Effect: "Allow",
  Action,
  Resource,
  ...more,
});

beforeEach(async () => {
  await iam.createRole({
    RoleName: "events",
    AssumeRolePolicyDocument: document({
      Effect: "Allow",
      Action: "sts:AssumeRole",
      Principal: { Service: ["events.amazonaws.com", "lambda.amazonaws.com"] },
    }),
  });
});
const give = (...statements: object[]) =>
  iam.putRolePolicy({ RoleName: "events", PolicyName: "p", PolicyDocument: document(...statements) });

const outcome = () => {
  const [target] = world.sim.eventBridge.events()[0]?.matched[0]?.targets ?? [];
  return [target?.status, target?.errorCode];
};

describe("targets with policies of their own", () => {
  const Principal = { Service: "events.amazonaws.com" };
  const Condition = { ArnEquals: { "aws:SourceArn": arnOf("rule/r") } };

  test("a queue has to let the rule send to it", async () => {
    const Policy = document(allow("sqs:SendMessage", queueArn("open"), { Principal, Condition }));
    await world.rule(
      "r",
      { source: ["shop"] },
      { Id: "1", Arn: await world.queue("open", { Policy }) },
      { Id: "2", Arn: await world.queue("closed") },
    );
    await world.put({});
    const { targets = [] } = world.sim.eventBridge.events()[0]?.matched[0] ?? {};
    expect(targets).toMatchObject([
      { id: "1", status: "delivered" },
      {
        id: "2",
        status: "failed",
        errorCode: "NO_PERMISSIONS",
        errorMessage: `User: events.amazonaws.com is not authorized to perform: sqs:SendMessage on resource: ${queueArn("closed")} because no resource-based policy allows the sqs:SendMessage action`,
      },
    ]);
  });

  test("a log group needs a resource policy of CloudWatch Logs", async () => {
    const logs = new CloudWatchLogs(world.sim.clientConfig({ direct: true }));
    await logs.createLogGroup({ logGroupName: "/aws/events/shop" });
    const Arn = `arn:aws:logs:us-east-1:${ACCOUNT}:log-group:/aws/events/shop`;
    await world.rule("r", { source: ["shop"] }, { Id: "l", Arn });
    await world.put({});
    expect(outcome()).toEqual(["failed", "NO_PERMISSIONS"]);
    const Action = ["logs:CreateLogStream", "logs:PutLogEvents"];
    const policyDocument = document({ Effect: "Allow", Action, Principal, Resource: `${Arn}:*`, Condition });
    await logs.putResourcePolicy({ policyName: "events", policyDocument });
    await world.put({});
    expect(world.sim.eventBridge.events()[1]?.matched[0]?.targets).toMatchObject([{ status: "delivered" }]);
    expect(world.sim.logs.messages("/aws/events/shop")).toHaveLength(1);
  });

  test("a function has to let the rule invoke it", async () => {
    const lambda = new Lambda(world.sim.clientConfig());
    const Role = ROLE;
    await lambda.createFunction({
      FunctionName: "f",
      Runtime: "nodejs22.x",
      Role,
      Handler: "i.h",
      Code: { ZipFile: ZIP },
    });
    const Arn = `arn:aws:lambda:us-east-1:${ACCOUNT}:function:f`;
    await world.rule("r", { source: ["shop"] }, { Id: "f", Arn });
    await world.put({});
    expect(outcome()).toEqual(["failed", "NO_PERMISSIONS"]);
    await lambda.addPermission({
      FunctionName: "f",
      StatementId: "s",
      Action: "lambda:InvokeFunction",
      Principal: "events.amazonaws.com",
      SourceArn: arnOf("rule/r"),
    });
    await world.put({});
    expect(world.sim.eventBridge.events()[1]?.matched[0]?.targets).toMatchObject([{ status: "delivered" }]);
    lambda.destroy();
  });

  test("with a role, the permissions of the role count", async () => {
    const Arn = await world.queue("q");
    await world.rule("r", { source: ["shop"] }, { Id: "q", Arn, RoleArn: ROLE });
    await world.put({});
    expect(outcome()).toEqual(["failed", "NO_PERMISSIONS"]);
    await give(allow("sqs:SendMessage", Arn));
    await world.put({});
    expect(world.bodies("q")).toHaveLength(1);
  });

  test("a role that EventBridge may not assume", async () => {
    await iam.updateAssumeRolePolicy({
      RoleName: "events",
      PolicyDocument: document({
        Effect: "Allow",
        Action: "sts:AssumeRole",
        Principal: { Service: "ecs-tasks.amazonaws.com" },
      }),
    });
    await give(allow("*", "*"));
    await world.rule("r", { source: ["shop"] }, { Id: "q", Arn: await world.queue("q"), RoleArn: ROLE });
    await world.put({});
    expect(outcome()).toEqual(["failed", "FAILED_TO_ASSUME_ROLE"]);
  });
});

describe("operations are called in the role of the target", () => {
  const Arn = `arn:aws:states:us-east-1:${ACCOUNT}:stateMachine:m`;

  test("StartExecution", async () => {
    world.sim.stub("stepFunctions", "StartExecution", { executionArn: "e", startDate: new Date(0) });
    await world.rule("r", { source: ["shop"] }, { Id: "m", Arn, RoleArn: ROLE });
    await world.put({});
    expect(outcome()).toEqual(["failed", "NO_PERMISSIONS"]);
    await give(allow("states:StartExecution", Arn));
    await world.put({});
    expect(world.sim.eventBridge.events()[1]?.matched[0]?.targets).toMatchObject([{ status: "delivered" }]);
  });
});

describe("buses", () => {
  const bus = `arn:aws:events:us-east-1:${OTHER}:event-bus/default`;
  const open = () =>
    world
      .elsewhere({ accountId: OTHER })
      .putPermission({ StatementId: "s", Principal: ACCOUNT, Action: "events:PutEvents" });

  test("of other accounts have to accept events", async () => {
    const Entries = [{ Source: "shop", DetailType: "t", Detail: "{}", EventBusName: bus }];
    expect(await failureOf(world.events.putEvents({ Entries }))).toMatchObject({
      name: "AccessDeniedException",
      message: `User: arn:aws:iam::${ACCOUNT}:root is not authorized to perform: events:PutEvents on resource: ${bus} because no resource-based policy allows the events:PutEvents action`,
    });
    await open();
    expect(await world.events.putEvents({ Entries })).toMatchObject({ FailedEntryCount: 0 });
  });

  test("are checked when they become targets, and when events are sent", async () => {
    await world.events.putRule({ Name: "r", EventPattern: '{"source":["shop"]}' });
    const put = () => world.events.putTargets({ Rule: "r", Targets: [{ Id: "b", Arn: bus }] });
    expect(await failureOf(put())).toMatchObject({ name: "AccessDeniedException", status: 400 });
    await open();
    await put();
    await world.put({ id: 1 });
    expect(outcome()).toEqual(["delivered", undefined]);
    await world.elsewhere({ accountId: OTHER }).removePermission({ RemoveAllPermissions: true });
    await world.put({ id: 2 });
    expect(world.sim.eventBridge.at({ account: OTHER }).events()).toHaveLength(1);
  });

  test("with a role, its permissions count", async () => {
    await world.rule("r", { source: ["shop"] }, { Id: "b", Arn: arnOf("event-bus/shop"), RoleArn: ROLE });
    await world.events.createEventBus({ Name: "shop" });
    await world.put({});
    expect(outcome()).toEqual(["failed", "NO_PERMISSIONS"]);
  });
});

test("operations need their actions on rules, and PassRole for roles", async () => {
  await iam.createUser({ UserName: "ci" });
  const policy = (...statements: object[]) =>
    iam.putUserPolicy({ UserName: "ci", PolicyName: "p", PolicyDocument: document(...statements) });
  const events = new EventBridge({ ...world.sim.clientConfig({ user: "ci" }), maxAttempts: 1 });
  const put = () => events.putRule({ Name: "r", EventPattern: '{"source":["s"]}', RoleArn: ROLE });
  const user = `arn:aws:iam::${ACCOUNT}:user/ci`;
  expect(await failureOf(put())).toMatchObject({
    name: "AccessDeniedException",
    message: `User: ${user} is not authorized to perform: events:PutRule on resource: ${arnOf("rule/r")} because no identity-based policy allows the events:PutRule action`,
  });
  await policy(allow("events:PutRule", arnOf("rule/r")));
  expect((await failureOf(put())).message).toContain("iam:PassRole");
  await policy(allow("events:PutRule", arnOf("rule/r")), allow("iam:PassRole", ROLE));
  await put();
  await policy(
    allow("events:PutEvents", arnOf("event-bus/default"), {
      Condition: { StringEquals: { "events:source": "shop" } },
    }),
  );
  const entry = { Source: "shop", DetailType: "t", Detail: "{}" };
  expect(await events.putEvents({ Entries: [entry] })).toMatchObject({ FailedEntryCount: 0 });
  expect(await failureOf(events.putEvents({ Entries: [{ ...entry, Source: "bank" }] }))).toMatchObject({
    name: "AccessDeniedException",
  });
  events.destroy();
});
