import fc from "fast-check";
import { callOf, name } from "./calls.js";

const PLACE = "us-east-1:123456789012";
export const queueArn = (queue: string) => `arn:aws:sqs:${PLACE}:${queue}`;
export const topicArn = (topic: string) => `arn:aws:sns:${PLACE}:${topic}`;
export const eventsArn = (resource: string) => `arn:aws:events:${PLACE}:${resource}`;
export const roleArn = "arn:aws:iam::123456789012:role/messages";
const START = "2030-01-01T00:00:00Z";

const anyOf = <Value>(...values: readonly Value[]) => fc.constantFrom(...values);

const queue = anyOf("alpha", "beta", "alpha.fifo");
const QueueUrl = queue.map((each) => `$url/123456789012/${each}`);
const ALL = anyOf(["All"]);

/** The queues that receive the messages of the other services, and are the sources of pipes. */
export const QUEUES = callOf("sqs", {
  SendMessage: {
    // The source of pipes.
    QueueUrl: anyOf("$url/123456789012/alpha"),
    MessageBody: anyOf('{"kind":"a"}', '{"kind":"b"}', "text"),
  },
  ReceiveMessage: {
    QueueUrl,
    MaxNumberOfMessages: anyOf(1, 10),
    MessageAttributeNames: ALL,
    MessageSystemAttributeNames: ALL,
    VisibilityTimeout: anyOf(1, 30),
  },
  DeleteMessage: { QueueUrl, ReceiptHandle: anyOf("$ReceiptHandle") },
  GetQueueAttributes: { QueueUrl, AttributeNames: ALL },
});

const TopicArn = anyOf("alpha", "beta", "alpha.fifo").map(topicArn);
const SubscriptionArn = anyOf("$SubscriptionArn");
const Message = anyOf('{"kind":"a"}', '{"kind":"b"}', "text");
const kindIs = (StringValue: string) => ({ kind: { DataType: "String", StringValue } });
const REPLAY = JSON.stringify({ PointType: "Timestamp", StartingPoint: START });
export const subscription = { Protocol: "sqs", ReturnSubscriptionArn: true };
export const fifo = { FifoTopic: "true", ContentBasedDeduplication: "true" };

export const SNS = callOf("sns", {
  CreateTopic: anyOf(
    { Name: "alpha" },
    { Name: "beta", Attributes: { SignatureVersion: "2" } },
    { Name: "alpha.fifo", Attributes: fifo },
  ),
  DeleteTopic: { TopicArn },
  SetTopicAttributes: {
    TopicArn,
    AttributeName: anyOf("ArchivePolicy"),
    AttributeValue: anyOf('{"MessageRetentionPeriod":"1"}', '{"MessageRetentionPeriod":"30"}', "{}"),
  },
  GetTopicAttributes: { TopicArn },
  Subscribe: fc
    .record({
      TopicArn,
      Endpoint: queue.map(queueArn),
      Attributes: anyOf<object>(
        {},
        { RawMessageDelivery: "true" },
        { FilterPolicy: '{"kind":["a"]}' },
        { FilterPolicy: '{"kind":["a"]}', FilterPolicyScope: "MessageBody" },
        { ReplayPolicy: REPLAY },
      ),
    })
    .map((input) => ({ ...subscription, ...input })),
  SetSubscriptionAttributes: anyOf(
    ["RawMessageDelivery", "true"],
    ["FilterPolicy", '{"kind":[{"anything-but":"a"}]}'],
    ["ReplayPolicy", REPLAY],
    ["RedrivePolicy", JSON.stringify({ deadLetterTargetArn: queueArn("beta") })],
  ).map(([AttributeName, AttributeValue]) => ({
    SubscriptionArn: "$SubscriptionArn",
    AttributeName,
    AttributeValue,
  })),
  GetSubscriptionAttributes: { SubscriptionArn },
  ListSubscriptionsByTopic: { TopicArn },
  Unsubscribe: { SubscriptionArn },
  Publish: fc.oneof(
    fc.record({
      TopicArn: name.map(topicArn),
      Message,
      MessageAttributes: anyOf<object>({}, kindIs("a"), kindIs("b")),
    }),
    fc.record({ TopicArn: anyOf(topicArn("alpha.fifo")), Message, MessageGroupId: anyOf("1", "2") }),
  ),
});

const bus = anyOf("default", "alpha");
const EventPattern = anyOf('{"source":["shop"]}', '{"detail":{"kind":["a"]}}');
const archive = { ArchiveName: name, EventPattern, RetentionDays: anyOf(0, 1) };
const ReplayName = anyOf("one", "two", "three");
/** An archive by its name, and the bus whose events it has. */
const ARCHIVED = { alpha: "default", beta: "alpha" } as const;
const archived = name.map((each) => ({ archive: each, bus: eventsArn(`event-bus/${ARCHIVED[each]}`) }));

