import type { MessageAttributeValue } from "@aws-sdk/client-sns";
import { describe, expect, test } from "vitest";
import { body } from "../../support/body.js";
import { failure } from "../../support/failure.js";
import { ACCOUNT, invalid, NOW, rejected, snsWorld, topicArnOf } from "./sns-world.js";

const world = snsWorld();
const TopicArn = topicArnOf("t");
const UUID = expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);

describe("Q03: publishing", () => {
  test("returns an id, is recorded, and reaches those who are subscribed by then", async () => {
    await world.topic();
    await world.sns.publish({ TopicArn, Message: "too early" });
    await world.queue(TopicArn);
    const published = await body(world.sns.publish({ TopicArn, Message: "a", Subject: "s" }));
    expect(published).toEqual({ MessageId: UUID });
    await world.sns.publish({ TargetArn: TopicArn, Message: "b" });
    expect(world.messages()).toEqual(["a", "b"]);
    expect(world.sim.sns.published("t").slice(1)).toEqual([
      {
        target: TopicArn,
        messageId: published.MessageId,
        message: "a",
        subject: "s",
        messageAttributes: {},
        timestamp: NOW,
      },
      { target: TopicArn, messageId: UUID, message: "b", messageAttributes: {}, timestamp: NOW },
    ]);
  });

  test("waits for the delay, across a snapshot", async () => {
    await world.topic();
    await world.queue(TopicArn);
    world.sim.delays.set({ sns: { delivery: "5s" } });
    await world.sns.publish({ TopicArn, Message: "a" });
    const snapshot = world.sim.snapshot();
    await world.sim.clock.advance("5s");
    expect(world.messages()).toEqual(["a"]);
    world.sim.restore(snapshot);
    expect(world.messages()).toEqual([]);
    await world.sim.clock.advance("5s");
    expect(world.messages()).toEqual(["a"]);
  });

  test.each([
    [{ Message: "" }, "Empty message"],
    [{ Message: "x".repeat(262_145) }, "Message too long"],
    [{ Message: "a", Subject: "" }, "Subject"],
    [{ Message: "a", Subject: "x".repeat(101) }, "Subject"],
    [{ Message: "a", Subject: "a\nb" }, "Subject"],
    [{ Message: "a", Subject: "ä" }, "Subject"],
    [{ Message: "a", MessageStructure: "xml" }, "MessageStructure"],
    [
      { Message: "a", MessageDeduplicationId: "d" },
      "MessageDeduplicationId Reason: The request includes MessageDeduplicationId parameter that is not valid for this topic type",
    ],
  ])("%j is rejected", async (given, text) => {
    await world.topic();
    expect(await failure(world.sns.publish({ TopicArn, ...given }))).toEqual(invalid(text));
    expect(world.sim.sns.published()).toEqual([]);
  });

  test("attributes count as bytes of the message", async () => {
    await world.topic();
    const with_ = (length: number) =>
      world.sns.publish({
        TopicArn,
        Message: "x".repeat(length),
        MessageAttributes: { name: { DataType: "String", StringValue: "12" } },
      });
    await with_(262_144 - 4 - 6 - 2);
    expect(await failure(with_(262_144 - 4 - 6 - 1))).toEqual(invalid("Message too long"));
  });

  test("needs a target", async () => {
    expect(await failure(world.sns.publish({ Message: "a" }))).toEqual(
      invalid("TopicArn or TargetArn Reason: no value for required parameter"),
    );
  });
});

