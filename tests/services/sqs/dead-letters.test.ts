import { expect, test } from "vitest";
import { body } from "../../support/body.js";
import { failure } from "../../support/failure.js";
import { arnOf, NOW, sqsWorld } from "./sqs-world.js";

const world = sqsWorld();
const redrive = (target: string, maxReceiveCount = 1) => ({
  RedrivePolicy: JSON.stringify({ deadLetterTargetArn: arnOf(target), maxReceiveCount }),
});
const bodiesIn = (queue: string) => world.sim.sqs.messages(queue).map((message) => message.body);

test("Q02: a message that was received too often goes to the dead-letter queue at the next receive", async () => {
  const dead = await world.queue("dead");
  const QueueUrl = await world.queue("q", redrive("dead", 2));
  const { MessageId } = await world.sqs.sendMessage({ QueueUrl, MessageBody: "a" });
  await world.sqs.sendMessage({ QueueUrl, MessageBody: "b", DelaySeconds: 60 });
  for (let i = 0; i < 2; i++) {
    expect(await world.bodies(QueueUrl)).toEqual(["a"]);
    await world.sim.clock.advance("30s");
  }
  expect(bodiesIn("q")).toEqual(["a", "b"]);
  expect(await world.bodies(QueueUrl)).toEqual(["b"]);
  const [message] = await world.receive(dead, { MessageSystemAttributeNames: ["All"] });
  expect(message).toMatchObject({
    MessageId,
    Body: "a",
    Attributes: {
      ApproximateReceiveCount: "3",
      SentTimestamp: String(NOW),
      ApproximateFirstReceiveTimestamp: String(NOW),
      DeadLetterQueueSourceArn: arnOf("q"),
    },
  });
});

test("a chain of dead-letter queues counts receives of each", async () => {
  await world.queue("three");
  const two = await world.queue("two", redrive("three"));
  const one = await world.queue("one", redrive("two"));
  await world.sqs.sendMessage({ QueueUrl: one, MessageBody: "a" });
  for (const url of [one, one, two, two]) await world.receive(url, { VisibilityTimeout: 0 });
  expect(["one", "two", "three"].map(bodiesIn)).toEqual([[], [], ["a"]]);
});

test("a dead-letter queue that is deleted leaves the message where it is", async () => {
  const dead = await world.queue("dead");
  const QueueUrl = await world.queue("q", redrive("dead"));
  await world.sqs.sendMessage({ QueueUrl, MessageBody: "a" });
  await world.sqs.deleteQueue({ QueueUrl: dead });
  for (let i = 0; i < 3; i++) expect(await world.bodies(QueueUrl, { VisibilityTimeout: 0 })).toEqual(["a"]);
});

test("a queue that is its own dead-letter queue restarts the count", async () => {
  const QueueUrl = await world.queue("q");
  await world.sqs.setQueueAttributes({ QueueUrl, Attributes: redrive("q") });
  await world.sqs.sendMessage({ QueueUrl, MessageBody: "a" });
  expect(await world.bodies(QueueUrl, { VisibilityTimeout: 0 })).toEqual(["a"]);
  expect(await world.bodies(QueueUrl, { VisibilityTimeout: 0 })).toEqual([]);
  expect(await world.bodies(QueueUrl, { VisibilityTimeout: 0 })).toEqual(["a"]);
});

test("dead letters expire by when they were sent to the first queue", async () => {
  await world.queue("dead", { MessageRetentionPeriod: "100" });
  const QueueUrl = await world.queue("q", redrive("dead"));
  await world.sqs.sendMessage({ QueueUrl, MessageBody: "a" });
  await world.sim.clock.advance("90s");
  for (let i = 0; i < 2; i++) await world.receive(QueueUrl, { VisibilityTimeout: 0 });
  await world.sim.clock.advance(9999);
  expect(bodiesIn("dead")).toEqual(["a"]);
  await world.sim.clock.advance(1);
  expect(bodiesIn("dead")).toEqual([]);
});

