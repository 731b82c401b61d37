import { expect, test } from "vitest";
import { body } from "../../support/body.js";
import { failure } from "../../support/failure.js";
import { NOW, sqsWorld } from "./sqs-world.js";

const world = sqsWorld();
const invalid = (message: string) => ({ code: "InvalidParameterValue", status: 400, message });
const send = (QueueUrl: string, ...bodies: string[]) =>
  Promise.all(bodies.map((MessageBody) => world.sqs.sendMessage({ QueueUrl, MessageBody })));
const GONE = "Message does not exist or is not available for visibility timeout change.";

test("without messages there is no list", async () => {
  expect(await body(world.sqs.receiveMessage({ QueueUrl: await world.queue() }))).toEqual({});
});

test("a message has what is asked for", async () => {
  const QueueUrl = await world.queue();
  const { MessageId } = await world.sqs.sendMessage({
    QueueUrl,
    MessageBody: "message",
    MessageGroupId: "tenant",
    MessageAttributes: {
      General: { DataType: "String", StringValue: "Kenobi" },
      Hello: { DataType: "String", StringValue: "There" },
      "Help.Me": { DataType: "String", StringValue: "Me" },
    },
    MessageSystemAttributes: { AWSTraceHeader: { DataType: "String", StringValue: "Root=1" } },
  });
  await world.sim.clock.advance("1s");
  const plain = {
    MessageId,
    ReceiptHandle: expect.stringMatching(/^AQEB[\w+/=]{100,400}$/),
    MD5OfBody: "78e731027d8fd50ed642340b7c9a63b3",
    Body: "message",
  };
  const receive = async (input: object) =>
    (await world.receive(QueueUrl, { VisibilityTimeout: 0, ...input }))[0];
  expect(await receive({})).toEqual(plain);
  expect(await receive({ MessageSystemAttributeNames: ["All"] })).toEqual({
    ...plain,
    Attributes: {
      SenderId: "AIDASIM00123456789012",
      SentTimestamp: String(NOW),
      ApproximateReceiveCount: "2",
      ApproximateFirstReceiveTimestamp: String(NOW + 1000),
      MessageGroupId: "tenant",
      AWSTraceHeader: "Root=1",
    },
  });
  expect(
    await receive({ AttributeNames: ["SenderId"], MessageSystemAttributeNames: ["SentTimestamp"] }),
  ).toEqual({ ...plain, Attributes: { SenderId: "AIDASIM00123456789012", SentTimestamp: String(NOW) } });
  const kenobi = { DataType: "String", StringValue: "Kenobi" };
  const there = { DataType: "String", StringValue: "There" };
  const me = { DataType: "String", StringValue: "Me" };
  for (const name of ["All", ".*", "*"])
    expect(await receive({ MessageAttributeNames: [name] })).toEqual({
      ...plain,
      MD5OfMessageAttributes: "4c360f3fdafd970e05fae2f149d997f5",
      MessageAttributes: { General: kenobi, Hello: there, "Help.Me": me },
    });
  expect(await receive({ MessageAttributeNames: ["Hel.*", "none"] })).toMatchObject({
    MessageAttributes: { Hello: there, "Help.Me": me },
  });
  expect(await receive({ MessageAttributeNames: ["Hello"] })).toEqual({
    ...plain,
    MD5OfMessageAttributes: "a311262e065454b75da111d535b8dacd",
    MessageAttributes: { Hello: there },
  });
  expect(await receive({ MessageAttributeNames: ["none"] })).toEqual(plain);
});

test("binary values are bytes", async () => {
  const QueueUrl = await world.queue();
  const value = { DataType: "Binary.png", BinaryValue: Uint8Array.of(0, 255, 128) };
  await world.sqs.sendMessage({ QueueUrl, MessageBody: "a", MessageAttributes: { image: value } });
  const [message] = await world.receive(QueueUrl, { MessageAttributeNames: ["image"] });
  expect(message?.MessageAttributes).toEqual({ image: value });
});

test.each([
  [
    { MaxNumberOfMessages: 0 },
    "Value 0 for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and 10, if provided.",
  ],
  [
    { MaxNumberOfMessages: 11 },
    "Value 11 for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and 10, if provided.",
  ],
  [
    { WaitTimeSeconds: 21 },
    "Value 21 for parameter WaitTimeSeconds is invalid. Reason: Must be >= 0 and <= 20, if provided.",
  ],
  [
    { WaitTimeSeconds: -1 },
    "Value -1 for parameter WaitTimeSeconds is invalid. Reason: Must be >= 0 and <= 20, if provided.",
  ],
  [
    { VisibilityTimeout: 43_201 },
    "Value 43201 for parameter VisibilityTimeout is invalid. Reason: Must be >= 0 and <= 43200, if provided.",
  ],
  [
    { ReceiveRequestAttemptId: "a" },
    "Value a for parameter ReceiveRequestAttemptId is invalid. Reason: The request includes a parameter that is not valid for this queue type.",
  ],
])("a receive with %j is rejected", async (input, message) => {
  expect(await failure(world.receive(await world.queue(), input))).toEqual(invalid(message));
});