describe("Q03: a message for each protocol", () => {
  test("replaces the message", async () => {
    await world.topic();
    await world.queue(TopicArn);
    await world.subscribe(TopicArn, "sms", "+12065550100");
    const Message = JSON.stringify({ default: "for all", sqs: "for queues" });
    await world.sns.publish({ TopicArn, Message, MessageStructure: "json" });
    expect(world.messages()).toEqual(["for queues"]);
    expect(world.sim.sns.deliveries("+12065550100").map((each) => each.body)).toEqual(["for all"]);
  });

  const NO_DEFAULT = "Message Structure - No default entry in JSON message body";
  test.each([
    ['{"sqs":"a"}', NO_DEFAULT],
    ['{"default":{"a":1}}', NO_DEFAULT],
    ["{", "Message Structure - JSON message body failed to parse"],
    ['"a"', "Message Structure - JSON message body failed to parse"],
  ])("%s is rejected", async (Message, text) => {
    await world.topic();
    const call = world.sns.publish({ TopicArn, Message, MessageStructure: "json" });
    expect(await failure(call)).toEqual(invalid(text));
  });

  test("the last of several keys counts", async () => {
    await world.topic();
    await world.queue(TopicArn);
    await world.sns.publish({ TopicArn, Message: '{"default":"a","default":"b"}', MessageStructure: "json" });
    expect(world.messages()).toEqual(["b"]);
  });
});

describe("Q03: message attributes", () => {
  test.each<[string, MessageAttributeValue, string]>([
    [
      "attr1",
      { DataType: "String", StringValue: "" },
      "The message attribute 'attr1' must contain non-empty message attribute value for message attribute type 'String'.",
    ],
    [
      "attr1",
      { DataType: "Number" },
      "The message attribute 'attr1' must contain non-empty message attribute value for message attribute type 'Number'.",
    ],
    [
      "attr1",
      { DataType: "String", BinaryValue: Buffer.from("a") },
      "The message attribute 'attr1' with type 'String' must use field 'String'.",
    ],
    [
      "attr1",
      { DataType: "Number", BinaryValue: Buffer.from("a") },
      "The message attribute 'attr1' with type 'Number' must use field 'String'.",
    ],
    [
      "attr1",
      { DataType: "Binary", StringValue: "a" },
      "The message attribute 'attr1' with type 'Binary' must use field 'Binary'.",
    ],
    [
      "attr1",
      { DataType: "InvalidType", StringValue: "a" },
      "The message attribute 'attr1' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.",
    ],
    [
      "attr1",
      { DataType: "Number", StringValue: "a" },
      "Could not cast message attribute 'attr1' value to number.",
    ],
    [
      "a".repeat(257),
      { DataType: "String", StringValue: "a" },
      "Length of message attribute name must be less than 256 bytes.",
    ],
    [
      "a^b",
      { DataType: "String", StringValue: "a" },
      "Invalid non-alphanumeric character '#x5E' was found in the message attribute name. Can only include alphanumeric characters, hyphens, underscores, or dots.",
    ],
    [
      ".a",
      { DataType: "String", StringValue: "a" },
      "Invalid message attribute name starting with character '.' was found.",
    ],
    [
      "a.",
      { DataType: "String", StringValue: "a" },
      "Invalid message attribute name ending with character '.' was found.",
    ],
  ])("%j %j is rejected", async (name, value, message) => {
    await world.topic();
    const call = world.sns.publish({ TopicArn, Message: "a", MessageAttributes: { [name]: value } });
    expect(await failure(call)).toEqual(rejected("InvalidParameterValueException", message));
  });

  test("a type is required", async () => {
    await world.topic();
    const attr1 = { StringValue: "a" } as MessageAttributeValue;
    const call = world.sns.publish({ TopicArn, Message: "a", MessageAttributes: { attr1 } });
    expect(await failure(call)).toEqual(
      rejected(
        "ValidationError",
        "1 validation error detected: Value null at 'messageAttributes.attr1.member.dataType' failed to satisfy constraint: Member must not be null",
      ),
    );
  });

  test("types may have a suffix", async () => {
    await world.topic();
    await world.queue(TopicArn, "q", { RawMessageDelivery: "true" });
    const MessageAttributes = {
      a: { DataType: "String.x", StringValue: "a" },
      b: { DataType: "Number.y", StringValue: "-1.5e3" },
      c: { DataType: "Binary.z", BinaryValue: Buffer.from("c") },
    };
    await world.sns.publish({ TopicArn, Message: "a", MessageAttributes });
    expect(world.sim.sqs.messages("q")[0]?.messageAttributes).toMatchObject({
      a: { DataType: "String.x", StringValue: "a" },
      b: { DataType: "Number.y", StringValue: "-1.5e3" },
      c: { DataType: "Binary.z" },
    });
  });
});

