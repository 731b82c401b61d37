import { ECSClient, RunTaskCommand } from "@aws-sdk/client-ecs";
import { CreateQueueCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { createAwsSim } from "aws-sim";
import { afterAll, afterEach, expect, test } from "vitest";

const sim = await createAwsSim();
afterEach(() => sim.reset());
afterAll(() => sim.close());

test("a message is sent although SQS fails twice", async () => {
  const sqs = new SQSClient({ ...sim.clientConfig(), maxAttempts: 3 });
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: "orders" }));
  sim.faults.add({
    service: "sqs",
    operation: "SendMessage",
    error: { code: "ServiceUnavailable", message: "Try again.", status: 503 },
    times: 2,
  });

  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: "order 7" }));

  expect(sim.requests.filter({ operation: "SendMessage" }).map(({ status }) => status)).toEqual([
    503, 503, 200,
  ]);
  expect(sim.sqs.messages("orders").map(({ body }) => body)).toEqual(["order 7"]);
});

test("an error that cannot be retried is not retried", async () => {
  const ecs = new ECSClient(sim.clientConfig());

  await expect(ecs.send(new RunTaskCommand({ taskDefinition: "unknown" }))).rejects.toThrow();

  expect(sim.requests.filter({ operation: "RunTask" })).toHaveLength(1);
});
