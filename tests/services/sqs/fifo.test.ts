import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { body } from "../../support/body.js";
import { failure } from "../../support/failure.js";
import { sqsWorld } from "./sqs-world.js";

const world = sqsWorld();
const invalid = (message: string) => ({ code: "InvalidParameterValue", status: 400, message });
/** Sends `g1-a` to the group `g1`. */
const send = (QueueUrl: string, MessageBody: string, more: object = {}) => {
  const [MessageGroupId = ""] = MessageBody.split("-");
  return world.sqs.sendMessage({ QueueUrl, MessageBody, MessageGroupId, ...more });
};
const handlesOf = async (QueueUrl: string, count: number, more: object = {}) => {
  const messages = await world.receive(QueueUrl, { MaxNumberOfMessages: count, ...more });
  return messages.map(({ ReceiptHandle = "" }) => ReceiptHandle);
};

test("Q01: a message has a sequence number, and by default the digest of its body as id", async () => {
  const QueueUrl = await world.fifo();
  const first = await body(send(QueueUrl, "Test"));
  const second = await body(send(QueueUrl, "g1-b", { MessageDeduplicationId: "own" }));
  expect(first).toEqual({
    MD5OfMessageBody: "0cbc6611f5540bd0809a388dc95a615b",
    MessageId: expect.any(String),
    SequenceNumber: expect.stringMatching(/^18849\d{15}$/),
  });
  expect((second.SequenceNumber ?? "") > (first.SequenceNumber ?? "")).toBe(true);
  const messages = await world.receive(QueueUrl, { MessageSystemAttributeNames: ["All"] });
  expect(messages.map(({ Attributes }) => Attributes)).toEqual([
    expect.objectContaining({
      SequenceNumber: first.SequenceNumber,
      MessageGroupId: "Test",
      MessageDeduplicationId: "532eaabd9574880dbf76b9b8cc00832c20a6ec113d682299550d7a6e0f345e25",
    }),
    expect.objectContaining({
      SequenceNumber: second.SequenceNumber,
      MessageGroupId: "g1",
      MessageDeduplicationId: "own",
    }),
  ]);
});

test("what a FIFO queue rejects", async () => {
  const QueueUrl = await world.fifo("q.fifo", { ContentBasedDeduplication: "false" });
  expect(await failure(world.sqs.sendMessage({ QueueUrl, MessageBody: "a" }))).toEqual({
    code: "MissingParameter",
    status: 400,
    message: "The request must contain the parameter MessageGroupId.",
  });
  expect(
    await failure(world.sqs.sendMessageBatch({ QueueUrl, Entries: [{ Id: "a", MessageBody: "a" }] })),
  ).toEqual(invalid("The request must contain the parameter MessageGroupId."));
  expect(await failure(send(QueueUrl, "g1-a"))).toEqual(
    invalid(
      "The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly",
    ),
  );
  expect(await failure(send(QueueUrl, "g1-a", { MessageDeduplicationId: "a b" }))).toEqual(
    invalid(
      "Value a b for parameter MessageDeduplicationId is invalid. Reason: MessageDeduplicationId can only include alphanumeric and punctuation characters. 1 to 128 in length.",
    ),
  );
  expect(await failure(send(QueueUrl, "g1-a", { MessageDeduplicationId: "a", DelaySeconds: 2 }))).toEqual(
    invalid(
      "Value 2 for parameter DelaySeconds is invalid. Reason: The request include parameter that is not valid for this queue type.",
    ),
  );
});

test("Q02: all messages have the delay of the queue, and a change of it concerns those that are there", async () => {
  const QueueUrl = await world.fifo("q.fifo", { DelaySeconds: "10" });
  await send(QueueUrl, "g1-a", { DelaySeconds: 0 });
  await send(QueueUrl, "g2-a");
  expect(await world.counts(QueueUrl)).toEqual([0, 0, 2]);
  await world.sqs.setQueueAttributes({ QueueUrl, Attributes: { DelaySeconds: "20" } });
  await world.sim.clock.advance(19_999);
  expect(await world.bodies(QueueUrl)).toEqual([]);
  await world.sim.clock.advance(1);
  expect(await world.bodies(QueueUrl)).toEqual(["g1-a", "g2-a"]);
  await send(QueueUrl, "g3-a");
  await world.sqs.setQueueAttributes({ QueueUrl, Attributes: { DelaySeconds: "0" } });
  expect(await world.bodies(QueueUrl)).toEqual(["g3-a"]);
});