describe("Q03: batches", () => {
  const entry = (Id: string, more: object = {}) => ({ Id, Message: `m${Id}`, ...more });
  const publish = (...PublishBatchRequestEntries: { Id: string; Message: string }[]) =>
    world.sns.publishBatch({ TopicArn, PublishBatchRequestEntries });

  test("publish each message", async () => {
    await world.topic();
    await world.queue(TopicArn);
    expect(await body(publish(entry("1"), entry("2", { Subject: "s" })))).toEqual({
      Successful: [
        { Id: "1", MessageId: UUID },
        { Id: "2", MessageId: UUID },
      ],
      Failed: [],
    });
    expect(world.messages()).toEqual(["m1", "m2"]);
  });

  test.each([
    [
      Array.from({ length: 11 }, (_, index) => entry(String(index))),
      "TooManyEntriesInBatchRequestException",
      "The batch request contains more entries than permissible.",
    ],
    [[], "EmptyBatchRequestException", "The batch request doesn't contain any entries."],
    [
      [entry("1"), entry("1")],
      "BatchEntryIdsNotDistinctException",
      "Two or more batch entries in the request have the same Id.",
    ],
    [
      [entry("1", { Message: "x".repeat(200_000) }), entry("2", { Message: "x".repeat(62_145) })],
      "BatchRequestTooLongException",
      "The length of all the messages put together is more than the limit.",
    ],
    [
      [entry("msg@123#test")],
      "InvalidBatchEntryIdException",
      "The Id of a batch entry in the batch request contains an impermissible character: msg@123#test",
    ],
    [
      [entry("x".repeat(81))],
      "InvalidBatchEntryIdException",
      `The Id of a batch entry in the batch request is too long: ${"x".repeat(81)}`,
    ],
  ])("%#: as a whole they are rejected", async (entries, code, message) => {
    await world.topic();
    expect(await failure(publish(...entries))).toEqual(rejected(code, message));
  });

  test("one message that is wrong fails all", async () => {
    await world.topic();
    await world.queue(TopicArn);
    const call = publish(entry("1"), entry("2", { MessageStructure: "json", Message: "{}" }));
    expect(await failure(call)).toEqual(invalid("Message Structure - No default entry in JSON message body"));
    expect(world.messages()).toEqual([]);
    const missing = world.sns.publishBatch({
      TopicArn: topicArnOf("none"),
      PublishBatchRequestEntries: [entry("1")],
    });
    expect(await failure(missing)).toEqual(rejected("NotFoundException", "Topic does not exist", 404));
  });
});

