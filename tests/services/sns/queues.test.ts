import { createVerify, X509Certificate } from "node:crypto";
import { SNS } from "@aws-sdk/client-sns";
import { SQS } from "@aws-sdk/client-sqs";
import { describe, expect, test } from "vitest";
import { createAwsSim } from "../../../lib/index.js";
import { queueArnOf, snsWorld, topicArnOf } from "./sns-world.js";

const world = snsWorld();
const TopicArn = topicArnOf("t");

/** Verifies a message as subscribers do, with the certificate that it names. */
async function verifies(text: string): Promise<boolean> {
  const message = JSON.parse(text) as Record<string, string>;
  const members = [
    "Message",
    "MessageId",
    "Subject",
    "SubscribeURL",
    "Timestamp",
    "Token",
    "TopicArn",
    "Type",
  ];
  const signed = members.flatMap((name) => (message[name] === undefined ? [] : [name, message[name], ""]));
  const certificate = await (await fetch(message.SigningCertURL ?? "")).text();
  const verify = createVerify(message.SignatureVersion === "2" ? "RSA-SHA256" : "RSA-SHA1");
  verify.update(signed.join("\n").replaceAll("\n\n", "\n"));
  return verify.verify(new X509Certificate(certificate).publicKey, message.Signature ?? "", "base64");
}

describe("Q03: what a queue gets", () => {
  test("is an envelope in SNS's layout", async () => {
    await world.topic();
    const subscription = await world.queue(TopicArn);
    const { MessageId } = await world.sns.publish({
      TopicArn,
      Message: 'He said "hi"\n',
      Subject: "Greeting",
      MessageAttributes: {
        attr1: { DataType: "Number", StringValue: "1" },
        bin: { DataType: "Binary", BinaryValue: Uint8Array.of(2, 3, 4) },
      },
    });
    const [text = ""] = world.bodies();
    const { Signature } = JSON.parse(text) as { Signature: string };
    expect(text).toBe(
      `{
  "Type" : "Notification",
  "MessageId" : "${MessageId}",
  "TopicArn" : "${TopicArn}",
  "Subject" : "Greeting",
  "Message" : "He said \\"hi\\"\\n",
  "Timestamp" : "2026-01-02T03:04:05.678Z",
  "SignatureVersion" : "1",
  "Signature" : "${Signature}",
  "SigningCertURL" : "${world.sim.url}/SimpleNotificationService-72dce35d44112ad2d4f083124f7670d6.pem",
  "UnsubscribeURL" : "${world.sim.url}/?Action=Unsubscribe&SubscriptionArn=${subscription}",
  "MessageAttributes" : {
    "attr1" : {"Type":"Number","Value":"1"},
    "bin" : {"Type":"Binary","Value":"AgME"}
  }
}`,
    );
    const [message] = world.sim.sqs.messages("q");
    expect(message?.messageAttributes).toEqual({});
    expect(message?.messageId).not.toBe(MessageId);
    expect(message?.attributes.SenderId).toBe("AIDAISMY7JYY5F7RTT6AO");
  });

  test.each(["1", "2"])("Q04: has a signature of version %s that verifies", async (SignatureVersion) => {
    await world.topic("t", { SignatureVersion });
    await world.queue(TopicArn);
    for (const Subject of [undefined, "s"]) await world.sns.publish({ TopicArn, Message: "a", Subject });
    expect(world.bodies()).toHaveLength(2);
    for (const text of world.bodies()) {
      expect(JSON.parse(text)).toMatchObject({ SignatureVersion });
      expect(await verifies(text)).toBe(true);
      expect(await verifies(text.replace('"Message" : "a"', '"Message" : "b"'))).toBe(false);
    }
  });

  test("is the message itself with raw delivery", async () => {
    await world.topic();
    await world.queue(TopicArn, "q", { RawMessageDelivery: "true" });
    await world.sns.publish({
      TopicArn,
      Message: "a",
      Subject: "lost",
      MessageAttributes: { b: { DataType: "String", StringValue: "c" } },
    });
    expect(world.sim.sqs.messages("q")).toMatchObject([
      { body: "a", messageAttributes: { b: { DataType: "String", StringValue: "c" } } },
    ]);
  });

  test("can have AWS's hosts in its links", async () => {
    world.sim.sns.awsUrls = true;
    await world.topic();
    const subscription = await world.queue(TopicArn);
    await world.sns.publish({ TopicArn, Message: "a" });
    expect(JSON.parse(world.bodies()[0] ?? "")).toMatchObject({
      SigningCertURL:
        "https://sns.us-east-1.amazonaws.com/SimpleNotificationService-72dce35d44112ad2d4f083124f7670d6.pem",
      UnsubscribeURL: `https://sns.us-east-1.amazonaws.com/?Action=Unsubscribe&SubscriptionArn=${subscription}`,
    });
  });

  test("a queue in another region gets it too", async () => {
    await world.topic();
    const region = "eu-west-1";
    await new SQS(world.sim.clientConfig({ region, direct: true })).createQueue({ QueueName: "far" });
    await world.subscribe(TopicArn, "sqs", queueArnOf("far").replace("us-east-1", region));
    await world.sns.publish({ TopicArn, Message: "a" });
    expect(world.sim.sqs.at({ region }).messages("far")).toHaveLength(1);
  });
});

