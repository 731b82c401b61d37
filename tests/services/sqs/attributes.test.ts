import { expect, test } from "vitest";
import { body } from "../../support/body.js";
import { failure } from "../../support/failure.js";
import { arnOf, NOW, sqsWorld } from "./sqs-world.js";

const world = sqsWorld();
const SECONDS = String(Math.floor(NOW / 1000));
const FRESH = {
  ApproximateNumberOfMessages: "0",
  ApproximateNumberOfMessagesDelayed: "0",
  ApproximateNumberOfMessagesNotVisible: "0",
  CreatedTimestamp: SECONDS,
  DelaySeconds: "0",
  LastModifiedTimestamp: SECONDS,
  MaximumMessageSize: "1048576",
  MessageRetentionPeriod: "345600",
  QueueArn: arnOf("q"),
  ReceiveMessageWaitTimeSeconds: "0",
  SqsManagedSseEnabled: "true",
  VisibilityTimeout: "30",
};
const badName = (message: string) => ({ code: "InvalidAttributeName", status: 400, message });
const badValue = (name: string, reason?: string) => ({
  code: "InvalidAttributeValue",
  status: 400,
  message: `Invalid value for the parameter ${name}.${reason === undefined ? "" : ` Reason: ${reason}`}`,
});

const get = async (QueueUrl: string, ...names: string[]) =>
  (await body(world.sqs.getQueueAttributes({ QueueUrl, AttributeNames: names as "All"[] }))).Attributes;
const set = (QueueUrl: string, Attributes: Record<string, string>) =>
  world.sqs.setQueueAttributes({ QueueUrl, Attributes });

test("a fresh queue has the defaults of AWS", async () => {
  expect(await get(await world.queue("q"), "All")).toEqual(FRESH);
  expect(await get(await world.fifo("q.fifo", { ContentBasedDeduplication: "false" }), "All")).toEqual({
    ...FRESH,
    QueueArn: arnOf("q.fifo"),
    FifoQueue: "true",
    ContentBasedDeduplication: "false",
    DeduplicationScope: "queue",
    FifoThroughputLimit: "perQueue",
  });
});

test("only what is asked for and set is returned", async () => {
  const url = await world.queue("q");
  expect(await body(world.sqs.getQueueAttributes({ QueueUrl: url }))).toEqual({});
  expect(await get(url, "Policy", "RedrivePolicy", "FifoQueue")).toBeUndefined();
  expect(await get(url, "QueueArn", "Policy")).toEqual({ QueueArn: arnOf("q") });
  expect(await failure(get(url, "Foobar"))).toEqual(badName("Unknown Attribute Foobar."));
  expect(await failure(get(url, ""))).toEqual(badName("Unknown Attribute ."));
});

test("attributes are set one by one, and the change has its time", async () => {
  const url = await world.queue("q");
  await world.sim.clock.advance("10s");
  expect(await body(set(url, { VisibilityTimeout: "0", DelaySeconds: "900" }))).toEqual({});
  expect(await get(url, "All")).toEqual({
    ...FRESH,
    VisibilityTimeout: "0",
    DelaySeconds: "900",
    LastModifiedTimestamp: String(Math.floor((NOW + 10_000) / 1000)),
  });
});

test.each([
  ["DelaySeconds", "-1", "901"],
  ["MaximumMessageSize", "1023", "1048577"],
  ["MessageRetentionPeriod", "59", "1209601"],
  ["ReceiveMessageWaitTimeSeconds", "-1", "21"],
  ["VisibilityTimeout", "-1", "43201"],
  ["KmsDataKeyReusePeriodSeconds", "59", "86401"],
  ["SqsManagedSseEnabled", "yes", ""],
  ["Policy", "{}", "none"],
  ["RedriveAllowPolicy", "{}", '{"redrivePermission":"some"}'],
])("%s out of range is rejected", async (name, ...values) => {
  const url = await world.queue("q");
  for (const value of [...values, "x"]) {
    expect(await failure(set(url, { [name]: value }))).toEqual(badValue(name));
    expect(await failure(world.queue("other", { [name]: value }))).toEqual(badValue(name));
  }
  expect(await get(url, "All")).toEqual(FRESH);
});

test.each(["Foobar", "QueueArn", "ApproximateNumberOfMessages", "constructor"])(
  "%s cannot be set",
  async (name) => {
    const url = await world.queue("q");
    const unknown = badName(`Unknown Attribute ${name}.`);
    expect(await failure(set(url, { [name]: "1" }))).toEqual(unknown);
    expect(await failure(world.queue("other", { [name]: "1" }))).toEqual(unknown);
  },
);

