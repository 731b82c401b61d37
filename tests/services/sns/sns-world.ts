import { SNS } from "@aws-sdk/client-sns";
import { SQS } from "@aws-sdk/client-sqs";
import { afterAll, afterEach, beforeAll } from "vitest";
import { type AwsSim, type AwsSimOptions, createAwsSim } from "../../../lib/index.js";

export const START = "2026-01-02T03:04:05.678Z";
export const NOW = Date.parse(START);
export const ACCOUNT = "123456789012";
export const topicArnOf = (name: string) => `arn:aws:sns:us-east-1:${ACCOUNT}:${name}`;
export const queueArnOf = (name: string) => `arn:aws:sqs:us-east-1:${ACCOUNT}:${name}`;

/** An error of SNS as `failure` shows it. The SDK has names of its own: `NotFoundException` for `NotFound`. */
export const rejected = (code: string, message: string, status = 400) => ({ code, status, message });
export const invalid = (text: string) => rejected("InvalidParameterException", `Invalid parameter: ${text}`);

/** A simulator with a frozen clock and real SDK clients, as new for each test of a file. */
export function snsWorld(options: AwsSimOptions = {}) {
  let sim: AwsSim;
  let sns: SNS;
  let sqs: SQS;
  beforeAll(async () => {
    sim = await createAwsSim({ clock: "frozen", startTime: START, seed: 1, ...options });
    sns = new SNS({ ...sim.clientConfig(), maxAttempts: 1 });
    sqs = new SQS({ ...sim.clientConfig(), maxAttempts: 1 });
  });
  afterEach(() => sim.reset());
  afterAll(async () => {
    sns.destroy();
    sqs.destroy();
    await sim.close();
  });
  return {
    get sim() {
      return sim;
    },
    get sns() {
      return sns;
    },
    get sqs() {
      return sqs;
    },
    /** The client of another account or region. */
    elsewhere: (place: { accountId?: string; region?: string }) =>
      new SNS(sim.clientConfig({ ...place, direct: true })),
    /** Creates a topic and returns its ARN. */
    async topic(Name = "t", Attributes: Record<string, string> = {}): Promise<string> {
      return (await sns.createTopic({ Name, Attributes })).TopicArn ?? "";
    },
    /** Creates a FIFO topic with deduplication by content, and returns its ARN. */
    async fifo(Name = "t.fifo", more: Record<string, string> = {}): Promise<string> {
      const Attributes = { FifoTopic: "true", ContentBasedDeduplication: "true", ...more };
      return (await sns.createTopic({ Name, Attributes })).TopicArn ?? "";
    },
    /** Creates a queue, subscribes it, and returns the ARN of the subscription. */
    async queue(TopicArn: string, QueueName = "q", Attributes: Record<string, string> = {}): Promise<string> {
      const fifo = QueueName.endsWith(".fifo");
      await sqs.createQueue({ QueueName, ...(fifo && { Attributes: { FifoQueue: "true" } }) });
      return this.subscribe(TopicArn, "sqs", queueArnOf(QueueName), Attributes);
    },
    /** Subscribes an endpoint, and returns the ARN of the subscription. */
    async subscribe(
      TopicArn: string,
      Protocol: string,
      Endpoint: string,
      Attributes: Record<string, string> = {},
    ): Promise<string> {
      const given = { TopicArn, Protocol, Endpoint, Attributes, ReturnSubscriptionArn: true };
      return (await sns.subscribe(given)).SubscriptionArn ?? "";
    },
    /** The bodies of the messages in a queue. */
    bodies: (queue = "q") => sim.sqs.messages(queue).map(({ body }) => body),
    /** The messages in the envelopes in a queue. */
    messages: (queue = "q") =>
      sim.sqs.messages(queue).map(({ body }) => (JSON.parse(body) as { Message: string }).Message),
  };
}
