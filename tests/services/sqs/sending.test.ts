import { describe, expect, test } from "vitest";
import { body } from "../../support/body.js";
import { failure } from "../../support/failure.js";
import { NOW, sqsWorld } from "./sqs-world.js";

const world = sqsWorld();
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const invalid = (message: string) => ({ code: "InvalidParameterValue", status: 400, message });
const missing = (name: string) => ({
  code: "MissingParameter",
  status: 400,
  message: `The request must contain the parameter ${name}.`,
});
const BAD_CHARACTERS = {
  code: "InvalidMessageContents",
  status: 400,
  message:
    "Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF",
};
const text = (StringValue: string, DataType = "String") => ({ DataType, StringValue });

test("Q01: a message is accepted with its digest", async () => {
  const QueueUrl = await world.queue();
  expect(await body(world.sqs.sendMessage({ QueueUrl, MessageBody: "message" }))).toEqual({
    MD5OfMessageBody: "78e731027d8fd50ed642340b7c9a63b3",
    MessageId: expect.stringMatching(UUID),
  });
});

// The digests are those of recorded messages.
test.each([
  [{ attr1: text("99.12", "Number") }, "d302007e9aa062660afc85fd0a482472"],
  [{ attr2: text("109.12", "Number"), attr1: text("99.12", "Number") }, "9b720b3af309c1c4b0d395c53b08c502"],
  [{ Foo: text("Bar") }, "ae7155c6026991b6d54b11589678bf9c"],
  [
    { "Help.Me": text("Me"), General: text("Kenobi"), Hello: text("There") },
    "4c360f3fdafd970e05fae2f149d997f5",
  ],
  [{ Hello: text("There") }, "a311262e065454b75da111d535b8dacd"],
  [
    {
      attr1: {
        DataType: "Binary",
        BinaryValue: Buffer.from("traceparent\x1e00-774062d6c37081a5a0b9b5b88e30627c-2d2482211f6489da-01"),
      },
    },
    "8cbe4db156db8a94db8b801b7addb984",
  ],
])("the digest of attributes is that of AWS: %#", async (MessageAttributes, digest) => {
  const QueueUrl = await world.queue();
  const MessageSystemAttributes = { AWSTraceHeader: text("Root=1-5759e988-bd862e3fe1be46a994272793") };
  const input = { QueueUrl, MessageBody: "a", MessageAttributes };
  expect((await world.sqs.sendMessage(input)).MD5OfMessageAttributes).toBe(digest);
  const traced = await world.sqs.sendMessage({ ...input, MessageSystemAttributes });
  expect(traced.MD5OfMessageAttributes).toBe(digest);
  expect(traced.MD5OfMessageSystemAttributes).toMatch(/^[0-9a-f]{32}$/);
});

test("bodies survive as they are", async () => {
  const QueueUrl = await world.queue();
  const bodies = ["\r\n\t", "\"'<&>]]>", "é\u{1f600}\ufffd", " a ", '{"a":1}', "&amp;&#13;"];
  for (const MessageBody of bodies) await world.sqs.sendMessage({ QueueUrl, MessageBody });
  expect(await world.bodies(QueueUrl)).toEqual(bodies);
});