test.each([
  ["FifoQueue", "false", "Unknown Attribute FifoQueue."],
  ["ContentBasedDeduplication", "true", "Unknown Attribute ContentBasedDeduplication."],
  [
    "DeduplicationScope",
    "queue",
    "You can specify the DeduplicationScope only when FifoQueue is set to true.",
  ],
  [
    "FifoThroughputLimit",
    "perQueue",
    "You can specify the FifoThroughputLimit only when FifoQueue is set to true.",
  ],
])("%s is not for standard queues", async (name, value, message) => {
  expect(await failure(world.queue("q", { [name]: value }))).toEqual(badName(message));
  expect(await failure(set(await world.queue("q"), { [name]: value }))).toEqual(badName(message));
});

test("a queue keeps its type", async () => {
  const url = await world.fifo();
  await set(url, { FifoQueue: "true" });
  expect(await failure(set(url, { FifoQueue: "false" }))).toEqual(
    badValue("FifoQueue", "Modifying queue type is not supported."),
  );
  expect(await failure(set(await world.queue(), { FifoQueue: "true" }))).toEqual(
    badName("Unknown Attribute FifoQueue."),
  );
});

test("high throughput needs deduplication by group", async () => {
  const url = await world.fifo();
  expect(await failure(set(url, { FifoThroughputLimit: "perMessageGroupId" }))).toEqual(
    badValue(
      "FifoThroughputLimit",
      "The perMessageGroupId value is allowed only when DeduplicationScope is set to messageGroup.",
    ),
  );
  const high = { FifoThroughputLimit: "perMessageGroupId", DeduplicationScope: "messageGroup" };
  await set(url, high);
  expect(await get(url, ...Object.keys(high))).toEqual(high);
});

test("one encryption at a time", async () => {
  const url = await world.queue("q", { KmsMasterKeyId: "alias/aws/sqs", KmsDataKeyReusePeriodSeconds: "60" });
  const names = ["KmsMasterKeyId", "KmsDataKeyReusePeriodSeconds", "SqsManagedSseEnabled"];
  expect(await get(url, ...names)).toEqual({
    KmsMasterKeyId: "alias/aws/sqs",
    KmsDataKeyReusePeriodSeconds: "60",
    SqsManagedSseEnabled: "false",
  });
  const both = badName(
    "You can use one type of server-side encryption (SSE) at one time. You can either enable KMS SSE or SQS SSE.",
  );
  expect(await failure(set(url, { SqsManagedSseEnabled: "true" }))).toEqual(both);
  expect(await failure(world.queue("r", { KmsMasterKeyId: "k", SqsManagedSseEnabled: "true" }))).toEqual(
    both,
  );
  await set(url, { KmsMasterKeyId: "" });
  expect(await get(url, ...names)).toEqual({ SqsManagedSseEnabled: "false" });
});

const conditions = (count: number) => ({
  StringEquals: Object.fromEntries(Array.from({ length: count }, (_, i) => [`aws:RequestTag/k${i}`, "v"])),
});

test("policies are kept as they are written, and removed by the empty string", async () => {
  const statement = { Effect: "Allow", Principal: "*", Action: "sqs:SendMessage", Resource: arnOf("q") };
  const Policy = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
  const url = await world.queue("q", { Policy });
  expect(await get(url, "Policy")).toEqual({ Policy });
  for (const wrong of [{ Action: "s3:GetObject" }, { Effect: "Maybe" }, { Principal: undefined }]) {
    const text = JSON.stringify({ Version: "2012-10-17", Statement: { ...statement, ...wrong } });
    expect(await failure(set(url, { Policy: text }))).toEqual(badValue("Policy"));
  }
  const many = (count: number, more: (i: number) => object) =>
    Array.from({ length: count }, (_, i) => ({ ...statement, ...more(i) }));
  for (const [fits, wrong] of [
    [many(20, () => ({})), many(21, () => ({}))],
    [
      many(1, () => ({ Principal: { AWS: "AIDAQWERTYUIOPASDFGHJ" } })),
      many(1, () => ({ Principal: { AWS: "bob" } })),
    ],
    [
      many(1, () => ({ Principal: { AWS: Array<string>(50).fill("123456789012") } })),
      many(2, () => ({ Principal: { AWS: Array<string>(26).fill("123456789012") } })),
    ],
    [many(1, () => ({ Condition: conditions(10) })), many(1, () => ({ Condition: conditions(11) }))],
  ]) {
    await set(url, { Policy: JSON.stringify({ Version: "2012-10-17", Statement: fits }) });
    const text = JSON.stringify({ Version: "2012-10-17", Statement: wrong });
    expect(await failure(set(url, { Policy: text }))).toEqual(badValue("Policy"));
  }
  const long = JSON.stringify({ Statement: { ...statement, Sid: "a".repeat(8192) } });
  expect(await failure(set(url, { Policy: long }))).toEqual(badValue("Policy"));
  await set(url, { Policy: "" });
  expect(await get(url, "Policy")).toBeUndefined();
});

