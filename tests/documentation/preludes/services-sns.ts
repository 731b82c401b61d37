import { CreateTopicCommand, PublishCommand, SNSClient, SubscribeCommand } from "@aws-sdk/client-sns";
import { CreateQueueCommand, SQSClient } from "@aws-sdk/client-sqs";
import { createAwsSim } from "aws-sim";
import { expect } from "vitest";

export const sim = await createAwsSim({ clock: "frozen" });
export const sns = new SNSClient(sim.clientConfig());
await new SQSClient(sim.clientConfig()).send(new CreateQueueCommand({ QueueName: "orders" }));
export const queueArn = "arn:aws:sqs:us-east-1:123456789012:orders";

/** The code under test. */
export async function placeOrder(order: { id: number }) {
  const TopicArn = "arn:aws:sns:us-east-1:123456789012:orders";
  await sns.send(new PublishCommand({ TopicArn, Message: JSON.stringify(order) }));
  await sim.clock.advance("1s");
}
export { CreateTopicCommand, expect, SubscribeCommand };