export const EVENTS = callOf("events", {
  CreateEventBus: { Name: anyOf("alpha") },
  DeleteEventBus: { Name: anyOf("alpha") },
  PutRule: fc.oneof(
    fc.record({ Name: name, EventBusName: bus, EventPattern }),
    anyOf({ Name: "hourly", ScheduleExpression: "rate(1 hour)" }),
  ),
  DisableRule: { Name: name, EventBusName: bus },
  EnableRule: { Name: name, EventBusName: bus },
  DeleteRule: { Name: name, EventBusName: bus },
  PutTargets: {
    Rule: anyOf("alpha", "beta", "hourly"),
    EventBusName: bus,
    Targets: anyOf(
      [{ Id: "1", Arn: queueArn("alpha") }],
      [{ Id: "2", Arn: queueArn("beta"), InputPath: "$.detail" }],
      [{ Id: "3", Arn: topicArn("alpha") }],
      [{ Id: "4", Arn: queueArn("none"), DeadLetterConfig: { Arn: queueArn("beta") } }],
    ),
  },
  RemoveTargets: { Rule: name, EventBusName: bus, Ids: anyOf(["1"], ["2", "4"]) },
  ListTargetsByRule: { Rule: name, EventBusName: bus },
  ListRules: { EventBusName: bus },
  PutEvents: {
    Entries: fc.array(
      fc.record({
        Source: anyOf("shop", "bank"),
        DetailType: anyOf("Order"),
        Detail: Message,
        EventBusName: bus,
      }),
      { minLength: 1, maxLength: 2 },
    ),
  },
  CreateArchive: archived.map((each) => ({ ArchiveName: each.archive, EventSourceArn: each.bus })),
  UpdateArchive: archive,
  DeleteArchive: { ArchiveName: name },
  DescribeArchive: { ArchiveName: name },
  StartReplay: fc.tuple(ReplayName, archived).map(([replay, each]) => ({
    ReplayName: replay,
    EventSourceArn: eventsArn(`archive/${each.archive}`),
    EventStartTime: `@${START}`,
    EventEndTime: "@2030-01-03T00:00:00Z",
    Destination: { Arn: each.bus },
  })),
  CancelReplay: { ReplayName },
  DescribeReplay: { ReplayName },
});

const schedule = {
  Name: name,
  GroupName: anyOf("default", "alpha"),
  ScheduleExpression: anyOf("rate(1 hour)", "at(2030-01-01T00:01:00)", "cron(0 12 * * ? *)"),
  FlexibleTimeWindow: anyOf<object>({ Mode: "OFF" }, { Mode: "FLEXIBLE", MaximumWindowInMinutes: 5 }),
  Target: anyOf<object>(
    { Arn: queueArn("alpha"), RoleArn: roleArn, Input: "due" },
    { Arn: queueArn("none"), RoleArn: roleArn, DeadLetterConfig: { Arn: queueArn("beta") } },
    {
      Arn: "arn:aws:scheduler:::aws-sdk:sns:publish",
      RoleArn: roleArn,
      Input: JSON.stringify({ TopicArn: topicArn("alpha"), Message: "due" }),
    },
  ),
  ActionAfterCompletion: anyOf("NONE", "DELETE"),
  State: anyOf("ENABLED", "ENABLED", "DISABLED"),
};
const { Name, GroupName } = schedule;

export const SCHEDULER = callOf("scheduler", {
  CreateScheduleGroup: { Name: anyOf("alpha") },
  DeleteScheduleGroup: { Name: anyOf("alpha") },
  CreateSchedule: schedule,
  UpdateSchedule: schedule,
  DeleteSchedule: { Name, GroupName },
  GetSchedule: { Name, GroupName },
  ListSchedules: {},
  ListScheduleGroups: {},
});

const pipe = {
  Name: name,
  Target: anyOf(queueArn("beta"), topicArn("alpha"), eventsArn("event-bus/default")),
  RoleArn: anyOf(roleArn),
  SourceParameters: fc.record({
    SqsQueueParameters: anyOf<object>({ BatchSize: 2 }, { BatchSize: 3, MaximumBatchingWindowInSeconds: 20 }),
    FilterCriteria: anyOf({ Filters: [] }, { Filters: [{ Pattern: '{"body":{"kind":["a"]}}' }] }),
  }),
  DesiredState: anyOf("RUNNING", "RUNNING", "STOPPED"),
};

export const PIPES = callOf("pipes", {
  CreatePipe: { ...pipe, Source: anyOf(queueArn("alpha")) },
  UpdatePipe: pipe,
  StartPipe: { Name },
  StopPipe: { Name },
  DeletePipe: { Name },
  DescribePipe: { Name },
  ListPipes: {},
});
