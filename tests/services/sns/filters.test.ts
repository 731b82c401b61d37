import { describe, expect, test } from "vitest";
import { failure } from "../../support/failure.js";
import { invalid, queueArnOf, snsWorld, topicArnOf } from "./sns-world.js";

const world = snsWorld();
const TopicArn = topicArnOf("t");
type Attribute = { DataType: string; StringValue?: string; BinaryValue?: Uint8Array };
const text = (StringValue: string): Attribute => ({ DataType: "String", StringValue });
const number = (StringValue: string): Attribute => ({ DataType: "Number", StringValue });
const array = (...values: unknown[]): Attribute => ({
  DataType: "String.Array",
  StringValue: JSON.stringify(values),
});

async function filtered(policy: unknown, FilterPolicyScope: string): Promise<void> {
  await world.topic();
  await world.queue(TopicArn, "q", { FilterPolicy: JSON.stringify(policy), FilterPolicyScope });
}

const RANGE = { attr1: [{ numeric: [">", 0, "<=", 100] }] };
const OR = {
  $or: [{ metricName: ["CPUUtilization", "ReadLatency"] }, { namespace: ["AWS/EC2", "AWS/ES"] }],
  detail: {
    scope: ["Service"],
    $or: [{ source: ["aws.cloudwatch"] }, { type: ["CloudWatch Alarm State Change"] }],
  },
};
const RECORDS = {
  Records: {
    s3: { object: { key: [{ prefix: "auto-" }] } },
    eventName: [{ prefix: "ObjectCreated:" }],
  },
};

describe("Q03: filter policies over attributes", () => {
  test.each<[unknown, Record<string, Attribute>, boolean]>([
    [RANGE, { attr1: number("99") }, true],
    [RANGE, { attr1: number("99.12") }, true],
    [RANGE, { attr1: number("111") }, false],
    [RANGE, { attr1: text("99") }, false],
    [RANGE, {}, false],
    [{ attr1: [null, { "anything-but": "whatever" }] }, {}, false],
    [{ store: [{ exists: true }] }, { store: number("99"), def: text("a") }, true],
    [{ store: [{ exists: false }] }, { def: text("99") }, true],
    [{ store: [{ exists: false }] }, { store: text("99") }, false],
    [{ store: ["value1"] }, { store: text("value1") }, true],
    [{ store: ["value1"] }, { store: array("value1", "value2") }, true],
    [{ store: ["value1"] }, { store: array("value2", "value3") }, false],
    [{ store: ["value1"] }, { store: { DataType: "String.Array", StringValue: "[value1" } }, false],
    [{ store: [{ "anything-but": ["value1"] }] }, { store: array("value1", "value2") }, false],
    [{ store: [{ "anything-but": ["value1"] }] }, { store: array("value2", "value3") }, true],
    [{ store: [1, true, null] }, { store: number("1.0") }, true],
    [{ store: [true] }, { store: array(true) }, true],
    [{ store: [null] }, { store: array(null) }, true],
    [{ store: ["a"] }, { store: { DataType: "Binary", BinaryValue: Buffer.from("a") } }, false],
    [{ store: [{ prefix: "val" }], other: ["a"] }, { store: text("value"), other: text("b") }, false],
    [{ store: [{ suffix: "ue" }] }, { store: text("value") }, true],
    [{ store: [{ "equals-ignore-case": "VALUE" }] }, { store: text("value") }, true],
    [{ store: [{ "anything-but": { prefix: "val" } }] }, { store: text("value") }, false],
    [{ store: [{ wildcard: "v*e" }] }, { store: text("value") }, true],
    [{ ip: [{ cidr: "10.0.0.0/24" }] }, { ip: text("10.0.0.9") }, true],
    [{ ip: [{ cidr: "10.0.0.0/24" }] }, { ip: text("10.0.1.9") }, false],
    [{ $or: [{ a: ["1"] }, { b: ["2"] }] }, { b: text("2") }, true],
    [{ $or: [{ a: ["1"] }, { b: ["2"] }] }, { b: text("1") }, false],
  ])("%j and %j: %s", async (policy, MessageAttributes, delivered) => {
    await filtered(policy, "MessageAttributes");
    await world.sns.publish({ TopicArn, Message: "a", MessageAttributes });
    expect(world.messages()).toEqual(delivered ? ["a"] : []);
  });
});

