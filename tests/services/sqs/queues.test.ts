import type { CreateQueueRequest, SendMessageRequest, TagQueueRequest } from "@aws-sdk/client-sqs";
import { expect, test } from "vitest";
import { body } from "../../support/body.js";
import { failure } from "../../support/failure.js";
import { ACCOUNT, arnOf, sqsWorld } from "./sqs-world.js";

const world = sqsWorld();
const NOT_EXISTENT = {
  code: "QueueDoesNotExist",
  status: 400,
  message: "The specified queue does not exist.",
};
const BAD_NAME = "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length";
const BAD_FIFO_NAME =
  "The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, must end with .fifo suffix and be 1 to 80 in length.";

test("Q01: a queue has a URL on the simulator's own address", async () => {
  const QueueUrl = `${world.sim.url}/${ACCOUNT}/orders`;
  expect(await body(world.sqs.createQueue({ QueueName: "orders" }))).toEqual({ QueueUrl });
  expect(await body(world.sqs.getQueueUrl({ QueueName: "orders" }))).toEqual({ QueueUrl });
  expect(await body(world.sqs.listQueues({}))).toEqual({ QueueUrls: [QueueUrl] });
});

test.each([
  "orders",
  `https://sqs.us-east-1.amazonaws.com/${ACCOUNT}/orders`,
  `https://sqs.eu-west-1.amazonaws.com/${ACCOUNT}/orders`,
  `https://us-east-1.queue.amazonaws.com/${ACCOUNT}/orders`,
  `https://queue.amazonaws.com/${ACCOUNT}/orders`,
  `http://localhost:4566/${ACCOUNT}/orders`,
])("Q01: %s is the same queue", async (QueueUrl) => {
  await world.queue("orders");
  const direct = world.elsewhere({});
  await direct.sendMessage({ QueueUrl, MessageBody: "a" });
  expect(world.sim.sqs.messages("orders").map((message) => message.body)).toEqual(["a"]);
});

test.each(["nothing", "http://whatever-host", "https://sqs.us-east-1.amazonaws.com/000000000000/orders"])(
  "%s is not a queue",
  async (QueueUrl) => {
    await world.queue("orders");
    expect(await failure(world.elsewhere({}).receiveMessage({ QueueUrl }))).toEqual(NOT_EXISTENT);
  },
);

test("queues of other accounts and regions are others", async () => {
  await world.queue("orders");
  const account = world.elsewhere({ accountId: "210987654321" });
  const region = world.elsewhere({ region: "eu-west-1" });
  expect(await failure(account.getQueueUrl({ QueueName: "orders" }))).toEqual(NOT_EXISTENT);
  expect(await failure(region.getQueueUrl({ QueueName: "orders" }))).toEqual(NOT_EXISTENT);
  expect(await body(region.listQueues({}))).toEqual({});
  const other = await account.getQueueUrl({ QueueName: "orders", QueueOwnerAWSAccountId: ACCOUNT });
  expect(other.QueueUrl).toBe(`${world.sim.url}/${ACCOUNT}/orders`);
  await account.sendMessage({ QueueUrl: other.QueueUrl, MessageBody: "from elsewhere" });
  expect(world.sim.sqs.messages("orders")).toHaveLength(1);
  expect(world.sim.sqs.at({ region: "eu-west-1" }).queues()).toEqual([]);
});

test("creating a queue again returns it, unless an attribute differs", async () => {
  const url = await world.queue("q", { DelaySeconds: "5", Policy: "" });
  expect(await world.queue("q")).toBe(url);
  expect(await world.queue("q", { DelaySeconds: "5", VisibilityTimeout: "30" })).toBe(url);
  const differs = (attribute: string) => ({
    code: "QueueNameExists",
    status: 400,
    message: `A queue already exists with the same name and a different value for attribute ${attribute}`,
  });
  expect(await failure(world.queue("q", { VisibilityTimeout: "31", DelaySeconds: "6" }))).toEqual(
    differs("VisibilityTimeout"),
  );
  await world.sqs.setQueueAttributes({ QueueUrl: url, Attributes: { DelaySeconds: "6" } });
  expect(await failure(world.queue("q", { DelaySeconds: "5" }))).toEqual(differs("DelaySeconds"));
  expect(await world.queue("q", { DelaySeconds: "6" })).toBe(url);
});

test.each([
  ["", BAD_NAME],
  ["a b", BAD_NAME],
  ["a/b", BAD_NAME],
  ["a".repeat(81), BAD_NAME],
  ["q.fifo", BAD_FIFO_NAME],
])("%j is not a name of a standard queue", async (QueueName, message) => {
  expect(await failure(world.sqs.createQueue({ QueueName }))).toEqual({
    code: "InvalidParameterValue",
    status: 400,
    message,
  });
});

