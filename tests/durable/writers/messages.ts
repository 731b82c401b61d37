import { EventBridge } from "@aws-sdk/client-eventbridge";
import { Pipes } from "@aws-sdk/client-pipes";
import { paginateListSchedules, Scheduler } from "@aws-sdk/client-scheduler";
import { paginateListTopics, SNS } from "@aws-sdk/client-sns";
import { SQS } from "@aws-sdk/client-sqs";
import { connectAwsSim } from "../../../lib/index.js";
import { named, namesOn, pagesOf, type ServiceWriters, type WriterConfig } from "./writer.js";

const ROLE = "arn:aws:iam::123456789012:role/messages";
const queueArn = (name: string) => `arn:aws:sqs:us-east-1:123456789012:${name}`;

/** The bodies of all messages of some queues. */
async function bodiesIn(endpoint: string, queues: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const sim = await connectAwsSim(endpoint);
  const found = await Promise.all(queues.map((queue) => sim.sqs.messages(queue)));
  return named(found.flat().map(({ body }) => body));
}

export function sqsWriters(config: WriterConfig): ServiceWriters {
  const { endpoint } = config;
  const sqs = new SQS(config);
  const QueueUrl = `${endpoint}/123456789012/queue`;
  return {
    prepare: () => sqs.createQueue({ QueueName: "queue" }),
    writers: [
      {
        kind: "message",
        write: (MessageBody) => sqs.sendMessage({ QueueUrl, MessageBody }),
        read: () => bodiesIn(endpoint, ["queue"]),
      },
    ],
  };
}

/** A topic whose messages a queue receives: an acknowledged one arrives, also if the program ends before. */
export function snsWriters(config: WriterConfig): ServiceWriters {
  const sns = new SNS(config);
  const TopicArn = "arn:aws:sns:us-east-1:123456789012:topic";
  return {
    async prepare() {
      await new SQS(config).createQueue({ QueueName: "published" });
      await sns.createTopic({ Name: "topic" });
      const Attributes = { RawMessageDelivery: "true" };
      await sns.subscribe({ TopicArn, Protocol: "sqs", Endpoint: queueArn("published"), Attributes });
    },
    writers: [
      {
        kind: "topic",
        write: (Name) => sns.createTopic({ Name }),
        read: () =>
          namesOn(paginateListTopics({ client: sns }, {}), ({ Topics }) =>
            Topics?.map((topic) => topic.TopicArn?.split(":").at(-1)),
          ),
      },
      {
        kind: "published message",
        write: (Message) => sns.publish({ TopicArn, Message }),
        read: () => bodiesIn(config.endpoint, ["published"]),
      },
    ],
  };
}

/** A rule whose events a queue receives. */
export function eventBridgeWriters(config: WriterConfig): ServiceWriters {
  const events = new EventBridge(config);
  return {
    async prepare() {
      await new SQS(config).createQueue({ QueueName: "events" });
      await events.putRule({ Name: "all", EventPattern: '{"source":["crash"]}' });
      const Targets = [{ Id: "queue", Arn: queueArn("events"), InputPath: "$.detail.name" }];
      await events.putTargets({ Rule: "all", Targets });
    },
    writers: [
      {
        kind: "rule",
        write: (Name) => events.putRule({ Name, EventPattern: '{"source":["other"]}' }),
        read: () =>
          namesOn(
            pagesOf((NextToken) => events.listRules({ NextToken })),
            ({ Rules }) => Rules?.map(({ Name }) => Name),
          ),
      },
      {
        kind: "event",
        write: (name) =>
          events.putEvents({
            Entries: [{ Source: "crash", DetailType: "write", Detail: JSON.stringify({ name }) }],
          }),
        async read() {
          const bodies = await bodiesIn(config.endpoint, ["events"]);
          return named(Array.from(bodies.keys(), (body) => String(JSON.parse(body))));
        },
      },
    ],
  };
}

export function schedulerWriters(config: WriterConfig): ServiceWriters {
  const scheduler = new Scheduler(config);
  return {
    writers: [
      {
        kind: "schedule",
        write: (Name) =>
          scheduler.createSchedule({
            Name,
            ScheduleExpression: "rate(365 days)",
            StartDate: new Date("2100-01-01T00:00:00Z"),
            FlexibleTimeWindow: { Mode: "OFF" },
            Target: { Arn: queueArn("queue"), RoleArn: ROLE },
          }),
        read: () =>
          namesOn(paginateListSchedules({ client: scheduler }, {}), ({ Schedules }) =>
            Schedules?.map(({ Name }) => Name),
          ),
      },
    ],
  };
}

/** A pipe from one queue to another: a message is in one of them at every moment. */
export function pipesWriters(config: WriterConfig): ServiceWriters {
  const { endpoint } = config;
  const pipes = new Pipes(config);
  const sqs = new SQS(config);
  const pipe = { Target: queueArn("piped"), RoleArn: ROLE };
  return {
    async prepare() {
      for (const QueueName of ["pipe-source", "unread", "piped"]) await sqs.createQueue({ QueueName });
      await pipes.createPipe({ Name: "pipe", Source: queueArn("pipe-source"), ...pipe });
    },
    writers: [
      {
        kind: "pipe",
        write: (Name) =>
          pipes.createPipe({ Name, Source: queueArn("unread"), DesiredState: "STOPPED", ...pipe }),
        read: () =>
          namesOn(
            pagesOf((NextToken) => pipes.listPipes({ NextToken })),
            ({ Pipes }) => Pipes?.map(({ Name }) => Name),
          ),
      },
      {
        kind: "piped message",
        write: (MessageBody) =>
          sqs.sendMessage({ QueueUrl: `${endpoint}/123456789012/pipe-source`, MessageBody }),
        read: async () => {
          const bodies = await bodiesIn(endpoint, ["pipe-source", "piped"]);
          return named(Array.from(bodies.keys(), bodyOfPiped));
        },
      },
    ],
  };
}

/** A pipe without a template sends the whole message of its source. */
function bodyOfPiped(body: string): string {
  return body.startsWith("{") ? JSON.parse(body).body : body;
}