test("in FIFO queues a dead letter frees its group, keeps its ids and has a new age", async () => {
  const dead = await world.fifo("dead.fifo", { MessageRetentionPeriod: "100" });
  const QueueUrl = await world.fifo("q.fifo", redrive("dead.fifo"));
  for (const MessageBody of ["1", "2"])
    await world.sqs.sendMessage({ QueueUrl, MessageBody, MessageGroupId: "g" });
  // The dead-letter queue has seen the same content.
  await world.sqs.sendMessage({ QueueUrl: dead, MessageBody: "1", MessageGroupId: "g" });
  expect(await world.bodies(QueueUrl, { MaxNumberOfMessages: 1, VisibilityTimeout: 90 })).toEqual(["1"]);
  await world.sim.clock.advance("90s");
  expect(await world.bodies(QueueUrl)).toEqual(["2"]);
  expect(bodiesIn("dead.fifo")).toEqual(["1", "1"]);
  await world.sim.clock.advance("10s");
  expect(world.sim.sqs.messages("dead.fifo")).toMatchObject([
    {
      body: "1",
      attributes: {
        MessageGroupId: "g",
        SentTimestamp: String(NOW + 90_000),
        DeadLetterQueueSourceArn: arnOf("q.fifo"),
      },
    },
  ]);
});

/** Puts messages into a dead-letter queue by way of their sources. */
async function deadLetters(count: number, ...sources: string[]): Promise<void> {
  await world.queue("dead");
  for (const name of sources) {
    const QueueUrl = await world.queue(name, redrive("dead"));
    for (let i = 0; i < count; i++) await world.sqs.sendMessage({ QueueUrl, MessageBody: `${name}-${i}` });
    for (let i = 0; i < 2 * count; i++) await world.receive(QueueUrl, { VisibilityTimeout: 0 });
  }
}
const SourceArn = arnOf("dead");
const tasks = async (MaxResults = 10) =>
  (await world.sqs.listMessageMoveTasks({ SourceArn, MaxResults })).Results;

test("Q02: a move task takes messages back to where they came from, as new ones", async () => {
  await deadLetters(2, "one", "two");
  const { TaskHandle } = await world.sqs.startMessageMoveTask({ SourceArn });
  const started = {
    SourceArn,
    ApproximateNumberOfMessagesMoved: 0,
    ApproximateNumberOfMessagesToMove: 4,
    StartedTimestamp: NOW,
  };
  expect(await tasks()).toEqual([{ ...started, TaskHandle, Status: "RUNNING" }]);
  expect(await failure(world.sqs.startMessageMoveTask({ SourceArn }))).toEqual({
    code: "InvalidParameterValue",
    status: 400,
    message:
      "There is already a task running. Only one active task is allowed for a source queue arn at a given time.",
  });
  const before = world.sim.sqs.messages("dead").map(({ messageId }) => messageId);
  await world.sim.clock.advance("1s");
  expect(await tasks()).toEqual([{ ...started, Status: "COMPLETED", ApproximateNumberOfMessagesMoved: 4 }]);
  expect(["dead", "one", "two"].map(bodiesIn)).toEqual([[], ["one-0", "one-1"], ["two-0", "two-1"]]);
  const [moved] = world.sim.sqs.messages("one");
  expect(before).not.toContain(moved?.messageId);
  expect(moved?.attributes).toEqual({
    SenderId: "AIDASIM00123456789012",
    SentTimestamp: String(NOW + 1000),
    ApproximateReceiveCount: "0",
  });
});

