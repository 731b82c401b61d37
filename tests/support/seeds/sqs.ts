import { SQS } from "@aws-sdk/client-sqs";
import type { AwsSim } from "../../../lib/index.js";

/** Fills the tables of SQS. Messages are visible, in flight, delayed and dead letters at the end; some are being moved. */
export async function seedSqs(sim: AwsSim): Promise<void> {
  sim.delays.set({ sqs: { nameRelease: "60s", move: "10s" } });
  const sqs = new SQS(sim.clientConfig());
  await sqs.createQueue({ QueueName: "dead" });
  const arn = (name: string) => `arn:aws:sqs:${sim.region}:${sim.accountId}:${name}`;
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: arn("dead"), maxReceiveCount: 1 });
  const { QueueUrl } = await sqs.createQueue({
    QueueName: "orders",
    Attributes: { RedrivePolicy, VisibilityTimeout: "30" },
    tags: { constructor: "a" },
  });
  for (const MessageBody of ["a", "b"]) await sqs.sendMessage({ QueueUrl, MessageBody });
  await sqs.receiveMessage({ QueueUrl, VisibilityTimeout: 0 });
  await sqs.receiveMessage({ QueueUrl });
  const bytes = { DataType: "Binary", BinaryValue: Uint8Array.of(0, 255) };
  await sqs.sendMessage({ QueueUrl, MessageBody: "c", MessageAttributes: { constructor: bytes } });
  await sqs.sendMessage({ QueueUrl, MessageBody: "d", DelaySeconds: 60 });
  await sqs.startMessageMoveTask({ SourceArn: arn("dead") });
  const fifo = await sqs.createQueue({
    QueueName: "steps.fifo",
    Attributes: { FifoQueue: "true", ContentBasedDeduplication: "true" },
  });
  for (const [MessageBody, MessageGroupId] of [
    ["1", "one"],
    ["2", "two"],
    ["3", "one"],
  ])
    await sqs.sendMessage({ QueueUrl: fifo.QueueUrl, MessageBody, MessageGroupId });
  await sqs.receiveMessage({ QueueUrl: fifo.QueueUrl, ReceiveRequestAttemptId: "first" });
  const gone = await sqs.createQueue({ QueueName: "gone" });
  await sqs.deleteQueue({ QueueUrl: gone.QueueUrl });
}
