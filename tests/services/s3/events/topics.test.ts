import { SNS } from "@aws-sdk/client-sns";
import { expect, test } from "vitest";
import { s3World } from "../s3-world.js";

const world = s3World();
const Bucket = "told";
const TopicArn = "arn:aws:sns:us-east-1:123456789012:uploads";

test("notifications to topics are messages with a subject, after the test event (Q07)", async () => {
  const sns = new SNS(world.sim.clientConfig());
  await sns.createTopic({ Name: "uploads" });
  await world.s3.createBucket({ Bucket });
  await world.s3.putBucketNotificationConfiguration({
    Bucket,
    NotificationConfiguration: { TopicConfigurations: [{ TopicArn, Events: ["s3:ObjectCreated:*"] }] },
  });
  await world.put(Bucket, "a b");
  const [first, second] = world.sim.sns.published("uploads");
  expect(first).toMatchObject({ subject: "Amazon S3 Notification", messageAttributes: {} });
  expect(JSON.parse(first?.message ?? "")).toMatchObject({ Event: "s3:TestEvent", Bucket });
  expect(second?.subject).toBe("Amazon S3 Notification");
  expect(JSON.parse(second?.message ?? "")).toMatchObject({
    Records: [{ eventName: "ObjectCreated:Put", s3: { object: { key: "a+b" } } }],
  });
  await sns.deleteTopic({ TopicArn });
  await world.put(Bucket, "c");
  expect(world.sim.s3.eventDeliveries(Bucket)[2]).toMatchObject({
    destination: TopicArn,
    status: "failed",
    reason: `The topic ${TopicArn} does not exist.`,
  });
});