test("a move task has a rate, and can be cancelled", async () => {
  await deadLetters(5, "one");
  const DestinationArn = arnOf("other");
  await world.queue("other");
  const input = { SourceArn, DestinationArn, MaxNumberOfMessagesPerSecond: 2 };
  const { TaskHandle = "" } = await world.sqs.startMessageMoveTask(input);
  await world.sim.clock.advance("1s");
  expect(bodiesIn("other")).toEqual(["one-0", "one-1"]);
  expect(await body(world.sqs.cancelMessageMoveTask({ TaskHandle }))).toEqual({
    ApproximateNumberOfMessagesMoved: 2,
  });
  const expected = {
    ...input,
    ApproximateNumberOfMessagesMoved: 2,
    ApproximateNumberOfMessagesToMove: 5,
    StartedTimestamp: NOW,
  };
  expect(await tasks()).toEqual([{ ...expected, Status: "CANCELLING" }]);
  await world.sim.clock.advance("10s");
  expect(await tasks()).toEqual([{ ...expected, Status: "CANCELLED" }]);
  expect(bodiesIn("dead")).toHaveLength(3);
  expect(await failure(world.sqs.cancelMessageMoveTask({ TaskHandle }))).toEqual({
    code: "ResourceNotFoundException",
    status: 404,
    message: "Task does not exist.",
  });
  await world.sqs.startMessageMoveTask({ SourceArn });
  expect((await tasks(1))?.map(({ Status }) => Status)).toEqual(["RUNNING"]);
  expect((await tasks())?.map(({ Status }) => Status)).toEqual(["RUNNING", "CANCELLED"]);
});

test("a move task fails when a queue is deleted, or a message has no source", async () => {
  await deadLetters(1, "one");
  const other = await world.queue("other");
  await world.sqs.startMessageMoveTask({ SourceArn, DestinationArn: arnOf("other") });
  await world.sqs.deleteQueue({ QueueUrl: other });
  await world.sim.clock.advance("1s");
  expect(await tasks(1)).toMatchObject([
    { Status: "FAILED", FailureReason: "AWS.SimpleQueueService.NonExistentQueue" },
  ]);
  world.sim.sqs.drain("dead");
  world.sim.sqs.send("dead", "from nowhere");
  await world.sqs.startMessageMoveTask({ SourceArn });
  await world.sim.clock.advance("1s");
  expect(await tasks(1)).toMatchObject([
    { Status: "FAILED", FailureReason: "CouldNotDetermineMessageSource" },
  ]);
  expect(bodiesIn("dead")).toEqual(["from nowhere"]);
});

test("what a move task needs", async () => {
  await deadLetters(1, "one");
  const start = (input: object) => failure(world.sqs.startMessageMoveTask({ SourceArn, ...input }));
  const notFound = (name: string) => ({
    code: "ResourceNotFoundException",
    status: 404,
    message: `The resource that you specified for the ${name} parameter doesn't exist.`,
  });
  const invalid = (message: string) => ({ code: "InvalidParameterValue", status: 400, message });
  expect(await start({ SourceArn: arnOf("one") })).toEqual(
    invalid("Source queue must be configured as a Dead Letter Queue."),
  );
  expect(await start({ SourceArn: arnOf("none") })).toEqual(notFound("SourceArn"));
  expect(await start({ DestinationArn: arnOf("none") })).toEqual(notFound("DestinationArn"));
  expect(await start({ SourceArn: "dead" })).toEqual(
    invalid(
      "You must use this format to specify the SourceArn: arn:<partition>:<service>:<region>:<account-id>:<resource-id>",
    ),
  );
  expect(await start({ MaxNumberOfMessagesPerSecond: 501 })).toMatchObject({ code: "InvalidParameterValue" });
  expect(await failure(world.sqs.cancelMessageMoveTask({ TaskHandle: "x" }))).toEqual(
    invalid("Value for parameter TaskHandle is invalid."),
  );
  const handle = (taskId: string, sourceArn: string) =>
    Buffer.from(JSON.stringify({ taskId, sourceArn })).toString("base64");
  expect(await failure(world.sqs.cancelMessageMoveTask({ TaskHandle: handle("t", arnOf("none")) }))).toEqual(
    notFound("SourceArn"),
  );
  expect(await failure(world.sqs.cancelMessageMoveTask({ TaskHandle: handle("t", SourceArn) }))).toEqual({
    code: "ResourceNotFoundException",
    status: 404,
    message: "Task does not exist.",
  });
  expect(await failure(world.sqs.listMessageMoveTasks({ SourceArn: arnOf("none") }))).toEqual(
    notFound("SourceArn"),
  );
  expect(await failure(world.sqs.listMessageMoveTasks({ SourceArn, MaxResults: 11 }))).toMatchObject({
    code: "InvalidParameterValue",
  });
});