describe("what cannot be sent", () => {
  test("an empty body", async () => {
    const QueueUrl = await world.queue();
    expect(await failure(world.sqs.sendMessage({ QueueUrl, MessageBody: "" }))).toEqual(
      missing("MessageBody"),
    );
  });

  test.each(["\u0000", "a\u000bb", "\ufffe", "\ud800"])("%j", async (character) => {
    const QueueUrl = await world.queue();
    expect(await failure(world.sqs.sendMessage({ QueueUrl, MessageBody: character }))).toEqual(
      BAD_CHARACTERS,
    );
    const MessageAttributes = { a: text(character) };
    expect(await failure(world.sqs.sendMessage({ QueueUrl, MessageBody: "a", MessageAttributes }))).toEqual(
      BAD_CHARACTERS,
    );
  });

  test("a message longer than the queue allows, with its attributes", async () => {
    const QueueUrl = await world.queue("q", { MaximumMessageSize: "1024" });
    const MessageAttributes = { name: text("value") };
    const fits = "a".repeat(1024 - "name".length - "String".length - "value".length);
    await world.sqs.sendMessage({ QueueUrl, MessageBody: fits, MessageAttributes });
    await world.sqs.sendMessage({ QueueUrl, MessageBody: "é".repeat(512) });
    const tooLong = invalid(
      "One or more parameters are invalid. Reason: Message must be shorter than 1024 bytes.",
    );
    for (const input of [
      { MessageBody: `${fits}a`, MessageAttributes },
      { MessageBody: `${"é".repeat(512)}a` },
    ])
      expect(await failure(world.sqs.sendMessage({ QueueUrl, ...input }))).toEqual(tooLong);
  });

  test("a MiB is the most", async () => {
    const QueueUrl = await world.queue();
    await world.sqs.sendMessage({ QueueUrl, MessageBody: "a".repeat(1_048_576) });
    expect(await failure(world.sqs.sendMessage({ QueueUrl, MessageBody: "a".repeat(1_048_577) }))).toEqual(
      invalid("One or more parameters are invalid. Reason: Message must be shorter than 1048576 bytes."),
    );
  });

  test.each([
    ["x y", text("v")],
    [".x", text("v")],
    ["x.", text("v")],
    ["x..y", text("v")],
    ["AWS.x", text("v")],
    ["amazon.x", text("v")],
    ["x".repeat(257), text("v")],
  ])("an attribute with the name %j", async (name, value) => {
    const QueueUrl = await world.queue();
    const input = { QueueUrl, MessageBody: "a", MessageAttributes: { [name]: value } };
    expect(await failure(world.sqs.sendMessage(input))).toEqual(
      invalid(
        `The message attribute name '${name}' is invalid. Attribute name can contain A-Z, a-z, 0-9, underscore (_), hyphen (-), and period (.) characters.`,
      ),
    );
  });

  const badType =
    "The message attribute 'x' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.";
  test.each([
    [text("v", "Text"), badType],
    [text("v", ""), badType],
    [text("v", `String.${"a".repeat(250)}`), badType],
    [text("", "String"), "Message (user) attribute 'x' must contain a non-empty value of type 'String'."],
    [
      { DataType: "Binary", BinaryValue: new Uint8Array(0) },
      "Message (user) attribute 'x' must contain a non-empty value of type 'Binary'.",
    ],
    [text("one", "Number"), "Can't cast the value of message (user) attribute 'x' to a number."],
  ])("an attribute %j", async (value, message) => {
    const QueueUrl = await world.queue();
    const input = { QueueUrl, MessageBody: "a", MessageAttributes: { x: value } };
    expect(await failure(world.sqs.sendMessage(input))).toEqual(invalid(message));
  });

  test("eleven attributes, or another system attribute than the trace", async () => {
    const QueueUrl = await world.queue();
    const MessageAttributes = Object.fromEntries(Array.from({ length: 11 }, (_, i) => [`a${i}`, text("v")]));
    expect(await failure(world.sqs.sendMessage({ QueueUrl, MessageBody: "a", MessageAttributes }))).toEqual(
      invalid("Number of message attributes [11] exceeds the allowed maximum [10]."),
    );
    const MessageSystemAttributes = { ["Other" as "AWSTraceHeader"]: text("v") };
    expect(
      await failure(world.sqs.sendMessage({ QueueUrl, MessageBody: "a", MessageSystemAttributes })),
    ).toEqual(invalid("Message system attribute name 'Other' is invalid."));
  });

  test("ids that a queue does not take", async () => {
    const QueueUrl = await world.queue();
    const send = (input: object) => failure(world.sqs.sendMessage({ QueueUrl, MessageBody: "a", ...input }));
    expect(await send({ MessageDeduplicationId: "x" })).toEqual(
      invalid(
        "Value x for parameter MessageDeduplicationId is invalid. Reason: The request includes a parameter that is not valid for this queue type.",
      ),
    );
    for (const value of ["", "a b", "a".repeat(129), "é"])
      expect(await send({ MessageGroupId: value })).toEqual(
        invalid(
          `Value ${value} for parameter MessageGroupId is invalid. Reason: MessageGroupId can only include alphanumeric and punctuation characters. 1 to 128 in length.`,
        ),
      );
  });

  test("delays out of range", async () => {
    const QueueUrl = await world.queue();
    for (const DelaySeconds of [-1, 901])
      expect(await failure(world.sqs.sendMessage({ QueueUrl, MessageBody: "a", DelaySeconds }))).toEqual(
        invalid(
          `Value ${DelaySeconds} for parameter DelaySeconds is invalid. Reason: DelaySeconds must be >= 0 and <= 900.`,
        ),
      );
  });
});

