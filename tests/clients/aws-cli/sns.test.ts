import { afterAll, expect, test } from "vitest";
import { createAwsSim } from "../../../lib/index.js";
import { AwsCli } from "../support/aws-cli.js";
import { awsCli, describeWith } from "../support/tools.js";

describeWith(awsCli, "aws sns", async () => {
  const sim = await createAwsSim({ region: "eu-west-1" });
  const aws = new AwsCli(sim);
  afterAll(() => sim.close());

  test("Q03: publishes to a queue that is subscribed with a filter", async () => {
    const { TopicArn } = await aws.json("sns create-topic", {
      name: "orders",
      attributes: { DisplayName: "Orders" },
      tags: "Key=team,Value=shop",
    });
    expect(TopicArn).toBe("arn:aws:sns:eu-west-1:123456789012:orders");
    await aws.json("sqs create-queue", { "queue-name": "orders", "endpoint-url": sim.url });
    const topic = { "topic-arn": TopicArn };
    const { SubscriptionArn } = await aws.json("sns subscribe", {
      ...topic,
      protocol: "sqs",
      "notification-endpoint": "arn:aws:sqs:eu-west-1:123456789012:orders",
      attributes: { RawMessageDelivery: "true", FilterPolicy: '{"kind":["order"]}' },
    });
    const kind = (StringValue: string) => ({ kind: { DataType: "String", StringValue } });
    const published = await aws.json("sns publish", {
      ...topic,
      message: "hello",
      "message-attributes": kind("order"),
    });
    await aws.json("sns publish", { ...topic, message: "other", "message-attributes": kind("other") });
    expect(published).toEqual({ MessageId: expect.stringMatching(/^[0-9a-f-]{36}$/) });
    expect(sim.sqs.messages("orders").map(({ body }) => body)).toEqual(["hello"]);
    const { Attributes } = await aws.json("sns get-topic-attributes", topic);
    expect(Attributes).toMatchObject({ DisplayName: "Orders", SubscriptionsConfirmed: "1" });
    expect(await aws.json("sns list-subscriptions-by-topic", topic)).toMatchObject({
      Subscriptions: [{ SubscriptionArn, Protocol: "sqs" }],
    });
    expect(await aws.json("sns list-tags-for-resource", { "resource-arn": TopicArn })).toEqual({
      Tags: [{ Key: "team", Value: "shop" }],
    });
    await aws.text("sns unsubscribe", { "subscription-arn": SubscriptionArn });
    await aws.text("sns delete-topic", topic);
    await expect(aws.json("sns get-topic-attributes", topic)).rejects.toThrow("(NotFound)");
  });

  test("sends an SMS", async () => {
    await aws.json("sns publish", { "phone-number": "+12065550100", message: "hello" });
    expect(sim.sns.deliveries("+12065550100")).toMatchObject([{ body: "hello", status: "recorded" }]);
  });
});
