import { S3 } from "@aws-sdk/client-s3";
import { SQS } from "@aws-sdk/client-sqs";
import { describe, expect, test } from "vitest";
import { createAwsSim } from "../../../../lib/index.js";
import { failure } from "../configuration.js";
import { s3World } from "../s3-world.js";

const world = s3World();
const Bucket = "told";
const QueueName = "uploads";
const QueueArn = `arn:aws:sqs:us-east-1:123456789012:${QueueName}`;
const NOTIFICATIONS = {
  Bucket,
  NotificationConfiguration: {
    QueueConfigurations: [{ Id: "q", QueueArn, Events: ["s3:ObjectCreated:*" as const] }],
  },
};

async function notifiedQueue(): Promise<void> {
  await new SQS(world.sim.clientConfig()).createQueue({ QueueName });
  await world.s3.createBucket({ Bucket });
  await world.s3.putBucketNotificationConfiguration(NOTIFICATIONS);
}

const bodies = () => world.sim.sqs.messages(QueueName).map(({ body }) => JSON.parse(body) as unknown);

describe("notifications to queues (Q07)", () => {
  test("begin with the test event, and then have one record each", async () => {
    await notifiedQueue();
    await world.put(Bucket, "a b");
    expect(bodies()).toEqual([
      {
        Service: "Amazon S3",
        Event: "s3:TestEvent",
        Time: "2026-01-02T03:04:05.000Z",
        Bucket,
        RequestId: expect.stringMatching(/^[0-9A-Z]{16}$/),
        HostId: expect.stringMatching(/^[\w+/]{76}$/),
      },
      {
        Records: [
          expect.objectContaining({
            eventSource: "aws:s3",
            eventName: "ObjectCreated:Put",
            s3: expect.objectContaining({
              configurationId: "q",
              object: expect.objectContaining({ key: "a+b", size: 7 }),
            }),
          }),
        ],
      },
    ]);
    expect(world.sim.sqs.messages(QueueName).map(({ messageAttributes }) => messageAttributes)).toEqual([
      {},
      {},
    ]);
    expect(world.sim.s3.eventDeliveries(Bucket)).toMatchObject([
      { event: "TestEvent", destination: QueueArn, status: "delivered", attempts: 1 },
      { event: "ObjectCreated:Put", destination: QueueArn, status: "delivered", attempts: 1 },
    ]);
  });

  test("are lost when the queue is deleted", async () => {
    await notifiedQueue();
    const sqs = new SQS(world.sim.clientConfig());
    await sqs.deleteQueue({ QueueUrl: QueueName });
    await world.put(Bucket, "a");
    expect(world.sim.s3.eventDeliveries(Bucket)[1]).toMatchObject({
      status: "failed",
      attempts: 1,
      reason: "The specified queue does not exist.",
    });
  });

  test("need the permission of the queue where permissions are enforced", async () => {
    await using sim = await createAwsSim({ clock: "frozen", authorization: "enforce" });
    const s3 = new S3(sim.clientConfig());
    const sqs = new SQS(sim.clientConfig());
    await s3.createBucket({ Bucket });
    const { QueueUrl } = await sqs.createQueue({ QueueName });
    const configure = () => s3.putBucketNotificationConfiguration(NOTIFICATIONS);
    await expect(configure()).rejects.toMatchObject(
      failure(400, "InvalidArgument", "Unable to validate the following destination configurations", {
        ArgumentName1: QueueArn,
        ArgumentValue1:
          "Permissions on the destination queue do not allow S3 to publish notifications from this bucket",
      }),
    );
    const Policy = (source: string) =>
      JSON.stringify({
        Version: "2012-10-17",
        Statement: {
          Effect: "Allow",
          Principal: { Service: "s3.amazonaws.com" },
          Action: "sqs:SendMessage",
          Resource: QueueArn,
          Condition: { ArnEquals: { "aws:SourceArn": source } },
        },
      });
    await sqs.setQueueAttributes({ QueueUrl, Attributes: { Policy: Policy("arn:aws:s3:::another") } });
    await expect(configure()).rejects.toThrow("Unable to validate");
    await sqs.setQueueAttributes({ QueueUrl, Attributes: { Policy: Policy(`arn:aws:s3:::${Bucket}`) } });
    await configure();
    expect(sim.sqs.messages(QueueName)).toHaveLength(1);
    await sqs.setQueueAttributes({ QueueUrl, Attributes: { Policy: "" } });
    await s3.putObject({ Bucket, Key: "a", Body: "x" });
    expect(sim.s3.eventDeliveries(Bucket)[1]).toMatchObject({
      status: "failed",
      attempts: 1,
      reason: expect.stringContaining("is not authorized to perform: sqs:SendMessage"),
    });
  });
});
