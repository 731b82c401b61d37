import { CreateQueueCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { createAwsSim } from "aws-sim";
import { matchers } from "aws-sim/vitest";
import { expect } from "vitest";

expect.extend(matchers);
export const sim = await createAwsSim({ clock: "frozen" });
export const sqs = new SQSClient(sim.clientConfig());

/** The code under test. */
export async function placeOrder(order: { id: number }) {
  await sqs.send(new SendMessageCommand({ QueueUrl: "orders", MessageBody: JSON.stringify(order) }));
}
export { CreateQueueCommand };