test("a system attribute that does not exist is rejected, whether there are messages or not", async () => {
  const MessageSystemAttributeNames = ["Foobar" as "All"];
  expect(await failure(world.receive(await world.queue(), { MessageSystemAttributeNames }))).toEqual({
    code: "InvalidAttributeName",
    status: 400,
    message: "Unknown Attribute Foobar.",
  });
});

test("Q02: a message is in flight for the visibility timeout, then at its place again", async () => {
  const QueueUrl = await world.queue();
  await send(QueueUrl, "a");
  await send(QueueUrl, "b");
  expect(await world.bodies(QueueUrl, { MaxNumberOfMessages: 1 })).toEqual(["a"]);
  expect(await world.counts(QueueUrl)).toEqual([1, 1, 0]);
  await world.sim.clock.advance(29_999);
  expect(await world.bodies(QueueUrl, { MaxNumberOfMessages: 1 })).toEqual(["b"]);
  expect(await world.bodies(QueueUrl)).toEqual([]);
  await world.sim.clock.advance(1);
  expect(await world.bodies(QueueUrl)).toEqual(["a"]);
  await world.sim.clock.runUntilIdle();
  expect(world.sim.clock.now()).toBe(NOW + 60_000);
  expect(await world.counts(QueueUrl)).toEqual([2, 0, 0]);
});

test("the timeout is the queue's when a message is received, or the request's", async () => {
  const QueueUrl = await world.queue("q", { VisibilityTimeout: "5" });
  await send(QueueUrl, "a");
  await world.sqs.setQueueAttributes({ QueueUrl, Attributes: { VisibilityTimeout: "10" } });
  await world.receive(QueueUrl);
  await world.sqs.setQueueAttributes({ QueueUrl, Attributes: { VisibilityTimeout: "1" } });
  await world.sim.clock.advance(9999);
  expect(await world.bodies(QueueUrl)).toEqual([]);
  await world.sim.clock.advance(1);
  expect(await world.bodies(QueueUrl, { VisibilityTimeout: 0 })).toEqual(["a"]);
  expect(await world.bodies(QueueUrl, { VisibilityTimeout: 7 })).toEqual(["a"]);
  await world.sim.clock.advance("7s");
  expect(await world.bodies(QueueUrl)).toEqual(["a"]);
});

test("each receive has a handle of its own; every one of them deletes the message", async () => {
  const QueueUrl = await world.queue();
  await send(QueueUrl, "a");
  const [first] = await world.receive(QueueUrl, { VisibilityTimeout: 0 });
  const [second] = await world.receive(QueueUrl);
  expect(second?.ReceiptHandle).not.toBe(first?.ReceiptHandle);
  const remove = () => world.sqs.deleteMessage({ QueueUrl, ReceiptHandle: first?.ReceiptHandle ?? "" });
  expect(await body(remove())).toEqual({});
  expect(await world.counts(QueueUrl)).toEqual([0, 0, 0]);
  expect(await body(remove())).toEqual({});
});

test("a message can be deleted after its visibility timeout", async () => {
  const QueueUrl = await world.queue();
  await send(QueueUrl, "a");
  const [message] = await world.receive(QueueUrl);
  await world.sim.clock.advance("1h");
  await world.sqs.deleteMessage({ QueueUrl, ReceiptHandle: message?.ReceiptHandle ?? "" });
  expect(await world.counts(QueueUrl)).toEqual([0, 0, 0]);
});

test("a value that is not a handle of the queue is rejected", async () => {
  const QueueUrl = await world.queue();
  const other = await world.queue("other");
  await send(other, "a");
  const [message] = await world.receive(other);
  for (const ReceiptHandle of ["garbage", message?.ReceiptHandle ?? ""]) {
    const malformed = {
      code: "ReceiptHandleIsInvalid",
      status: 400,
      message: `The input receipt handle "${ReceiptHandle}" is not a valid receipt handle.`,
    };
    expect(await failure(world.sqs.deleteMessage({ QueueUrl, ReceiptHandle }))).toEqual(malformed);
    expect(
      await failure(world.sqs.changeMessageVisibility({ QueueUrl, ReceiptHandle, VisibilityTimeout: 1 })),
    ).toEqual(malformed);
  }
});

test("a new visibility timeout counts from now", async () => {
  const QueueUrl = await world.queue();
  await send(QueueUrl, "a");
  const [{ ReceiptHandle = "" } = {}] = await world.receive(QueueUrl);
  const change = (VisibilityTimeout: number) =>
    world.sqs.changeMessageVisibility({ QueueUrl, ReceiptHandle, VisibilityTimeout });
  await world.sim.clock.advance("20s");
  expect(await body(change(60))).toEqual({});
  await world.sim.clock.advance(59_999);
  expect(await world.bodies(QueueUrl)).toEqual([]);
  await change(0);
  expect(await world.bodies(QueueUrl, { VisibilityTimeout: 0 })).toEqual(["a"]);
  expect(await failure(change(5))).toEqual(
    invalid(`Value ${ReceiptHandle} for parameter ReceiptHandle is invalid. Reason: ${GONE}`),
  );
  await world.sqs.deleteMessage({ QueueUrl, ReceiptHandle });
  expect(await failure(change(5))).toEqual(
    invalid(`Value ${ReceiptHandle} for parameter ReceiptHandle is invalid. Reason: ${GONE}`),
  );
  expect(await failure(change(43_201))).toMatchObject({ code: "InvalidParameterValue" });
});

