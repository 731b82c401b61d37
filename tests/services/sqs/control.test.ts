import { SQS } from "@aws-sdk/client-sqs";
import { expect, test } from "vitest";
import { createAwsSim } from "../../../lib/index.js";
import { arnOf, NOW, sqsWorld } from "./sqs-world.js";

const world = sqsWorld();

test("Q01: a test sends what it likes, and sees what became of it", async () => {
  const QueueUrl = await world.queue("orders");
  const { sqs } = world.sim;
  const messageId = sqs.send("orders", { id: 1 }, { attributes: { kind: "order" } });
  sqs.send(QueueUrl, "text", { delaySeconds: 5 });
  sqs.send(arnOf("orders"), [1, 2]);
  await world.receive(QueueUrl, { MaxNumberOfMessages: 1, VisibilityTimeout: 60 });
  const sender = { SenderId: "AIDASIM00123456789012", SentTimestamp: String(NOW) };
  const kind = { DataType: "String", StringValue: "order" };
  const seen = [
    {
      messageId,
      body: '{"id":1}',
      state: "inFlight",
      visibleAt: NOW + 60_000,
      attributes: {
        ...sender,
        ApproximateReceiveCount: "1",
        ApproximateFirstReceiveTimestamp: String(NOW),
      },
      messageAttributes: { kind },
    },
    {
      messageId: expect.any(String),
      body: "text",
      state: "delayed",
      visibleAt: NOW + 5000,
      attributes: { ...sender, ApproximateReceiveCount: "0" },
      messageAttributes: {},
    },
    {
      messageId: expect.any(String),
      body: "[1,2]",
      state: "visible",
      attributes: { ...sender, ApproximateReceiveCount: "0" },
      messageAttributes: {},
    },
  ];
  expect(sqs.messages("orders")).toEqual(seen);
  expect(sqs.drain("orders")).toEqual([seen[2]]);
  expect(sqs.messages("orders")).toEqual(seen.slice(0, 2));
  expect(sqs.sent("orders")[0]).toEqual({
    queue: "orders",
    messageId,
    body: '{"id":1}',
    sentTimestamp: NOW,
    messageAttributes: { kind },
  });
  expect(sqs.sent().map(({ body }) => body)).toEqual(['{"id":1}', "text", "[1,2]"]);
});

test("a FIFO queue is drained group by group, without what waits behind messages in flight", async () => {
  const QueueUrl = await world.fifo("q.fifo");
  for (const text of ["a-1", "b-1", "a-2"]) world.sim.sqs.send("q.fifo", text, { groupId: text.slice(0, 1) });
  expect(world.sim.sqs.sent()).toMatchObject([{ groupId: "a" }, { groupId: "b" }, { groupId: "a" }]);
  await world.receive(QueueUrl, { MaxNumberOfMessages: 1 });
  expect(world.sim.sqs.drain("q.fifo").map(({ body }) => body)).toEqual(["b-1"]);
  await world.sim.clock.advance("30s");
  expect(world.sim.sqs.drain("q.fifo").map(({ body }) => body)).toEqual(["a-1", "a-2"]);
});

test("queues and the state", async () => {
  await world.queue("orders");
  const [queue] = world.sim.sqs.queues();
  expect(queue).toMatchObject({
    name: "orders",
    url: `${world.sim.url}/123456789012/orders`,
    arn: arnOf("orders"),
    attributes: { VisibilityTimeout: "30", ApproximateNumberOfMessages: "0" },
    tags: {},
  });
  expect(world.sim.sqs.state()).toEqual({ queues: [queue] });
});

test("a queue that does not exist is named, and so is what SQS rejects", async () => {
  await world.queue("orders");
  const { sqs } = world.sim;
  const unknown = 'Did you mean "orders"?';
  expect(() => sqs.messages("order")).toThrow(unknown);
  expect(() => sqs.sent("order")).toThrow(unknown);
  expect(() => sqs.drain("order")).toThrow(unknown);
  expect(() => sqs.send("order", "a")).toThrow(unknown);
  expect(() => sqs.send("orders", "")).toThrow("The request must contain the parameter MessageBody.");
  expect(() => sqs.at({ region: "eu-west-1" }).messages("orders")).toThrow(/eu-west-1/);
});

test("as many sent messages are kept as the option historyLimit allows", async () => {
  await using sim = await createAwsSim({ historyLimit: 8 });
  await new SQS(sim.clientConfig({ direct: true })).createQueue({ QueueName: "orders" });
  for (let i = 0; i < 20; i++) sim.sqs.send("orders", `${i}`);
  const sent = sim.sqs.sent("orders").map(({ body }) => body);
  expect(sent.slice(-8)).toEqual(["12", "13", "14", "15", "16", "17", "18", "19"]);
  expect(sent.length).toBeLessThan(10);
  expect(sim.sqs.messages("orders")).toHaveLength(20);
});

test("a snapshot has messages in flight, delayed and waiting, and time continues from it", async () => {
  const QueueUrl = await world.queue("orders");
  for (const text of ["a", "b"]) world.sim.sqs.send("orders", text);
  world.sim.sqs.send("orders", "c", { delaySeconds: 40 });
  await world.receive(QueueUrl, { MaxNumberOfMessages: 1 });
  const snapshot = world.sim.snapshot();
  const before = world.sim.sqs.messages("orders");
  await world.sim.clock.advance("1h");
  await world.sqs.purgeQueue({ QueueUrl });
  world.sim.restore(snapshot);
  expect(world.sim.sqs.messages("orders")).toEqual(before);
  await world.sim.clock.advance("30s");
  expect(await world.bodies(QueueUrl, { VisibilityTimeout: 0 })).toEqual(["a", "b"]);
  await world.sim.clock.advance("10s");
  expect(await world.bodies(QueueUrl)).toEqual(["a", "b", "c"]);
});