describe("Q03: dead letters", () => {
  test("go to the queue of the subscription immediately when the endpoint is deleted", async () => {
    await world.topic();
    await world.sqs.createQueue({ QueueName: "dead" });
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: queueArnOf("dead") });
    await world.subscribe(TopicArn, "sqs", queueArnOf("gone"), { RedrivePolicy, RawMessageDelivery: "true" });
    await world.subscribe(TopicArn, "sqs", queueArnOf("gone-too"), { RedrivePolicy });
    await world.sns.publish({
      TopicArn,
      Message: "a",
      MessageAttributes: { b: { DataType: "String", StringValue: "c" } },
    });
    const messages = world.sim.sqs.messages("dead").toSorted((a, b) => a.body.length - b.body.length);
    expect(messages).toMatchObject([
      { body: "a", messageAttributes: { b: { StringValue: "c" } } },
      { body: expect.stringContaining('"Message" : "a"'), messageAttributes: {} },
    ]);
    expect(world.sim.sns.deliveries()).toMatchObject([
      { status: "deadLettered", attempts: 1, reason: "The specified queue does not exist." },
      { status: "deadLettered", attempts: 1, reason: "The specified queue does not exist." },
    ]);
  });

  test("are lost without a dead-letter queue, and where that is deleted too", async () => {
    await world.topic();
    await world.subscribe(TopicArn, "sqs", queueArnOf("gone"));
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: queueArnOf("dead") });
    await world.subscribe(TopicArn, "sqs", queueArnOf("gone-too"), { RedrivePolicy });
    await world.sns.publish({ TopicArn, Message: "a" });
    expect(world.sim.sns.deliveries().map(({ status }) => status)).toEqual(["failed", "failed"]);
  });

  test("keep the ids of a FIFO topic", async () => {
    const fifo = await world.fifo();
    await world.sqs.createQueue({ QueueName: "dead.fifo", Attributes: { FifoQueue: "true" } });
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: queueArnOf("dead.fifo") });
    await world.subscribe(fifo, "sqs", queueArnOf("gone.fifo"), { RedrivePolicy });
    await world.sns.publish({
      TopicArn: fifo,
      Message: "a",
      MessageGroupId: "g",
      MessageDeduplicationId: "d",
    });
    expect(world.sim.sqs.messages("dead.fifo")[0]?.attributes).toMatchObject({
      MessageGroupId: "g",
      MessageDeduplicationId: "d",
    });
  });
});

describe("Q07: permissions", () => {
  test("the policy of the queue allows the topic to send, where permissions are enforced", async () => {
    await using sim = await createAwsSim({ clock: "frozen", authorization: "enforce" });
    const sns = new SNS(sim.clientConfig());
    const sqs = new SQS(sim.clientConfig());
    await sns.createTopic({ Name: "t" });
    for (const QueueName of ["q", "dead"]) await sqs.createQueue({ QueueName });
    const allow = async (queue: string) => {
      const Statement = {
        Effect: "Allow",
        Principal: { Service: "sns.amazonaws.com" },
        Action: "sqs:SendMessage",
        Resource: queueArnOf(queue),
        Condition: { ArnEquals: { "aws:SourceArn": TopicArn } },
      };
      const Policy = JSON.stringify({ Version: "2012-10-17", Statement });
      await sqs.setQueueAttributes({ QueueUrl: queue, Attributes: { Policy } });
    };
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: queueArnOf("dead") });
    await sns.subscribe({
      TopicArn,
      Protocol: "sqs",
      Endpoint: queueArnOf("q"),
      Attributes: { RedrivePolicy },
    });
    const publish = async () => {
      await sns.publish({ TopicArn, Message: "a" });
      return ["q", "dead"].map((queue) => sim.sqs.messages(queue).length);
    };
    expect(await publish()).toEqual([0, 0]);
    await allow("dead");
    expect(await publish()).toEqual([0, 1]);
    await allow("q");
    expect(await publish()).toEqual([1, 1]);
    expect(sim.sns.deliveries().map(({ status }) => status)).toEqual(["failed", "deadLettered", "delivered"]);
    expect(sim.sns.deliveries()[0]?.reason).toContain("is not authorized to perform: sqs:SendMessage");
  });
});