test("a message that is visible again can be hidden by its last handle", async () => {
  const QueueUrl = await world.queue();
  await send(QueueUrl, "a");
  const [{ ReceiptHandle = "" } = {}] = await world.receive(QueueUrl);
  await world.sim.clock.advance("30s");
  await world.sqs.changeMessageVisibility({ QueueUrl, ReceiptHandle, VisibilityTimeout: 10 });
  expect(await world.counts(QueueUrl)).toEqual([0, 1, 0]);
});

test("a receipt keeps a message in flight for twelve hours at most", async () => {
  const QueueUrl = await world.queue();
  await send(QueueUrl, "a");
  const [{ ReceiptHandle = "" } = {}] = await world.receive(QueueUrl);
  await world.sim.clock.advance("10s");
  const change = (VisibilityTimeout: number) =>
    world.sqs.changeMessageVisibility({ QueueUrl, ReceiptHandle, VisibilityTimeout });
  expect(await failure(change(43_200))).toEqual(
    invalid(
      "Value 43200 for parameter VisibilityTimeout is invalid. Reason: Total VisibilityTimeout for the message is beyond the limit [43200 seconds]",
    ),
  );
  await change(43_190);
});

test("batches delete and change visibility entry by entry", async () => {
  const QueueUrl = await world.queue();
  await send(QueueUrl, "a", "b");
  const [a, b] = await world.receive(QueueUrl);
  const entry = (Id: string, ReceiptHandle = "") => ({ Id, ReceiptHandle });
  const garbage = {
    Id: "x",
    SenderFault: true,
    Code: "ReceiptHandleIsInvalid",
    Message: 'The input receipt handle "garbage" is not a valid receipt handle.',
  };
  const changed = await body(
    world.sqs.changeMessageVisibilityBatch({
      QueueUrl,
      Entries: [
        { ...entry("a", a?.ReceiptHandle), VisibilityTimeout: 0 },
        { ...entry("x", "garbage"), VisibilityTimeout: 0 },
        entry("y", b?.ReceiptHandle),
      ],
    }),
  );
  expect(changed).toEqual({
    Successful: [{ Id: "a" }],
    Failed: [
      garbage,
      {
        Id: "y",
        SenderFault: true,
        Code: "MissingParameter",
        Message: "The request must contain the parameter VisibilityTimeout.",
      },
    ],
  });
  expect(await world.counts(QueueUrl)).toEqual([1, 1, 0]);
  const deleted = await body(
    world.sqs.deleteMessageBatch({
      QueueUrl,
      Entries: [entry("a", a?.ReceiptHandle), entry("b", b?.ReceiptHandle), entry("x", "garbage")],
    }),
  );
  expect(deleted).toEqual({ Successful: [{ Id: "a" }, { Id: "b" }], Failed: [garbage] });
  expect(await world.counts(QueueUrl)).toEqual([0, 0, 0]);
  expect(await failure(world.sqs.deleteMessageBatch({ QueueUrl, Entries: [] }))).toEqual({
    code: "EmptyBatchRequest",
    status: 400,
    message: "There should be at least one DeleteMessageBatchRequestEntry in the request.",
  });
  expect(await failure(world.sqs.changeMessageVisibilityBatch({ QueueUrl, Entries: [] }))).toEqual({
    code: "EmptyBatchRequest",
    status: 400,
    message: "There should be at least one ChangeMessageVisibilityBatchRequestEntry in the request.",
  });
});

test("Q02: messages expire by when they were sent, also in flight, and when the retention changes", async () => {
  const QueueUrl = await world.queue("q", { MessageRetentionPeriod: "60" });
  await send(QueueUrl, "a");
  await world.sim.clock.advance("10s");
  await send(QueueUrl, "b");
  await world.receive(QueueUrl, { MaxNumberOfMessages: 1, VisibilityTimeout: 3600 });
  await world.sim.clock.advance(49_999);
  expect(await world.counts(QueueUrl)).toEqual([1, 1, 0]);
  await world.sim.clock.advance(1);
  expect(await world.counts(QueueUrl)).toEqual([1, 0, 0]);
  await world.sqs.setQueueAttributes({ QueueUrl, Attributes: { MessageRetentionPeriod: "600" } });
  await world.sim.clock.advance("1m");
  expect(await world.counts(QueueUrl)).toEqual([1, 0, 0]);
  await world.sqs.setQueueAttributes({ QueueUrl, Attributes: { MessageRetentionPeriod: "61" } });
  expect(await world.counts(QueueUrl)).toEqual([0, 0, 0]);
});