describe("Q03: filter policies over bodies", () => {
  test.each<[unknown, unknown, boolean]>([
    [{ headers: { "route-to": ["queue1"] } }, { headers: { "route-to": ["queue1", "queue2"] } }, true],
    [
      RECORDS,
      {
        Records: [
          { eventName: "ObjectCreated:Put", s3: { object: { key: "auto-1" } } },
          { eventName: "ObjectRemoved:Delete", s3: { object: { key: "b" } } },
        ],
      },
      true,
    ],
    [RECORDS, { Records: [{ eventName: "ObjectCreated:Put", s3: { object: [[{ key: "auto-1" }]] } }] }, true],
    [
      { detail: { eventVersion: [""] } },
      { resources: [], detail: { eventVersion: "", responseElements: null } },
      true,
    ],
    [OR, { metricName: "CPUUtilization", detail: { scope: "Service" } }, false],
    [OR, { namespace: "AWS/ES", detail: { scope: "Service", source: "aws.cloudwatch" } }, true],
    [{ a: ["b"] }, ["a"], false],
    [{ a: [{ exists: false }] }, "Regular string message", false],
  ])("%j and %j: %s", async (policy, message, delivered) => {
    await filtered(policy, "MessageBody");
    const Message = typeof message === "string" ? message : JSON.stringify(message);
    await world.sns.publish({ TopicArn, Message });
    expect(world.messages()).toEqual(delivered ? [Message] : []);
  });

  test("a JSON string as the whole message is not delivered", async () => {
    await filtered({ a: [{ exists: false }] }, "MessageBody");
    await world.sns.publish({ TopicArn, Message: '"text"' });
    expect(world.messages()).toEqual([]);
  });
});

test("a policy without keys accepts every message, and a changed one applies from then on", async () => {
  await world.topic();
  const SubscriptionArn = await world.queue(TopicArn, "q", { FilterPolicy: "{}" });
  const publish = (a: string) =>
    world.sns.publish({ TopicArn, Message: a, MessageAttributes: { a: text(a) } });
  await publish("1");
  await world.sns.setSubscriptionAttributes({
    SubscriptionArn,
    AttributeName: "FilterPolicy",
    AttributeValue: '{"a":["2"]}',
  });
  for (const a of ["1", "2"]) await publish(a);
  expect(world.messages()).toEqual(["1", "2"]);
});

test("Q03: a topic has at most 200 filter policies", async () => {
  await world.topic();
  const FilterPolicy = '{"a":["b"]}';
  for (let i = 0; i < 200; i++) await world.subscribe(TopicArn, "sqs", queueArnOf(`q${i}`), { FilterPolicy });
  const SubscriptionArn = await world.subscribe(TopicArn, "sqs", queueArnOf("more"));
  const tooMany = { code: "FilterPolicyLimitExceededException", status: 403 };
  expect(
    await failure(world.subscribe(TopicArn, "sqs", queueArnOf("another"), { FilterPolicy })),
  ).toMatchObject(tooMany);
  const set = { SubscriptionArn, AttributeName: "FilterPolicy", AttributeValue: FilterPolicy };
  expect(await failure(world.sns.setSubscriptionAttributes(set))).toMatchObject(tooMany);
});

