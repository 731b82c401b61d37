import { IAM } from "@aws-sdk/client-iam";
import { Lambda } from "@aws-sdk/client-lambda";
import { SQS } from "@aws-sdk/client-sqs";
import { afterAll, beforeEach, expect, test } from "vitest";
import { createAwsSim } from "../../../lib/index.js";
import { body } from "../../support/body.js";
import { failure } from "../../support/failure.js";
import { ZIP } from "./lambda-world.js";

const sim = await createAwsSim({ authorization: "enforce", clock: "frozen", delays: 0 });
afterAll(() => sim.close());
const iam = new IAM(sim.clientConfig());
const lambda = new Lambda(sim.clientConfig());
const sqs = new SQS(sim.clientConfig());
const Role = "arn:aws:iam::123456789012:role/app";

beforeEach(() => sim.reset());

const roleFor = (Service: string) =>
  iam.createRole({
    RoleName: "app",
    AssumeRolePolicyDocument: JSON.stringify({
      Version: "2012-10-17",
      Statement: { Effect: "Allow", Principal: { Service }, Action: "sts:AssumeRole" },
    }),
  });

const create = (role = Role) =>
  lambda.createFunction({
    FunctionName: "app",
    Role: role,
    Runtime: "nodejs22.x",
    Handler: "index.handler",
    Code: { ZipFile: ZIP },
  });

const NOT_ASSUMED = {
  code: "InvalidParameterValueException",
  message: "The role defined for the function cannot be assumed by Lambda.",
  status: 400,
};

test("P06: Lambda has to be trusted by the role of a function", async () => {
  expect(await failure(create())).toEqual(NOT_ASSUMED);
  await roleFor("ecs-tasks.amazonaws.com");
  expect(await failure(create())).toEqual(NOT_ASSUMED);
  sim.reset();
  await roleFor("lambda.amazonaws.com");
  await create();
  const change = { FunctionName: "app", Role: `${Role}-2` };
  expect(await failure(lambda.updateFunctionConfiguration(change))).toEqual(NOT_ASSUMED);
  await lambda.updateFunctionConfiguration({ FunctionName: "app", Timeout: 5 });
  sim.authorization.mode = "audit";
  await lambda.updateFunctionConfiguration(change);
});

test("P06: the role has to be allowed to read the queue of a mapping", async () => {
  await roleFor("lambda.amazonaws.com");
  await create();
  await sqs.createQueue({ QueueName: "orders" });
  const EventSourceArn = "arn:aws:sqs:us-east-1:123456789012:orders";
  const map = () => lambda.createEventSourceMapping({ FunctionName: "app", EventSourceArn });
  const allow = (...Action: readonly string[]) =>
    iam.putRolePolicy({
      RoleName: "app",
      PolicyName: "p",
      PolicyDocument: JSON.stringify({
        Version: "2012-10-17",
        Statement: { Effect: "Allow", Action, Resource: EventSourceArn },
      }),
    });
  const lacks = (action: string) => ({
    code: "InvalidParameterValueException",
    message: `The provided execution role does not have permissions to call ${action} on SQS`,
    status: 400,
  });
  expect(await failure(map())).toEqual(lacks("ReceiveMessage"));
  await allow("sqs:ReceiveMessage");
  expect(await failure(map())).toEqual(lacks("DeleteMessage"));
  await allow("sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes");
  expect((await map()).EventSourceArn).toBe(EventSourceArn);
});

test("P06: each poll of a queue is decided, and so is each deletion", async () => {
  sim.reset();
  await roleFor("lambda.amazonaws.com");
  sim.lambda.on("app", () => "done");
  await create();
  const { QueueUrl = "" } = await sqs.createQueue({ QueueName: "orders" });
  const EventSourceArn = "arn:aws:sqs:us-east-1:123456789012:orders";
  const allow = (...Action: readonly string[]) =>
    iam.putRolePolicy({
      RoleName: "app",
      PolicyName: "p",
      PolicyDocument: JSON.stringify({
        Version: "2012-10-17",
        Statement: { Effect: "Allow", Action, Resource: EventSourceArn },
      }),
    });
  const bodies = () =>
    sim.lambda.invocations("app").map(({ payload }) => {
      const { Records } = payload as { Records: { body: string }[] };
      return Records.map((record) => record.body).join();
    });
  const left = () => sim.sqs.messages("orders").map((message) => `${message.body} ${message.state}`);
  await allow("sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes");
  const { UUID } = await lambda.createEventSourceMapping({ FunctionName: "app", EventSourceArn });
  const before = await body(lambda.getEventSourceMapping({ UUID }));

  const send = async (MessageBody: string) => {
    await sqs.sendMessage({ QueueUrl, MessageBody });
    await sim.clock.advance(0);
  };
  await send("a");
  expect([bodies(), left()]).toEqual([["a"], []]);

  await allow("sqs:DeleteMessage");
  await send("b");
  expect([bodies(), left()]).toEqual([["a"], ["b visible"]]);
  // The state shows nothing of it, as on AWS.
  expect(await body(lambda.getEventSourceMapping({ UUID }))).toEqual(before);
  expect(before).toMatchObject({ State: "Enabled", StateTransitionReason: "USER_INITIATED" });

  await allow("sqs:ReceiveMessage");
  await sim.clock.advance("1m");
  expect([bodies(), left()]).toEqual([["a", "b"], ["b inFlight"]]);
  // What could not be deleted comes back.
  await sim.clock.advance("30s");
  expect(bodies()).toEqual(["a", "b", "b"]);
  await allow("sqs:ReceiveMessage", "sqs:DeleteMessage");
  await sim.clock.advance("30s");
  expect([bodies(), left()]).toEqual([["a", "b", "b", "b"], []]);

  await allow("sqs:DeleteMessage");
  await send("c");
  // A denied poller does not keep the simulation busy.
  await sim.clock.runUntilIdle();
  expect(bodies()).toHaveLength(4);
});

test("P09: what a mapping does with its queue is in the least privilege of the role", async () => {
  sim.authorization.mode = "audit";
  sim.lambda.on("app", () => "done");
  await roleFor("lambda.amazonaws.com");
  await create();
  const { QueueUrl = "" } = await sqs.createQueue({ QueueName: "orders" });
  const EventSourceArn = "arn:aws:sqs:us-east-1:123456789012:orders";
  await lambda.createEventSourceMapping({ FunctionName: "app", EventSourceArn });
  await sqs.sendMessage({ QueueUrl, MessageBody: "a" });
  await sim.clock.advance(0);
  expect(sim.lambda.invocations("app")).toHaveLength(1);
  const { Statement } = sim.iam.leastPrivilege({ role: "app" }) as { Statement: object[] };
  expect(Statement).toContainEqual(
    expect.objectContaining({
      Action: ["sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"],
      Resource: [EventSourceArn],
    }),
  );
});
