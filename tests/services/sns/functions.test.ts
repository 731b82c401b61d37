import { describe, expect, test } from "vitest";
import { snsWorld, topicArnOf } from "./sns-world.js";

const world = snsWorld();
const TopicArn = topicArnOf("t");
const functionArn = "arn:aws:lambda:us-east-1:123456789012:function:f";

describe("Q07: SNS to Lambda", () => {
  test("invokes the function with AWS's event", async () => {
    const events: unknown[] = [];
    world.sim.lambda.on("f", (event) => {
      events.push(event);
    });
    await world.topic("t", { SignatureVersion: "2" });
    const EventSubscriptionArn = await world.subscribe(TopicArn, "lambda", functionArn);
    const { MessageId } = await world.sns.publish({ TopicArn, Message: "a" });
    await world.sns.publish({
      TopicArn,
      Message: '{"default":"all","lambda":"b"}',
      MessageStructure: "json",
      Subject: "s",
      MessageAttributes: { k: { DataType: "String", StringValue: "v" } },
    });
    await world.sim.clock.advance(0);
    expect(events[0]).toEqual({
      Records: [
        {
          EventSource: "aws:sns",
          EventVersion: "1.0",
          EventSubscriptionArn,
          Sns: {
            Type: "Notification",
            MessageId,
            TopicArn,
            Subject: null,
            Message: "a",
            Timestamp: "2026-01-02T03:04:05.678Z",
            SignatureVersion: "1",
            Signature: expect.stringMatching(/^[\w+/]{342}==$/),
            SigningCertUrl: expect.stringContaining("/SimpleNotificationService-"),
            UnsubscribeUrl: expect.stringContaining(`SubscriptionArn=${EventSubscriptionArn}`),
            MessageAttributes: {},
          },
        },
      ],
    });
    expect(events[1]).toMatchObject({
      Records: [
        { Sns: { Message: "b", Subject: "s", MessageAttributes: { k: { Type: "String", Value: "v" } } } },
      ],
    });
  });

  test("a function that is deleted gets nothing", async () => {
    await world.topic();
    await world.subscribe(TopicArn, "lambda", functionArn);
    await world.sns.publish({ TopicArn, Message: "a" });
    expect(world.sim.sns.deliveries()).toMatchObject([
      { status: "failed", attempts: 1, reason: `The function ${functionArn} does not exist.` },
    ]);
  });
});
