import type fc from "fast-check";
import { type Call, call } from "./calls.js";
import {
  EVENTS,
  eventsArn,
  fifo,
  PIPES,
  queueArn,
  roleArn,
  SCHEDULER,
  SNS,
  subscription,
  topicArn,
} from "./message-calls.js";

const orders = { Name: "alpha", EventPattern: '{"source":["shop"]}' };
const due = { FlexibleTimeWindow: { Mode: "OFF" }, Target: { Arn: queueArn("alpha"), RoleArn: roleArn } };

/** A service that sends messages, and what makes that most of them arrive. */
interface Sender {
  readonly call: fc.Arbitrary<Call>;
  readonly beginning: readonly Call[];
}

/** What stories with messages begin with. */
export const QUEUES_OF_STORY: readonly Call[] = [
  call("sqs", "CreateQueue", { QueueName: "alpha" }),
  call("sqs", "CreateQueue", { QueueName: "beta" }),
  call("sqs", "CreateQueue", { QueueName: "alpha.fifo", Attributes: { FifoQueue: "true" } }),
];

export const SENDERS: readonly Sender[] = [
  {
    call: SNS,
    beginning: [
      call("sns", "CreateTopic", { Name: "alpha.fifo", Attributes: fifo }),
      call("sns", "Subscribe", {
        ...subscription,
        TopicArn: topicArn("alpha.fifo"),
        Endpoint: queueArn("alpha.fifo"),
      }),
      call("sns", "CreateTopic", { Name: "alpha" }),
      call("sns", "Subscribe", { ...subscription, TopicArn: topicArn("alpha"), Endpoint: queueArn("beta") }),
    ],
  },
  {
    call: EVENTS,
    beginning: [
      call("events", "CreateEventBus", { Name: "alpha" }),
      call("events", "PutRule", orders),
      call("events", "PutTargets", { Rule: "alpha", Targets: [{ Id: "0", Arn: queueArn("beta") }] }),
      call("events", "CreateArchive", {
        ArchiveName: "alpha",
        EventSourceArn: eventsArn("event-bus/default"),
      }),
    ],
  },
  {
    call: SCHEDULER,
    beginning: [
      call("scheduler", "CreateScheduleGroup", { Name: "alpha" }),
      call("scheduler", "CreateSchedule", { Name: "alpha", ScheduleExpression: "rate(1 hour)", ...due }),
    ],
  },
  {
    call: PIPES,
    beginning: [
      call("pipes", "CreatePipe", {
        Name: "alpha",
        Source: queueArn("alpha"),
        Target: queueArn("beta"),
        RoleArn: roleArn,
      }),
    ],
  },
];
