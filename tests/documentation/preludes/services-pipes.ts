import { CreatePipeCommand, PipesClient } from "@aws-sdk/client-pipes";
import { CreateQueueCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { createAwsSim } from "aws-sim";
import { expect } from "vitest";

export const sim = await createAwsSim({ clock: "frozen" });
const sqs = new SQSClient(sim.clientConfig());
for (const QueueName of ["orders", "billing"]) await sqs.send(new CreateQueueCommand({ QueueName }));
await new PipesClient(sim.clientConfig()).send(
  new CreatePipeCommand({
    Name: "orders",
    RoleArn: "arn:aws:iam::123456789012:role/pipe",
    Source: "arn:aws:sqs:us-east-1:123456789012:orders",
    Target: "arn:aws:sqs:us-east-1:123456789012:billing",
    TargetParameters: { InputTemplate: "<$.body>" },
  }),
);
await sim.clock.advance("10s");

/** The code under test. */
export async function placeOrder(order: { id: number }) {
  await sqs.send(new SendMessageCommand({ QueueUrl: "orders", MessageBody: JSON.stringify(order) }));
}
export { expect };
