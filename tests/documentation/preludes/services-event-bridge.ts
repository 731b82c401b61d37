import {
  EventBridgeClient,
  PutEventsCommand,
  PutRuleCommand,
  PutTargetsCommand,
} from "@aws-sdk/client-eventbridge";
import { CreateQueueCommand, SQSClient } from "@aws-sdk/client-sqs";
import { createAwsSim } from "aws-sim";
import { matchers } from "aws-sim/vitest";
import { expect } from "vitest";

expect.extend(matchers);
export const sim = await createAwsSim({ clock: "frozen" });
const events = new EventBridgeClient(sim.clientConfig());
await new SQSClient(sim.clientConfig()).send(new CreateQueueCommand({ QueueName: "orders" }));
await events.send(new PutRuleCommand({ Name: "placed", EventPattern: '{"detail-type":["Order Placed"]}' }));
await events.send(
  new PutTargetsCommand({
    Rule: "placed",
    Targets: [{ Id: "queue", Arn: "arn:aws:sqs:us-east-1:123456789012:orders" }],
  }),
);

/** The code under test. */
export async function placeOrder(order: { id: number }) {
  const Detail = JSON.stringify(order);
  await events.send(
    new PutEventsCommand({ Entries: [{ Source: "shop", DetailType: "Order Placed", Detail }] }),
  );
  await sim.clock.advance("1s");
}
