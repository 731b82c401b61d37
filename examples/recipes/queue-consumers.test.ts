import { CreateEventSourceMappingCommand, CreateFunctionCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { CreateQueueCommand, SQSClient } from "@aws-sdk/client-sqs";
import { createAwsSim } from "aws-sim";
import { afterAll, expect, test } from "vitest";

const sim = await createAwsSim({ clock: "frozen", delays: 0 });
afterAll(() => sim.close());

interface QueueEvent {
  readonly Records: readonly { readonly messageId: string; readonly body: string }[];
}

test("a message that cannot be processed goes to the dead-letter queue after three attempts", async () => {
  const sqs = new SQSClient(sim.clientConfig());
  const lambda = new LambdaClient(sim.clientConfig());
  await sqs.send(new CreateQueueCommand({ QueueName: "orders-dead" }));
  await sqs.send(
    new CreateQueueCommand({
      QueueName: "orders",
      Attributes: {
        VisibilityTimeout: "30",
        RedrivePolicy: JSON.stringify({
          deadLetterTargetArn: "arn:aws:sqs:us-east-1:123456789012:orders-dead",
          maxReceiveCount: 3,
        }),
      },
    }),
  );
  await lambda.send(
    new CreateFunctionCommand({
      FunctionName: "bill",
      Role: "arn:aws:iam::123456789012:role/bill",
      PackageType: "Image",
      Code: { ImageUri: "123456789012.dkr.ecr.us-east-1.amazonaws.com/bill:1" },
    }),
  );
  await lambda.send(
    new CreateEventSourceMappingCommand({
      FunctionName: "bill",
      EventSourceArn: "arn:aws:sqs:us-east-1:123456789012:orders",
      FunctionResponseTypes: ["ReportBatchItemFailures"],
    }),
  );
  sim.lambda.on("bill", ({ Records }: QueueEvent) => ({
    batchItemFailures: Records.filter(({ body }) => body === "broken").map(({ messageId }) => ({
      itemIdentifier: messageId,
    })),
  }));

  sim.sqs.send("orders", "order 1");
  sim.sqs.send("orders", "broken");
  await sim.clock.advance("5m");

  expect(sim.sqs.messages("orders")).toEqual([]);
  expect(sim.sqs.messages("orders-dead").map(({ body }) => body)).toEqual(["broken"]);
});