describe("groups", () => {
  test("the messages of a group come first, then those of the next; a group that was received goes to the back", async () => {
    const QueueUrl = await world.fifo();
    for (const text of ["g1-1", "g2-1", "g1-2", "g3-1", "g1-3", "g2-2"]) await send(QueueUrl, text);
    const receive = (count: number) =>
      world.bodies(QueueUrl, { MaxNumberOfMessages: count, VisibilityTimeout: 0 });
    expect(await receive(4)).toEqual(["g1-1", "g1-2", "g1-3", "g2-1"]);
    expect(await receive(10)).toEqual(["g3-1", "g1-1", "g1-2", "g1-3", "g2-1", "g2-2"]);
  });

  test("a group with a message in flight delivers nothing behind it, new messages included", async () => {
    const QueueUrl = await world.fifo();
    for (const text of ["g1-1", "g1-2", "g2-1"]) await send(QueueUrl, text);
    const [first = ""] = await handlesOf(QueueUrl, 1);
    expect(await world.bodies(QueueUrl)).toEqual(["g2-1"]);
    await send(QueueUrl, "g1-3");
    expect(await world.bodies(QueueUrl)).toEqual([]);
    expect(await world.counts(QueueUrl)).toEqual([2, 2, 0]);
    await world.sqs.deleteMessage({ QueueUrl, ReceiptHandle: first });
    expect(await world.bodies(QueueUrl)).toEqual(["g1-2", "g1-3"]);
  });

  test("deleting one of two messages in flight keeps the group waiting", async () => {
    const QueueUrl = await world.fifo();
    for (const text of ["g1-1", "g1-2", "g1-3", "g2-1"]) await send(QueueUrl, text);
    const [first = "", second = ""] = await handlesOf(QueueUrl, 2);
    await world.sqs.deleteMessage({ QueueUrl, ReceiptHandle: first });
    expect(await world.bodies(QueueUrl)).toEqual(["g2-1"]);
    await world.sqs.deleteMessage({ QueueUrl, ReceiptHandle: second });
    expect(await world.bodies(QueueUrl)).toEqual(["g1-3"]);
  });

  test("a message that becomes visible while a later one is in flight is delivered alone", async () => {
    const QueueUrl = await world.fifo();
    for (const text of ["g1-1", "g1-2"]) await send(QueueUrl, text);
    const [first = ""] = await handlesOf(QueueUrl, 2);
    await world.sqs.changeMessageVisibility({ QueueUrl, ReceiptHandle: first, VisibilityTimeout: 0 });
    expect(await world.bodies(QueueUrl)).toEqual(["g1-1"]);
  });

  test.each([
    [0, []],
    [1, ["g1-1"]],
    [2, ["g1-1", "g1-2"]],
  ])("with message %i of three extended, the group delivers %j", async (extended, delivered) => {
    const QueueUrl = await world.fifo();
    for (const text of ["g1-1", "g1-2", "g1-3"]) await send(QueueUrl, text);
    const handles = await handlesOf(QueueUrl, 3);
    const ReceiptHandle = handles[extended] ?? "";
    await world.sqs.changeMessageVisibility({ QueueUrl, ReceiptHandle, VisibilityTimeout: 60 });
    await world.sim.clock.advance("30s");
    expect(await world.bodies(QueueUrl)).toEqual(delivered);
  });

  test("after the visibility timeout the order is as before", async () => {
    const QueueUrl = await world.fifo();
    for (let i = 1; i <= 12; i++) await send(QueueUrl, `g1-${i}`);
    expect(await world.bodies(QueueUrl, { MaxNumberOfMessages: 3 })).toEqual(["g1-1", "g1-2", "g1-3"]);
    await world.sim.clock.advance("30s");
    expect(await world.bodies(QueueUrl)).toEqual(Array.from({ length: 10 }, (_, i) => `g1-${i + 1}`));
  });

  test("entries of a batch are in order", async () => {
    const QueueUrl = await world.fifo();
    const bodies = Array.from({ length: 10 }, (_, i) => `g1-${9 - i}`);
    const Entries = bodies.map((MessageBody, i) => ({ Id: `${i}`, MessageBody, MessageGroupId: "g1" }));
    await world.sqs.sendMessageBatch({ QueueUrl, Entries });
    expect(await world.bodies(QueueUrl)).toEqual(bodies);
  });
});