describe("Q03: filter policies that are rejected", () => {
  const many = (count: number) => Array.from({ length: count }, (_, index) => `v${index}`);
  test.each<[policy: unknown, reason: string, column?: number]>([
    [{ key: "value" }, '"key" must be an object or an array', 9],
    [{ key: [["value"]] }, "Match value must be String, number, true, false, or null", 10],
    [{ key: [{ "wrong-operator": "a" }] }, "Unrecognized match type wrong-operator", 28],
    [{ key: [{ exact: "a" }] }, "Unrecognized match type exact", 19],
    [{ key: [{ prefix: "a", suffix: "b" }] }, "Only one key allowed in match expression", 33],
    [{ key: [] }, "Empty arrays are not allowed", 10],
    [{ key: [{ suffix: 1 }] }, "suffix match pattern must be a string", 20],
    [{ key: [{ prefix: 1 }] }, "prefix match pattern must be a string", 20],
    [{ key: [{ cidr: 1 }] }, "prefix match pattern must be a string", 18],
    [{ key: [{ exists: "a" }] }, "exists match pattern must be either true or false.", 20],
    [{ key: [{ cidr: "10.0.0.0" }] }, "Malformed CIDR, one '/' required"],
    [{ key: [{ cidr: "10.0.0.0/x" }] }, "Malformed CIDR, mask bits must be an integer"],
    [{ key: [{ cidr: "bad-filter/8" }] }, "Nonstandard IP address: bad-filter"],
    [{ key: [{ "anything-but": { suffix: "a" } }] }, "Unsupported anything-but pattern: suffix"],
    [{ key: [{ "anything-but": { exists: true } }] }, "Unsupported anything-but pattern: exists", 39],
    [{ key: [{ numeric: [] }] }, "Invalid member in numeric match: ]", 22],
    [{ key: [{ numeric: ["operator"] }] }, "Unrecognized numeric range operator: operator", 32],
    [{ key: [{ numeric: ["=", "a"] }] }, "Value of equals must be numeric", 26],
    [{ key: [{ numeric: [">=", "a"] }] }, "Value of >= must be numeric", 27],
    [{ key: [{ numeric: ["<", 1, ">", 0] }] }, "Too many elements in numeric expression", 28],
    [{ key: [{ numeric: [">", 1, ">", 2] }] }, "Bad numeric range operator: >", 30],
    [{ key: [{ numeric: [">", 2, "<", 1] }] }, "Bottom must be less than top", 33],
    [{ key: [{ numeric: [">", 20, 30] }] }, "Bad value in numeric range: 30", 30],
    [{ key: [{ numeric: [">", 1, "<", 3, "<", 4] }] }, "Too many terms in numeric range expression", 34],
    [
      { a: ["1"], b: ["1"], c: ["1"], d: ["1"], e: ["1"], f: ["1"] },
      "Filter policy can not have more than 5 keys",
    ],
    [{ a: many(151) }, "Filter policy is too complex"],
    [{ a: many(100), b: many(51) }, "Filter policy is too complex"],
    [["a"], "Filter is not an object"],
  ])("%j", async (policy, reason, column) => {
    const place = `\n at [Source: (String)"${JSON.stringify(policy)}"; line: 1, column: ${column}]`;
    expect(await failure(filtered(policy, "MessageAttributes"))).toEqual(
      invalid(`Attributes Reason: FilterPolicy: ${reason}${column === undefined ? "" : place}`),
    );
  });

  test.each<[unknown, boolean]>([
    [
      {
        $or: [
          { a: many(4), b: many(6) },
          { a: many(4), c: many(4), d: many(4) },
          { b: many(8), e: many(8) },
        ],
      },
      false,
    ],
    [
      {
        $or: [
          { a: many(3), b: many(6) },
          { a: many(3), c: many(4), d: many(4) },
          { b: many(3), c: many(4), e: many(7) },
        ],
      },
      true,
    ],
    [{ a: many(3), d: { b: many(4), c: many(6) } }, false],
    [{ a: many(3), d: { b: many(4), c: many(3) } }, true],
  ])("combinations of %j: accepted %s", async (policy, accepted) => {
    const made = filtered(policy, "MessageBody");
    if (accepted) await made;
    else
      expect(await failure(made)).toEqual(
        invalid("Attributes Reason: FilterPolicy: Filter policy is too complex"),
      );
    expect(world.sim.sns.subscriptions()).toHaveLength(accepted ? 1 : 0);
  });
});