test.each(["q", `${"a".repeat(76)}.fifo`, "q.FIFO"])(
  "%j is not a name of a FIFO queue",
  async (QueueName) => {
    expect(await failure(world.sqs.createQueue({ QueueName, Attributes: { FifoQueue: "true" } }))).toEqual({
      code: "InvalidParameterValue",
      status: 400,
      message: BAD_FIFO_NAME,
    });
  },
);

test("names of 80 characters are accepted", async () => {
  expect(await world.queue("a".repeat(80))).toMatch(/a{80}$/);
  expect(await world.fifo(`${"a".repeat(75)}.fifo`)).toMatch(/a{75}\.fifo$/);
});

test("a deleted queue is removed immediately, and its name can be reused after a minute", async () => {
  const QueueUrl = await world.queue("q");
  await world.sqs.sendMessage({ QueueUrl, MessageBody: "a" });
  expect(await body(world.sqs.deleteQueue({ QueueUrl }))).toEqual({});
  expect(await failure(world.sqs.deleteQueue({ QueueUrl }))).toEqual(NOT_EXISTENT);
  expect(await failure(world.sqs.getQueueAttributes({ QueueUrl }))).toEqual(NOT_EXISTENT);
  const recently = {
    code: "QueueDeletedRecently",
    status: 400,
    message:
      "You must wait 60 seconds after deleting a queue before you can create another with the same name.",
  };
  expect(await failure(world.queue("q"))).toEqual(recently);
  await world.sim.clock.advance("59s");
  expect(await failure(world.queue("q"))).toEqual(recently);
  await world.sim.clock.advance("1s");
  expect(await world.queue("q")).toBe(QueueUrl);
  expect(world.sim.sqs.messages("q")).toEqual([]);
});

test("queues are listed by name, by prefix and by page", async () => {
  for (const name of ["b2", "a", "b1", "B"]) await world.queue(name);
  const url = (name: string) => `${world.sim.url}/${ACCOUNT}/${name}`;
  expect(await body(world.sqs.listQueues({ QueueNamePrefix: "b" }))).toEqual({
    QueueUrls: [url("b1"), url("b2")],
  });
  expect(await body(world.sqs.listQueues({ QueueNamePrefix: "c" }))).toEqual({});
  const first = await body(world.sqs.listQueues({ MaxResults: 3 }));
  expect(first).toEqual({ QueueUrls: ["B", "a", "b1"].map(url), NextToken: expect.any(String) });
  expect(await body(world.sqs.listQueues({ MaxResults: 3, NextToken: first.NextToken }))).toEqual({
    QueueUrls: [url("b2")],
  });
  expect(await failure(world.sqs.listQueues({ MaxResults: 3, NextToken: "x" }))).toMatchObject({
    code: "InvalidParameterValue",
    message: "Invalid or expired next token.",
  });
  expect(await failure(world.sqs.listQueues({ MaxResults: 1001 }))).toMatchObject({
    code: "InvalidParameterValue",
  });
});

test("purging removes all messages and forgets duplicates, once a minute", async () => {
  const QueueUrl = await world.fifo("q.fifo", { DelaySeconds: "0" });
  const send = (MessageBody: string) =>
    world.sqs.sendMessage({ QueueUrl, MessageBody, MessageGroupId: MessageBody });
  for (const text of ["a", "b"]) await send(text);
  await world.receive(QueueUrl, { MaxNumberOfMessages: 1 });
  expect(await world.counts(QueueUrl)).toEqual([1, 1, 0]);
  expect(await body(world.sqs.purgeQueue({ QueueUrl }))).toEqual({});
  expect(await world.counts(QueueUrl)).toEqual([0, 0, 0]);
  expect(await failure(world.sqs.purgeQueue({ QueueUrl }))).toEqual({
    code: "PurgeQueueInProgress",
    status: 403,
    message: "Only one PurgeQueue operation on q.fifo is allowed every 60 seconds.",
  });
  await send("a");
  expect(await world.bodies(QueueUrl)).toEqual(["a"]);
  await world.sim.clock.advance("1m");
  await world.sqs.purgeQueue({ QueueUrl });
});