describe("deduplication", () => {
  test("a duplicate within five minutes is accepted and dropped, also when the first is deleted", async () => {
    const QueueUrl = await world.fifo();
    const first = await send(QueueUrl, "g1-a");
    const [handle = ""] = await handlesOf(QueueUrl, 1);
    await world.sqs.deleteMessage({ QueueUrl, ReceiptHandle: handle });
    await world.sim.clock.advance(299_999);
    const again = await send(QueueUrl, "g1-a");
    expect([again.MessageId, again.SequenceNumber]).toEqual([first.MessageId, first.SequenceNumber]);
    expect(await world.counts(QueueUrl)).toEqual([0, 0, 0]);
    await world.sim.clock.advance(1);
    expect((await send(QueueUrl, "g1-a")).MessageId).not.toBe(first.MessageId);
    expect(await world.counts(QueueUrl)).toEqual([1, 0, 0]);
    expect(world.sim.sqs.sent("q.fifo")).toHaveLength(2);
  });

  test("an explicit id counts, and not the body; the digest is that of the duplicate", async () => {
    const QueueUrl = await world.fifo();
    const first = await send(QueueUrl, "g1-a", { MessageDeduplicationId: "x" });
    const MessageAttributes = { Hello: { DataType: "String", StringValue: "There" } };
    const second = await send(QueueUrl, "g1-Test", { MessageDeduplicationId: "x", MessageAttributes });
    expect(await body(Promise.resolve(second))).toEqual({
      MD5OfMessageBody: createHash("md5").update("g1-Test").digest("hex"),
      MD5OfMessageAttributes: "a311262e065454b75da111d535b8dacd",
      MessageId: first.MessageId,
      SequenceNumber: first.SequenceNumber,
    });
    await send(QueueUrl, "g1-a", { MessageDeduplicationId: "y" });
    expect(await world.bodies(QueueUrl)).toEqual(["g1-a", "g1-a"]);
  });

  test.each([
    ["queue", 1],
    ["messageGroup", 2],
  ])("with the scope %s, an id in two groups is %i messages", async (DeduplicationScope, count) => {
    const QueueUrl = await world.fifo("q.fifo", { DeduplicationScope });
    for (const text of ["g1-a", "g2-a", "g1-b"]) await send(QueueUrl, text, { MessageDeduplicationId: "x" });
    expect(await world.counts(QueueUrl)).toEqual([count, 0, 0]);
  });
});

describe("attempts", () => {
  const ReceiveRequestAttemptId = "attempt";

  test("a receive with the same attempt id returns the same messages, with a new timeout", async () => {
    const QueueUrl = await world.fifo();
    for (const text of ["g1-1", "g1-2", "g2-1"]) await send(QueueUrl, text);
    const receive = () => world.receive(QueueUrl, { ReceiveRequestAttemptId, MaxNumberOfMessages: 2 });
    const first = await receive();
    expect(first.map(({ Body }) => Body)).toEqual(["g1-1", "g1-2"]);
    await world.sim.clock.advance("20s");
    expect(await receive()).toEqual(first);
    await world.sim.clock.advance("20s");
    expect(await world.counts(QueueUrl)).toEqual([1, 2, 0]);
    expect(await world.bodies(QueueUrl)).toEqual(["g2-1"]);
  });

  test("once a message was deleted, the attempt id gets others", async () => {
    const QueueUrl = await world.fifo();
    for (const text of ["g1-1", "g2-1"]) await send(QueueUrl, text);
    const [handle = ""] = await handlesOf(QueueUrl, 1, { ReceiveRequestAttemptId });
    await world.sqs.deleteMessage({ QueueUrl, ReceiptHandle: handle });
    expect(await world.bodies(QueueUrl, { ReceiveRequestAttemptId })).toEqual(["g2-1"]);
  });
});

test("a handle is good as long as its message is in flight", async () => {
  const QueueUrl = await world.fifo();
  await send(QueueUrl, "g1-a");
  const [ReceiptHandle = ""] = await handlesOf(QueueUrl, 1);
  await world.sqs.changeMessageVisibility({ QueueUrl, ReceiptHandle, VisibilityTimeout: 60 });
  await world.sim.clock.advance("60s");
  expect(await failure(world.sqs.deleteMessage({ QueueUrl, ReceiptHandle }))).toEqual(
    invalid(
      `Value ${ReceiptHandle} for parameter ReceiptHandle is invalid. Reason: The receipt handle has expired.`,
    ),
  );
  expect(
    await failure(world.sqs.changeMessageVisibility({ QueueUrl, ReceiptHandle, VisibilityTimeout: 1 })),
  ).toMatchObject({ code: "MessageNotInflight" });
  const [second = ""] = await handlesOf(QueueUrl, 1);
  await world.sqs.deleteMessage({ QueueUrl, ReceiptHandle: second });
  await world.sqs.deleteMessage({ QueueUrl, ReceiptHandle: second });
  expect(await world.counts(QueueUrl)).toEqual([0, 0, 0]);
});
