import { CreateQueueCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { awsSimFixture, matchers } from "aws-sim/vitest";
import { test as base, expect } from "vitest";

expect.extend(matchers);
const test = base.extend(awsSimFixture());

test("an order is queued", async ({ sim }) => {
  const sqs = new SQSClient(sim.clientConfig());
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: "orders" }));
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify({ id: 7, lines: [] }) }));
  expect(sim).toHaveSentMessage("orders", { id: 7 });
});
