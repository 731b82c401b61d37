import { SQS } from "@aws-sdk/client-sqs";
import { afterAll, afterEach, beforeAll } from "vitest";
import { type AwsSim, createAwsSim } from "../../../lib/index.js";

export const START = "2026-01-02T03:04:05.678Z";
export const NOW = Date.parse(START);
export const ACCOUNT = "123456789012";
export const arnOf = (name: string) => `arn:aws:sqs:us-east-1:${ACCOUNT}:${name}`;

/** A simulator with a frozen clock and a real SDK client, as new for each test of a file. */
export function sqsWorld() {
  let sim: AwsSim;
  let sqs: SQS;
  beforeAll(async () => {
    sim = await createAwsSim({ clock: "frozen", startTime: START, seed: 1 });
    sqs = new SQS({ ...sim.clientConfig(), maxAttempts: 1 });
  });
  afterEach(() => sim.reset());
  afterAll(async () => {
    sqs.destroy();
    await sim.close();
  });
  return {
    get sim() {
      return sim;
    },
    get sqs() {
      return sqs;
    },
    /** The client of another account or region. */
    elsewhere: (options: { accountId?: string; region?: string }) =>
      new SQS(sim.clientConfig({ ...options, direct: true })),
    /** Creates a queue and returns its URL. */
    async queue(QueueName = "q", Attributes: Record<string, string> = {}): Promise<string> {
      return (await sqs.createQueue({ QueueName, Attributes })).QueueUrl ?? "";
    },
    /** Creates a FIFO queue with deduplication by content, and returns its URL. */
    async fifo(QueueName = "q.fifo", Attributes: Record<string, string> = {}): Promise<string> {
      const all = { FifoQueue: "true", ContentBasedDeduplication: "true", ...Attributes };
      return (await sqs.createQueue({ QueueName, Attributes: all })).QueueUrl ?? "";
    },
    /** Receives messages, and returns them. */
    async receive(QueueUrl: string, more: Omit<Parameters<SQS["receiveMessage"]>[0], "QueueUrl"> = {}) {
      return (await sqs.receiveMessage({ QueueUrl, MaxNumberOfMessages: 10, ...more })).Messages ?? [];
    },
    /** Receives messages, and returns their bodies. */
    async bodies(QueueUrl: string, more: Omit<Parameters<SQS["receiveMessage"]>[0], "QueueUrl"> = {}) {
      const { Messages = [] } = await sqs.receiveMessage({ QueueUrl, MaxNumberOfMessages: 10, ...more });
      return Messages.map(({ Body }) => Body);
    },
    /** Counts of messages: visible, in flight, delayed. */
    async counts(QueueUrl: string): Promise<readonly number[]> {
      const { Attributes = {} } = await sqs.getQueueAttributes({ QueueUrl, AttributeNames: ["All"] });
      const { ApproximateNumberOfMessages, ApproximateNumberOfMessagesNotVisible } = Attributes;
      const { ApproximateNumberOfMessagesDelayed } = Attributes;
      return [
        ApproximateNumberOfMessages,
        ApproximateNumberOfMessagesNotVisible,
        ApproximateNumberOfMessagesDelayed,
      ].map(Number);
    },
  };
}