describe("Q03: FIFO topics", () => {
  const FifoArn = topicArnOf("t.fifo");
  const publish = (Message: string, more: object = {}) =>
    world.sns.publish({ TopicArn: FifoArn, Message, MessageGroupId: "g", ...more });

  test("need a group and a deduplication id, and number their messages", async () => {
    await world.fifo("t.fifo", { ContentBasedDeduplication: "false" });
    expect(await failure(publish("a", { MessageGroupId: undefined }))).toEqual(
      invalid("The MessageGroupId parameter is required for FIFO topics"),
    );
    expect(await failure(publish("a"))).toEqual(
      invalid(
        "The topic should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly",
      ),
    );
    expect(await failure(publish("a", { MessageDeduplicationId: "ä" }))).toMatchObject({
      code: "InvalidParameterException",
    });
    const first = await publish("a", { MessageDeduplicationId: "1" });
    const second = await publish("a", { MessageDeduplicationId: "2" });
    expect(first.SequenceNumber).toMatch(/^\d{20}$/);
    expect(BigInt(second.SequenceNumber ?? 0) > BigInt(first.SequenceNumber ?? 0)).toBe(true);
  });

  test("drop duplicates for five minutes, and pass their ids on", async () => {
    await world.fifo();
    await world.queue(FifoArn, "q.fifo");
    const first = await body(publish("Test single"));
    expect(await body(publish("Test single", { MessageGroupId: "other" }))).toEqual(first);
    expect(world.messages("q.fifo")).toEqual(["Test single"]);
    const [message] = world.sim.sqs.messages("q.fifo");
    expect(message?.attributes.MessageGroupId).toBe("g");
    expect(message?.attributes.MessageDeduplicationId).toMatch(/^2591186c[0-9a-f]{56}$/);
    await world.sim.clock.advance("5m");
    expect(await body(publish("Test single"))).not.toEqual(first);
  });

  test("deduplicate in groups with FifoThroughputScope MessageGroup", async () => {
    await world.fifo("t.fifo", { FifoThroughputScope: "MessageGroup" });
    const first = await body(publish("a"));
    expect(await body(publish("a"))).toEqual(first);
    expect(await body(publish("a", { MessageGroupId: "other" }))).not.toEqual(first);
  });

  test("have messages without a signature", async () => {
    await world.fifo();
    await world.queue(FifoArn, "q.fifo");
    const { SequenceNumber, MessageId } = await publish("a");
    const [text = ""] = world.bodies("q.fifo");
    expect(JSON.parse(text)).toEqual({
      Type: "Notification",
      MessageId,
      SequenceNumber,
      TopicArn: FifoArn,
      Message: "a",
      Timestamp: "2026-01-02T03:04:05.678Z",
      UnsubscribeURL: expect.any(String),
    });
  });

  test("send to standard queues, which get no ids; a standard topic passes its group on", async () => {
    await world.fifo();
    await world.queue(FifoArn, "plain");
    await publish("a");
    const ids = (queue: string) =>
      Object.keys(world.sim.sqs.messages(queue)[0]?.attributes ?? {}).filter((name) =>
        /Group|Dedup/.test(name),
      );
    expect(ids("plain")).toEqual([]);
    await world.topic();
    await world.queue(TopicArn, "fair");
    await world.sns.publish({ TopicArn, Message: "a", MessageGroupId: "g" });
    expect(ids("fair")).toEqual(["MessageGroupId"]);
  });

  test("keep the order of a group while its queue fails, and hold up no other group", async () => {
    await world.fifo();
    await world.subscribe(FifoArn, "sqs", `arn:aws:sqs:us-east-1:${ACCOUNT}:q.fifo`);
    world.sim.delays.set({ sns: { delivery: "1s" } });
    for (const [group, message] of [
      ["a", "a1"],
      ["a", "a2"],
      ["b", "b1"],
    ])
      await publish(message ?? "", { MessageGroupId: group });
    const snapshot = world.sim.snapshot();
    await world.sqs.createQueue({ QueueName: "q.fifo", Attributes: { FifoQueue: "true" } });
    await world.sim.clock.advance("1s");
    expect(world.messages("q.fifo").toSorted()).toEqual(["a1", "a2", "b1"]);
    expect(world.messages("q.fifo").filter((each) => each.startsWith("a"))).toEqual(["a1", "a2"]);
    world.sim.restore(snapshot);
    expect(world.sim.sns.deliveries().map(({ status }) => status)).toEqual(["pending", "queued", "pending"]);
    await world.sim.clock.advance("1s");
    expect(world.sim.sns.deliveries().map(({ status }) => status)).toEqual(["failed", "failed", "failed"]);
  });
});