test("Q02: a message is delayed by its own delay, or else by its queue's", async () => {
  const QueueUrl = await world.queue("q", { DelaySeconds: "10" });
  await world.sqs.sendMessage({ QueueUrl, MessageBody: "queue's" });
  await world.sqs.sendMessage({ QueueUrl, MessageBody: "own", DelaySeconds: 5 });
  await world.sqs.sendMessage({ QueueUrl, MessageBody: "none", DelaySeconds: 0 });
  expect(await world.counts(QueueUrl)).toEqual([1, 0, 2]);
  expect(world.sim.sqs.messages("q").map(({ body, state, visibleAt }) => [body, state, visibleAt])).toEqual([
    ["queue's", "delayed", NOW + 10_000],
    ["own", "delayed", NOW + 5000],
    ["none", "visible", undefined],
  ]);
  expect(await world.bodies(QueueUrl)).toEqual(["none"]);
  await world.sqs.setQueueAttributes({ QueueUrl, Attributes: { DelaySeconds: "0" } });
  await world.sim.clock.advance(4999);
  expect(await world.bodies(QueueUrl)).toEqual([]);
  await world.sim.clock.advance(1);
  expect(await world.bodies(QueueUrl)).toEqual(["own"]);
  await world.sim.clock.advance("5s");
  expect(await world.bodies(QueueUrl)).toEqual(["queue's"]);
});

describe("batches", () => {
  const entries = (count: number, more: object = {}) =>
    Array.from({ length: count }, (_, i) => ({ Id: `id_${i}`, MessageBody: `m${i}`, ...more }));

  test("each entry succeeds or fails by itself", async () => {
    const QueueUrl = await world.queue("q", { MaximumMessageSize: "1024" });
    const Entries = [
      { Id: "a", MessageBody: "message", MessageAttributes: { Hello: text("There") } },
      { Id: "b", MessageBody: "a".repeat(1025) },
      { Id: "c", MessageBody: "\u0000" },
      { Id: "d", MessageBody: "" },
    ];
    expect(await body(world.sqs.sendMessageBatch({ QueueUrl, Entries }))).toEqual({
      Successful: [
        {
          Id: "a",
          MD5OfMessageBody: "78e731027d8fd50ed642340b7c9a63b3",
          MD5OfMessageAttributes: "a311262e065454b75da111d535b8dacd",
          MessageId: expect.stringMatching(UUID),
        },
      ],
      Failed: [
        {
          Id: "b",
          SenderFault: true,
          Code: "InvalidParameterValue",
          Message:
            "One or more parameters cannot be validated. Reason: Message must be shorter than 1024 bytes.",
        },
        { Id: "c", SenderFault: true, Code: "InvalidMessageContents", Message: BAD_CHARACTERS.message },
        {
          Id: "d",
          SenderFault: true,
          Code: "MissingParameter",
          Message: "The request must contain the parameter MessageBody.",
        },
      ],
    });
    expect(await world.bodies(QueueUrl)).toEqual(["message"]);
  });

  test("a side without entries is omitted", async () => {
    const QueueUrl = await world.queue();
    const sent = await body(world.sqs.sendMessageBatch({ QueueUrl, Entries: entries(10) }));
    expect(Object.keys(sent)).toEqual(["Successful"]);
    expect(await world.bodies(QueueUrl)).toEqual(entries(10).map(({ MessageBody }) => MessageBody));
    const failed = entries(1, { MessageBody: "\u0000" });
    expect(Object.keys(await body(world.sqs.sendMessageBatch({ QueueUrl, Entries: failed })))).toEqual([
      "Failed",
    ]);
  });

  const ID_RULE =
    "A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.";
  test.each([
    [
      "EmptyBatchRequest",
      entries(0),
      "There should be at least one SendMessageBatchRequestEntry in the request.",
    ],
    [
      "TooManyEntriesInBatchRequest",
      entries(11),
      "Maximum number of entries per request are 10. You have sent 11.",
    ],
    ["BatchEntryIdsNotDistinct", entries(2, { Id: "id_2" }), "Id id_2 repeated."],
    ["InvalidBatchEntryId", entries(1, { Id: "a.b" }), ID_RULE],
    ["InvalidBatchEntryId", entries(1, { Id: "a".repeat(81) }), ID_RULE],
    [
      "BatchRequestTooLong",
      [{ Id: "a", MessageBody: "a".repeat(1_048_576) }, ...entries(1, { MessageBody: "b" })],
      "Batch requests cannot be longer than 1048576 bytes. You have sent 1048577 bytes.",
    ],
  ])("%s rejects the whole batch", async (code, Entries, message) => {
    const QueueUrl = await world.queue("q", { MaximumMessageSize: "1024" });
    expect(await failure(world.sqs.sendMessageBatch({ QueueUrl, Entries }))).toEqual({
      code,
      status: 400,
      message,
    });
    expect(await world.counts(QueueUrl)).toEqual([0, 0, 0]);
  });
});
