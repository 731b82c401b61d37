import { afterAll, expect, test } from "vitest";
import { createAwsSim } from "../../../lib/index.js";
import { AwsCli } from "../support/aws-cli.js";
import { awsCli, describeWith } from "../support/tools.js";

describeWith(awsCli, "aws sqs", async () => {
  const sim = await createAwsSim({ region: "eu-west-1" });
  const aws = new AwsCli(sim);
  // Without this option, version 1 of the CLI sends SQS requests to AWS, for any AWS_ENDPOINT_URL.
  const endpoint = { "endpoint-url": sim.url };
  afterAll(() => sim.close());

  test("Q01: sends, receives and deletes a message", async () => {
    const { QueueUrl } = await aws.json("sqs create-queue", {
      ...endpoint,
      "queue-name": "orders",
      attributes: { VisibilityTimeout: "5" },
      tags: { team: "shop" },
    });
    const queue = { ...endpoint, "queue-url": QueueUrl };
    const sent = await aws.json("sqs send-message", {
      ...queue,
      "message-body": "message",
      "message-attributes": { Hello: { DataType: "String", StringValue: "There" } },
    });
    expect(sent).toMatchObject({
      MD5OfMessageBody: "78e731027d8fd50ed642340b7c9a63b3",
      MD5OfMessageAttributes: "a311262e065454b75da111d535b8dacd",
    });
    const { Messages } = await aws.json("sqs receive-message", {
      ...queue,
      "wait-time-seconds": 5,
      "message-attribute-names": "All",
    });
    expect(Messages).toMatchObject([{ Body: "message", MessageId: sent.MessageId }]);
    await aws.text("sqs delete-message", { ...queue, "receipt-handle": Messages[0].ReceiptHandle });
    const { Attributes } = await aws.json("sqs get-queue-attributes", { ...queue, "attribute-names": "All" });
    expect(Attributes).toMatchObject({ ApproximateNumberOfMessages: "0", VisibilityTimeout: "5" });
    expect(await aws.json("sqs list-queue-tags", queue)).toEqual({ Tags: { team: "shop" } });
    await aws.text("sqs delete-queue", queue);
    await expect(aws.json("sqs get-queue-url", { ...endpoint, "queue-name": "orders" })).rejects.toThrow(
      "AWS.SimpleQueueService.NonExistentQueue",
    );
  });
});
