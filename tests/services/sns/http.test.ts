import { createVerify, X509Certificate } from "node:crypto";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { SNS } from "@aws-sdk/client-sns";
import { afterEach, describe, expect, test } from "vitest";
import { createAwsSim } from "../../../lib/index.js";
import { queueArnOf, snsWorld, topicArnOf } from "./sns-world.js";

const world = snsWorld();
const TopicArn = topicArnOf("t");

interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** The body, if it is JSON. */
  readonly json: Record<string, string>;
}

let server: Server | undefined;
afterEach(() => {
  server?.close();
  server?.closeAllConnections();
  server = undefined;
});

/** A program that returns these statuses, or nothing, and then 200. */
async function receiver(...statuses: (number | "never")[]) {
  const received: Received[] = [];
  const listening = createServer((request, response) => {
    let body = "";
    request.on("data", (piece: Buffer) => {
      body += piece.toString();
    });
    request.on("end", () => {
      const isJson = body.startsWith("{");
      received.push({ headers: request.headers, body, json: isJson ? JSON.parse(body) : {} });
      const status = statuses.shift() ?? 200;
      if (status !== "never") response.writeHead(status).end("ok");
    });
  });
  server = listening;
  await new Promise<void>((resolve) => listening.listen(0, "127.0.0.1", resolve));
  const { port } = listening.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/hook`, host: `127.0.0.1:${port}`, received };
}

/** Subscribes a program that returns these statuses after it was confirmed by the link. */
async function confirmed(attributes: Record<string, string> = {}, ...statuses: (number | "never")[]) {
  await world.topic();
  const program = await receiver(200, ...statuses);
  const arn = await world.subscribe(TopicArn, "http", program.url, attributes);
  await world.sim.clock.advance(0);
  await fetch(program.received[0]?.json.SubscribeURL ?? "");
  program.received.length = 0;
  return { ...program, arn };
}

async function verifies({ json: message }: Received): Promise<boolean> {
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
  const signed = members.map((name) => (message[name] === undefined ? "" : `${name}\n${message[name]}\n`));
  const certificate = await (await fetch(message.SigningCertURL ?? "")).text();
  const verify = createVerify(message.SignatureVersion === "2" ? "RSA-SHA256" : "RSA-SHA1");
  verify.update(signed.join(""));
  return verify.verify(new X509Certificate(certificate).publicKey, message.Signature ?? "", "base64");
}

describe("Q04: SNS to HTTP", () => {
  test.each(["1", "2"])(
    "requests a confirmation, signed by version %s, and sends published messages",
    async (SignatureVersion) => {
      await world.topic("t", { SignatureVersion });
      const { url, host, received } = await receiver();
      const arn = await world.subscribe(TopicArn, "http", url);
      await world.sim.clock.advance(0);
      const [asked] = received;
      if (!asked) throw new Error("Nothing was sent.");
      expect(asked.headers).toMatchObject({
        "x-amz-sns-message-type": "SubscriptionConfirmation",
        "x-amz-sns-message-id": asked.json.MessageId,
        "x-amz-sns-topic-arn": TopicArn,
        "content-type": "text/plain; charset=UTF-8",
        "content-length": String(asked.body.length),
        "user-agent": "Amazon Simple Notification Service Agent",
        "accept-encoding": "gzip,deflate",
        host,
      });
      expect(asked.headers).not.toHaveProperty("x-amz-sns-subscription-arn");
      const { Token = "", SubscribeURL = "" } = asked.json;
      expect(asked.json).toEqual({
        Type: "SubscriptionConfirmation",
        MessageId: asked.json.MessageId,
        Token,
        TopicArn,
        Message: `You have chosen to subscribe to the topic ${TopicArn}.\nTo confirm the subscription, visit the SubscribeURL included in this message.`,
        SubscribeURL: `${world.sim.url}/?Action=ConfirmSubscription&TopicArn=${TopicArn}&Token=${Token}`,
        Timestamp: "2026-01-02T03:04:05.678Z",
        SignatureVersion,
        Signature: asked.json.Signature,
        SigningCertURL: asked.json.SigningCertURL,
      });
      expect(await verifies(asked)).toBe(true);
      await world.sns.publish({ TopicArn, Message: "before the confirmation" });
      const answer = await fetch(SubscribeURL);
      expect(await answer.text()).toContain(`<SubscriptionArn>${arn}</SubscriptionArn>`);
      await world.sns.publish({ TopicArn, Message: "a", Subject: "s" });
      await world.sim.clock.advance(0);
      expect(received).toHaveLength(2);
      const [, sent] = received;
      if (!sent) throw new Error("Nothing was sent.");
      expect(sent.json).toMatchObject({ Type: "Notification", Message: "a", Subject: "s" });
      expect(sent.headers).toMatchObject({
        "x-amz-sns-message-type": "Notification",
        "x-amz-sns-subscription-arn": arn,
      });
      expect(sent.headers).not.toHaveProperty("x-amz-sns-rawdelivery");
      expect(await verifies(sent)).toBe(true);
      expect(await verifies({ ...sent, json: { ...sent.json, Message: "b" } })).toBe(false);
    },
  );

  test("raw delivery sends the message alone, with a type of its own", async () => {
    const { received, arn } = await confirmed({
      RawMessageDelivery: "true",
      DeliveryPolicy: JSON.stringify({ requestPolicy: { headerContentType: "application/json" } }),
    });
    await world.sns.publish({ TopicArn, Message: '{"a":1}' });
    await world.sim.clock.advance(0);
    expect(received).toMatchObject([
      {
        body: '{"a":1}',
        headers: {
          "x-amz-sns-rawdelivery": "true",
          "x-amz-sns-subscription-arn": arn,
          "content-type": "application/json",
        },
      },
    ]);
  });

  test("the link to unsubscribe works without a signature, and the endpoint can restore the subscription", async () => {
    const { received, arn } = await confirmed();
    await world.sns.publish({ TopicArn, Message: "a" });
    await world.sim.clock.advance(0);
    expect((await fetch(received[0]?.json.UnsubscribeURL ?? "")).status).toBe(200);
    expect(world.sim.sns.subscriptions()).toEqual([]);
    await world.sim.clock.advance(0);
    const [, goodbye] = received;
    if (!goodbye) throw new Error("Nothing was sent.");
    expect(goodbye.headers).toMatchObject({
      "x-amz-sns-message-type": "UnsubscribeConfirmation",
      "x-amz-sns-subscription-arn": arn,
    });
    expect(goodbye.json.Message).toBe(
      `You have chosen to deactivate subscription ${arn}.\nTo cancel this operation and restore the subscription, visit the SubscribeURL included in this message.`,
    );
    expect(await verifies(goodbye)).toBe(true);
    await fetch(goodbye.json.SubscribeURL ?? "");
    expect(world.sim.sns.subscriptions()).toMatchObject([{ arn, pending: false }]);
  });

  test("a subscription that was confirmed with AuthenticateOnUnsubscribe needs a signature to end", async () => {
    const { arn } = await confirmed();
    await world.sns.unsubscribe({ SubscriptionArn: arn });
    const Token = world.sim.sns.deliveries().at(-1)?.body ?? "{}";
    const given = (JSON.parse(Token) as { Token: string }).Token;
    await world.sns.confirmSubscription({ TopicArn, Token: given, AuthenticateOnUnsubscribe: "true" });
    const link = `${world.sim.url}/?Action=Unsubscribe&SubscriptionArn=${arn}`;
    const denied = await fetch(link);
    expect([denied.status, await denied.text()]).toEqual([
      403,
      expect.stringContaining("AuthorizationError"),
    ]);
    await world.sns.unsubscribe({ SubscriptionArn: arn });
    expect((await fetch(link)).status).toBe(200);
  });

  test("links work where permissions are enforced and signatures verified, in other regions too", async () => {
    await using sim = await createAwsSim({
      clock: "frozen",
      authorization: "enforce",
      verifySignatures: { accessKeyId: "AKIAOWNER", secretAccessKey: "secret" },
    });
    const sns = new SNS(sim.clientConfig({ region: "eu-west-1", direct: true }));
    const { TopicArn: arn = "" } = await sns.createTopic({ Name: "t" });
    const { url, received } = await receiver();
    await sns.subscribe({ TopicArn: arn, Protocol: "http", Endpoint: url });
    await sim.clock.advance(0);
    const answer = await fetch(received[0]?.json.SubscribeURL ?? "");
    expect([answer.status, await answer.text()]).toEqual([200, expect.stringContaining(`${arn}:`)]);
    const [subscription] = sim.sns.at({ region: "eu-west-1" }).subscriptions();
    expect(subscription?.pending).toBe(false);
    expect((await fetch(`${sim.url}/?Action=ListTopics`)).status).not.toBe(200);
  });
});

describe("Q04: retries of HTTP deliveries", () => {
  const attempts = () => world.sim.sns.deliveries().at(-1);

  test("three, 20 seconds apart", async () => {
    const { received } = await confirmed({}, 500, 503, 429, 500);
    await world.sns.publish({ TopicArn, Message: "a" });
    await world.sim.clock.advance(0);
    expect(attempts()).toMatchObject({
      status: "pending",
      attempts: 1,
      reason: "The receiver returned status 500.",
      responseStatus: 500,
      nextAttempt: world.sim.clock.now() + 20_000,
    });
    await world.sim.clock.advance("59s");
    expect(received).toHaveLength(3);
    await world.sim.clock.advance("1s");
    expect(received).toHaveLength(4);
    expect(attempts()).toMatchObject({ status: "failed", attempts: 4 });
  });

  test("end with the first success", async () => {
    const { received } = await confirmed({}, 500);
    await world.sns.publish({ TopicArn, Message: "a" });
    await world.sim.clock.advance("1h");
    expect(received.map(({ json }) => json.Message)).toEqual(["a", "a"]);
    expect(attempts()).toMatchObject({ status: "delivered", attempts: 2, responseStatus: 200 });
    expect(attempts()).not.toHaveProperty("reason");
  });

  test("a client's error is not tried again, and goes to the dead-letter queue", async () => {
    await world.sqs.createQueue({ QueueName: "dead" });
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: queueArnOf("dead") });
    const { received } = await confirmed({ RedrivePolicy }, 404);
    await world.sns.publish({ TopicArn, Message: "a" });
    await world.sim.clock.advance("1h");
    expect(received).toHaveLength(1);
    expect(attempts()).toMatchObject({ status: "deadLettered", attempts: 1 });
    expect(world.bodies("dead")).toEqual(received.map(({ body }) => body));
  });

  test("follow the phases of the policy of the subscription", async () => {
    const healthyRetryPolicy = {
      numRetries: 6,
      numNoDelayRetries: 1,
      numMinDelayRetries: 1,
      numMaxDelayRetries: 1,
      minDelayTarget: 10,
      maxDelayTarget: 30,
      backoffFunction: "linear",
    };
    const DeliveryPolicy = JSON.stringify({ healthyRetryPolicy });
    const { received } = await confirmed({ DeliveryPolicy }, ...Array.from({ length: 7 }, () => 500));
    await world.sns.publish({ TopicArn, Message: "a" });
    const counts: number[] = [];
    for (let second = 0; second <= 110; second += 10) {
      await world.sim.clock.advance(second === 0 ? 0 : "10s");
      counts.push(received.length);
    }
    // Immediately; then after 0, 10, 10, 20, 30 and 30 seconds.
    expect(counts).toEqual([2, 3, 4, 4, 5, 5, 5, 6, 6, 6, 7, 7]);
  });

  test("the topic can keep subscriptions from having their own", async () => {
    const DeliveryPolicy = JSON.stringify({ healthyRetryPolicy: { numRetries: 50 } });
    const { received } = await confirmed({ DeliveryPolicy }, ...Array.from({ length: 9 }, () => 500));
    const http = { defaultHealthyRetryPolicy: { numRetries: 1 }, disableSubscriptionOverrides: true };
    await world.sns.setTopicAttributes({
      TopicArn,
      AttributeName: "DeliveryPolicy",
      AttributeValue: JSON.stringify({ http }),
    });
    await world.sns.publish({ TopicArn, Message: "a" });
    await world.sim.clock.advance("1h");
    expect(received).toHaveLength(2);
  });

  test("an endpoint has 15 seconds, across a snapshot", async () => {
    const { received } = await confirmed({}, "never");
    await world.sns.publish({ TopicArn, Message: "a" });
    await world.sim.clock.advance("14s");
    expect(attempts()).toMatchObject({ status: "sending", attempts: 0 });
    const snapshot = world.sim.snapshot();
    await world.sim.clock.advance("1s");
    expect(attempts()).toMatchObject({ attempts: 1, reason: "The receiver did not respond in time." });
    world.sim.restore(snapshot);
    await world.sim.clock.advance(0);
    expect(attempts()).toMatchObject({ status: "delivered", attempts: 1 });
    expect(received).toHaveLength(2);
  });

  test("an endpoint that no program listens at fails, and one on another machine is recorded", async () => {
    const { url } = await receiver();
    server?.close();
    server = undefined;
    await world.topic();
    await world.subscribe(TopicArn, "http", url);
    await world.subscribe(TopicArn, "https", "https://example.com/hook");
    await world.sim.clock.advance("1h");
    const byEndpoint = (endpoint: string) => world.sim.sns.deliveries(endpoint)[0];
    expect(byEndpoint(url)).toMatchObject({ status: "failed", attempts: 4 });
    expect(byEndpoint(url)?.reason).toContain("ECONNREFUSED");
    expect(byEndpoint("https://example.com/hook")).toMatchObject({ status: "recorded", attempts: 1 });
  });
});

describe("messages to what is outside", () => {
  test("e-mail is recorded, and confirmed by the test", async () => {
    await world.topic();
    await world.subscribe(TopicArn, "email", "a@example.com");
    expect(world.sim.sns.confirm("a@example.com")).toHaveLength(1);
    expect(world.sim.sns.confirm("a@example.com")).toEqual([]);
    await world.sns.publish({ TopicArn, Message: "Hello", Subject: "Greeting" });
    expect(world.sim.sns.deliveries("a@example.com")).toMatchObject([
      { type: "SubscriptionConfirmation", status: "recorded" },
      { type: "Notification", status: "recorded", subject: "Greeting", body: "Hello", topicArn: TopicArn },
    ]);
  });

  test("goes to a function of the test, whose failures are tried again", async () => {
    await world.topic();
    const arn = await world.subscribe(TopicArn, "sms", "+12065550100");
    const seen: string[] = [];
    const sink = world.sim.sns.onDelivery("+12065550100", async ({ body, subscriptionArn }) => {
      await Promise.resolve();
      seen.push(`${subscriptionArn} ${body}`);
      if (seen.length === 1) throw new Error("No network.");
    });
    await world.sns.publish({ TopicArn, Message: "Hello" });
    await world.sim.clock.advance(0);
    expect(world.sim.sns.deliveries()).toMatchObject([{ status: "pending", reason: "No network." }]);
    await world.sim.clock.advance("10s");
    expect(seen).toEqual([`${arn} Hello`, `${arn} Hello`]);
    expect(world.sim.sns.deliveries()).toMatchObject([{ status: "delivered", attempts: 2 }]);
    sink.remove();
    await world.sns.publish({ TopicArn, Message: "again" });
    expect(world.sim.sns.deliveries().at(-1)).toMatchObject({ status: "recorded" });
  });

  test("goes to a webhook of the test; every endpoint has the one for all", async () => {
    await world.topic();
    const { url, received } = await receiver();
    const sink = world.sim.sns.onDelivery("*", { url });
    await world.subscribe(TopicArn, "https", "https://example.com/hook");
    await world.sim.clock.advance(0);
    expect(received).toMatchObject([{ json: { protocol: "https", type: "SubscriptionConfirmation" } }]);
    sink.remove();
    expect(() => world.sim.sns.onDelivery("*", { url: "http://example.com/" })).toThrow(
      'Not a loopback URL: "http://example.com/". Use one such as http://127.0.0.1:3000/mail.',
    );
  });
});