const invalidRedrive = (text: string, reason: string) => ({
  code: "InvalidParameterValue",
  status: 400,
  message: `Value ${text} for parameter RedrivePolicy is invalid. Reason: ${reason}`,
});

test.each([
  ["x", "Redrive policy is not a valid JSON map."],
  [
    `{"deadLetterTargetArn":"${arnOf("dead")}"}`,
    "Redrive policy does not contain mandatory attribute: maxReceiveCount.",
  ],
  ['{"maxReceiveCount":1}', "Redrive policy does not contain mandatory attribute: deadLetterTargetArn."],
  [
    `{"deadLetterTargetArn":"${arnOf("dead")}","maxReceiveCount":"invalid"}`,
    "Invalid value for maxReceiveCount: invalid, valid values are from 1 to 1000 both inclusive.",
  ],
  [
    `{"deadLetterTargetArn":"${arnOf("dead")}","maxReceiveCount":1001}`,
    "Invalid value for maxReceiveCount: 1001, valid values are from 1 to 1000 both inclusive.",
  ],
  [`{"deadLetterTargetArn":"${arnOf("none")}","maxReceiveCount":1}`, "Dead letter target does not exist."],
  [
    '{"deadLetterTargetArn":"arn:aws:sqs:eu-west-1:123456789012:dead","maxReceiveCount":1}',
    "Dead letter target does not exist.",
  ],
  [
    `{"deadLetterTargetArn":"${arnOf("dead.fifo")}","maxReceiveCount":1}`,
    "Dead-letter queue must be same type of queue as the source.",
  ],
  [
    `{"deadLetterTargetArn":"${arnOf("closed")}","maxReceiveCount":1}`,
    "The redrive allow policy of the dead-letter queue denies this queue.",
  ],
  [
    `{"deadLetterTargetArn":"${arnOf("choosy")}","maxReceiveCount":1}`,
    "The redrive allow policy of the dead-letter queue denies this queue.",
  ],
])("redrive policy %s is rejected", async (RedrivePolicy, reason) => {
  const byQueue = (arn: string) => JSON.stringify({ redrivePermission: "byQueue", sourceQueueArns: [arn] });
  await world.queue("dead");
  await world.fifo("dead.fifo");
  await world.queue("closed", { RedriveAllowPolicy: '{"redrivePermission":"denyAll"}' });
  await world.queue("choosy", { RedriveAllowPolicy: byQueue(arnOf("other")) });
  expect(await failure(world.queue("q", { RedrivePolicy }))).toEqual(invalidRedrive(RedrivePolicy, reason));
  const url = await world.queue("q");
  expect(await failure(set(url, { RedrivePolicy }))).toEqual(invalidRedrive(RedrivePolicy, reason));
});

test("a redrive policy names a queue that allows it, with a number or a string", async () => {
  const RedriveAllowPolicy = JSON.stringify({ redrivePermission: "byQueue", sourceQueueArns: [arnOf("q")] });
  await world.queue("dead", { RedriveAllowPolicy });
  for (const maxReceiveCount of [3, "3"]) {
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: arnOf("dead"), maxReceiveCount });
    const url = await world.queue("q");
    await set(url, { RedrivePolicy });
    expect(await get(url, "RedrivePolicy")).toEqual({ RedrivePolicy });
    const { queueUrls } = await world.sqs.listDeadLetterSourceQueues({ QueueUrl: await world.queue("dead") });
    expect(queueUrls).toEqual([url]);
    await set(url, { RedrivePolicy: "" });
    expect(await get(url, "RedrivePolicy")).toBeUndefined();
  }
  const { queueUrls } = await world.sqs.listDeadLetterSourceQueues({ QueueUrl: await world.queue("dead") });
  expect(queueUrls).toEqual([]);
});

test.each([
  { redrivePermission: "allowAll", sourceQueueArns: [arnOf("q")] },
  { redrivePermission: "byQueue" },
  { redrivePermission: "byQueue", sourceQueueArns: [] },
  { redrivePermission: "byQueue", sourceQueueArns: ["x"] },
  { redrivePermission: "byQueue", sourceQueueArns: Array(11).fill(arnOf("q")) },
])("redrive allow policy %j is rejected", async (policy) => {
  expect(await failure(world.queue("q", { RedriveAllowPolicy: JSON.stringify(policy) }))).toEqual(
    badValue("RedriveAllowPolicy"),
  );
});
