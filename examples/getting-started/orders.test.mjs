import assert from "node:assert/strict";
import { after, afterEach, test } from "node:test";
import { CreateQueueCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { createAwsSim } from "aws-sim";

const sim = await createAwsSim();
const sqs = new SQSClient(sim.clientConfig());
afterEach(() => sim.reset());
after(() => sim.close());

test("an order is queued", async () => {
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: "orders" }));
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: "order 7" }));
  assert.deepEqual(
    sim.sqs.messages("orders").map(({ body }) => body),
    ["order 7"],
  );
});