test("tags", async () => {
  const { QueueUrl = "" } = await world.sqs.createQueue({ QueueName: "q", tags: { team: "shop" } });
  const list = () => body(world.sqs.listQueueTags({ QueueUrl }));
  expect(await list()).toEqual({ Tags: { team: "shop" } });
  expect(await body(world.sqs.tagQueue({ QueueUrl, Tags: { team: "web", Team: "" } }))).toEqual({});
  expect(await list()).toEqual({ Tags: { team: "web", Team: "" } });
  expect(await body(world.sqs.untagQueue({ QueueUrl, TagKeys: ["team", "none", "Team"] }))).toEqual({});
  expect(await list()).toEqual({});
  const invalid = { code: "InvalidParameterValue", status: 400 };
  expect(await failure(world.sqs.untagQueue({ QueueUrl, TagKeys: [] }))).toEqual({
    ...invalid,
    message: "Tag keys must be between 1 and 128 characters in length.",
  });
  const many = Object.fromEntries(Array.from({ length: 51 }, (_, i) => [`k${i}`, ""]));
  expect(await failure(world.sqs.tagQueue({ QueueUrl, Tags: many }))).toEqual({
    ...invalid,
    message: "Too many tags added for queue q.",
  });
  expect(await failure(world.sqs.tagQueue({ QueueUrl, Tags: {} }))).toEqual({
    code: "MissingParameter",
    status: 400,
    message: "The request must contain the parameter Tags.",
  });
  expect(await failure(world.sqs.listQueueTags({ QueueUrl: "none" }))).toEqual(NOT_EXISTENT);
});

test("permissions are statements of the policy", async () => {
  const QueueUrl = await world.queue("q");
  const policy = async () => {
    const { Attributes } = await world.sqs.getQueueAttributes({ QueueUrl, AttributeNames: ["Policy"] });
    return Attributes?.Policy;
  };
  const add = (Label: string, AWSAccountIds: string[], Actions: string[]) =>
    world.sqs.addPermission({ QueueUrl, Label, AWSAccountIds, Actions });
  await add("one", ["111111111111"], ["ReceiveMessage"]);
  await add("two", ["111111111111", "222222222222"], ["SendMessage", "*"]);
  expect(JSON.parse((await policy()) ?? "")).toEqual({
    Version: "2008-10-17",
    Id: `${arnOf("q")}/SQSDefaultPolicy`,
    Statement: [
      {
        Sid: "one",
        Effect: "Allow",
        Principal: { AWS: "arn:aws:iam::111111111111:root" },
        Action: "SQS:ReceiveMessage",
        Resource: arnOf("q"),
      },
      {
        Sid: "two",
        Effect: "Allow",
        Principal: { AWS: ["arn:aws:iam::111111111111:root", "arn:aws:iam::222222222222:root"] },
        Action: ["SQS:SendMessage", "SQS:*"],
        Resource: arnOf("q"),
      },
    ],
  });
  const invalid = (message: string) => ({ code: "InvalidParameterValue", status: 400, message });
  expect(await failure(add("one", ["111111111111"], ["SendMessage"]))).toEqual(
    invalid("Value one for parameter Label is invalid. Reason: Already exists."),
  );
  expect(await failure(add("three", ["111111111111"], ["RemovePermission"]))).toEqual(
    invalid(
      "Value SQS:RemovePermission for parameter ActionName is invalid. Reason: Only the queue owner is allowed to invoke this action.",
    ),
  );
  expect(await failure(add("three", ["1"], ["SendMessage"]))).toEqual(
    invalid("Value 1 for parameter PrincipalId is invalid. Reason: Unable to verify."),
  );
  expect(await failure(add("a b", ["111111111111"], ["SendMessage"]))).toMatchObject({
    code: "InvalidParameterValue",
  });
  expect(await failure(add("three", ["111111111111"], Array(8).fill("SendMessage")))).toEqual({
    code: "OverLimit",
    status: 403,
    message: "8 Actions were found, maximum allowed is 7.",
  });
  await world.sqs.removePermission({ QueueUrl, Label: "one" });
  expect(await failure(world.sqs.removePermission({ QueueUrl, Label: "one" }))).toEqual(
    invalid("Value one for parameter Label is invalid. Reason: can't find label."),
  );
  await world.sqs.removePermission({ QueueUrl, Label: "two" });
  expect(await policy()).toBeUndefined();
});

test("parameters that are missing are named", async () => {
  const missing = (name: string) => ({
    code: "MissingParameter",
    status: 400,
    message: `The request must contain the parameter ${name}.`,
  });
  expect(await failure(world.sqs.createQueue({} as CreateQueueRequest))).toEqual(missing("QueueName"));
  const QueueUrl = await world.queue();
  expect(await failure(world.sqs.sendMessage({ QueueUrl } as SendMessageRequest))).toEqual(
    missing("MessageBody"),
  );
  expect(await failure(world.sqs.tagQueue({ QueueUrl } as TagQueueRequest))).toEqual(missing("Tags"));
});
