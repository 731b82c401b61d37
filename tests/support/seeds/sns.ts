import { SNS } from "@aws-sdk/client-sns";
import type { AwsSim } from "../../../lib/index.js";

/** Fills the tables of SNS. Messages are delivered, recorded, on their way, and behind others of their group at the end. */
export async function seedSns(sim: AwsSim): Promise<void> {
  sim.sns.awsUrls = true;
  const sns = new SNS(sim.clientConfig());
  const queueArn = (name: string) => `arn:aws:sqs:${sim.region}:${sim.accountId}:${name}`;
  const { TopicArn } = await sns.createTopic({
    Name: "orders",
    Attributes: { DisplayName: "constructor" },
    Tags: [{ Key: "constructor", Value: "a" }],
  });
  await sns.subscribe({ TopicArn, Protocol: "email", Endpoint: "a@example.com" });
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: queueArn("dead") });
  await sns.subscribe({
    TopicArn,
    Protocol: "sqs",
    Endpoint: queueArn("orders"),
    Attributes: { RedrivePolicy },
  });
  sim.sns.onDelivery("b@example.com", { url: "http://127.0.0.1:9/" });
  const bytes = { DataType: "Binary", BinaryValue: Uint8Array.of(0, 255) };
  await sns.publish({ TopicArn, Message: "a", MessageAttributes: { constructor: bytes } });
  await seedPhones(sns, sim);
  sim.delays.set({ sns: { delivery: "never" } });
  const ArchivePolicy = JSON.stringify({ MessageRetentionPeriod: "30" });
  const fifo = await sns.createTopic({
    Name: "steps.fifo",
    Attributes: { FifoTopic: "true", ContentBasedDeduplication: "true", ArchivePolicy },
  });
  const steps = { TopicArn: fifo.TopicArn, Protocol: "sqs", Endpoint: queueArn("steps.fifo") };
  const ReplayPolicy = JSON.stringify({ PointType: "Timestamp", StartingPoint: "2020-01-01T00:00:00Z" });
  await sns.subscribe({ ...steps, Attributes: { ReplayPolicy } });
  for (const Message of ["1", "2"])
    await sns.publish({ TopicArn: fifo.TopicArn, Message, MessageGroupId: "one" });
}

async function seedPhones(sns: SNS, sim: AwsSim): Promise<void> {
  await sns.setSMSAttributes({ attributes: { DefaultSMSType: "Transactional" } });
  sim.sns.optOut("+12065550100");
  await sns.createSMSSandboxPhoneNumber({ PhoneNumber: "+12065550101" });
  const { PlatformApplicationArn } = await sns.createPlatformApplication({
    Name: "app",
    Platform: "GCM",
    Attributes: { PlatformCredential: "secret" },
  });
  await sns.createPlatformEndpoint({ PlatformApplicationArn, Token: "t" });
}
