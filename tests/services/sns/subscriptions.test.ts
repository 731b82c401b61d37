import { describe, expect, test } from "vitest";
import { body } from "../../support/body.js";
import { failure } from "../../support/failure.js";
import { ACCOUNT, invalid, queueArnOf, rejected, snsWorld, topicArnOf } from "./sns-world.js";

const world = snsWorld();
const NOT_FOUND = rejected("NotFoundException", "Subscription does not exist", 404);
const TopicArn = topicArnOf("t");
const subscribe = (
  Protocol: string,
  Endpoint: string,
  Attributes: Record<string, string> = {},
  arn = TopicArn,
) => world.sns.subscribe({ TopicArn: arn, Protocol, Endpoint, Attributes });
const attributes = async (SubscriptionArn: string) =>
  (await world.sns.getSubscriptionAttributes({ SubscriptionArn })).Attributes ?? {};

describe("Q03: subscribing", () => {
  test.each([
    ["sqs", queueArnOf("nothing")],
    ["lambda", `arn:aws:lambda:us-east-1:${ACCOUNT}:function:f`],
    ["sms", "+12065550100"],
    ["firehose", `arn:aws:firehose:us-east-1:${ACCOUNT}:deliverystream/s`],
    ["application", `arn:aws:sns:us-east-1:${ACCOUNT}:endpoint/GCM/app/id`],
  ])("%s needs no confirmation", async (Protocol, Endpoint) => {
    await world.topic();
    const { SubscriptionArn = "" } = await subscribe(Protocol, Endpoint);
    expect(SubscriptionArn).toMatch(new RegExp(`^${TopicArn}:[0-9a-f-]{36}$`));
    const Subscription = { SubscriptionArn, Owner: ACCOUNT, Protocol, Endpoint, TopicArn };
    expect(await body(world.sns.listSubscriptions({}))).toEqual({ Subscriptions: [Subscription] });
    expect(await body(world.sns.listSubscriptionsByTopic({ TopicArn }))).toEqual({
      Subscriptions: [Subscription],
    });
  });

  test.each([
    ["http", "http://example.com/a"],
    ["https", "https://example.com/a"],
    ["email", "a@example.com"],
    ["email-json", "a@example.com"],
  ])("%s waits for its confirmation", async (Protocol, Endpoint) => {
    await world.topic();
    expect(await body(subscribe(Protocol, Endpoint))).toEqual({ SubscriptionArn: "pending confirmation" });
    const { SubscriptionArn = "" } = await world.sns.subscribe({
      TopicArn,
      Protocol,
      Endpoint,
      ReturnSubscriptionArn: true,
    });
    expect(SubscriptionArn).toMatch(TopicArn);
    const [listed] = (await world.sns.listSubscriptions({})).Subscriptions ?? [];
    expect(listed?.SubscriptionArn).toBe("PendingConfirmation");
    expect(await attributes(SubscriptionArn)).toMatchObject({ PendingConfirmation: "true" });
    expect(world.sim.sns.topics()[0]?.attributes).toMatchObject({
      SubscriptionsPending: "1",
      SubscriptionsConfirmed: "0",
    });
  });

  test.each([
    ["pigeon", "coop", "Amazon SNS does not support this protocol string: pigeon"],
    ["sqs", "https://sqs.us-east-1.amazonaws.com/123456789012/q", "SQS endpoint ARN"],
    ["sqs", "", "Endpoint"],
    ["lambda", "f", "Lambda endpoint ARN"],
    ["firehose", "s", "Firehose endpoint ARN"],
    ["application", "a", "Application endpoint ARN"],
    ["http", "https://example.com/", "Endpoint must match the specified protocol"],
    ["https", "http://example.com/", "Endpoint must match the specified protocol"],
    ["email", "example.com", "Email address"],
    [
      "sqs",
      queueArnOf("q.fifo"),
      "Invalid parameter: Endpoint Reason: FIFO SQS Queues can not be subscribed to standard SNS topics",
    ],
  ])("%s to %j is rejected", async (Protocol, Endpoint, text) => {
    await world.topic();
    expect(await failure(subscribe(Protocol, Endpoint))).toEqual(invalid(text));
  });

  test("a phone number has to be one, and a FIFO topic has only queues", async () => {
    await world.topic();
    expect(await failure(subscribe("sms", "+a234"))).toEqual(
      rejected("InvalidParameterException", "Invalid SMS endpoint: +a234"),
    );
    const fifo = await world.fifo();
    expect(await failure(subscribe("email", "a@example.com", {}, fifo))).toMatchObject({
      code: "InvalidParameterException",
    });
    await subscribe("sqs", queueArnOf("q"), {}, fifo);
  });

  test("an endpoint has one subscription, whose attributes are a part of what it was made with", async () => {
    await world.topic();
    const given = { RawMessageDelivery: "true", FilterPolicy: '{"a":["b"]}' };
    const first = await body(subscribe("sqs", queueArnOf("q"), given));
    for (const again of [given, {}, { RawMessageDelivery: "true" }] as Record<string, string>[])
      expect(await body(subscribe("sqs", queueArnOf("q"), again))).toEqual(first);
    for (const other of [{ RawMessageDelivery: "false" }, { FilterPolicy: '{"a":["c"]}' }] as Record<
      string,
      string
    >[])
      expect(await failure(subscribe("sqs", queueArnOf("q"), other))).toEqual(
        invalid("Attributes Reason: Subscription already exists with different attributes"),
      );
  });

  test("a FIFO topic has at most 100 subscriptions", async () => {
    const fifo = await world.fifo();
    for (let i = 0; i < 100; i++) await subscribe("sqs", queueArnOf(`q${i}`), {}, fifo);
    expect(await failure(subscribe("sqs", queueArnOf("more"), {}, fifo))).toMatchObject({
      code: "SubscriptionLimitExceededException",
      status: 403,
    });
    const first = await world.sns.listSubscriptionsByTopic({ TopicArn: fifo });
    const second = await world.sns.listSubscriptions({});
    expect([first.Subscriptions?.length, first.NextToken, second.Subscriptions?.length]).toEqual([
      100,
      undefined,
      100,
    ]);
  });
});

describe("Q03: attributes of subscriptions", () => {
  test("are AWS's", async () => {
    await world.topic();
    const arn = await world.queue(TopicArn);
    expect(await attributes(arn)).toEqual({
      ConfirmationWasAuthenticated: "false",
      Endpoint: queueArnOf("q"),
      Owner: ACCOUNT,
      PendingConfirmation: "false",
      Protocol: "sqs",
      RawMessageDelivery: "false",
      SubscriptionArn: arn,
      SubscriptionPrincipal: `arn:aws:iam::${ACCOUNT}:user/aws-sim`,
      TopicArn,
    });
  });

  test("are set and removed", async () => {
    await world.topic();
    const arn = await world.queue(TopicArn);
    const set = (AttributeName: string, AttributeValue?: string) =>
      world.sns.setSubscriptionAttributes({ SubscriptionArn: arn, AttributeName, AttributeValue });
    const policy = JSON.stringify({ deadLetterTargetArn: queueArnOf("dead") });
    await set("FilterPolicy", '{"a":["b"]}');
    expect(await attributes(arn)).toMatchObject({
      FilterPolicy: '{"a":["b"]}',
      FilterPolicyScope: "MessageAttributes",
    });
    await set("FilterPolicyScope", "MessageBody");
    await set("RedrivePolicy", policy);
    await set("RawMessageDelivery", "true");
    expect(await attributes(arn)).toMatchObject({
      FilterPolicyScope: "MessageBody",
      RedrivePolicy: policy,
      RawMessageDelivery: "true",
    });
    await set("FilterPolicy", "");
    await set("RedrivePolicy");
    const left = await attributes(arn);
    expect(Object.keys(left).filter((name) => /FilterPolicy|Redrive/.test(name))).toEqual([]);
  });

  const REDRIVE_JSON =
    "RedrivePolicy: failed to parse JSON. Unexpected character ('i' (code 105)): was expecting double-quote to start field name";
  test.each([
    ["RawMessageDelivery", "x", "RawMessageDelivery: Invalid value [x]. Must be true or false."],
    [
      "FilterPolicyScope",
      "RandomValue",
      "FilterPolicyScope: Invalid value [RandomValue]. Please use either MessageBody or MessageAttributes",
    ],
    ["RedrivePolicy", '{"deadLetterTargetArn":"q"}', "RedrivePolicy: deadLetterTargetArn is an invalid arn"],
    ["RedrivePolicy", "{invalid}", REDRIVE_JSON],
    [
      "FilterPolicy",
      "invalid",
      "FilterPolicy: failed to parse JSON. Unrecognized token 'invalid': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')",
    ],
    [
      "FilterPolicy",
      '{"a":{"b":["c"]}}',
      "Filter policy scope MessageAttributes does not support nested filter policy",
    ],
  ])("%s %j is rejected", async (name, value, text) => {
    await world.topic();
    const arn = await world.queue(TopicArn);
    const set = { SubscriptionArn: arn, AttributeName: name, AttributeValue: value };
    expect(await failure(world.sns.setSubscriptionAttributes(set))).toEqual(invalid(text));
    expect(await failure(subscribe("sqs", queueArnOf("other"), { [name]: value }))).toEqual(
      invalid(`Attributes Reason: ${text}`),
    );
  });

  test("unknown names are rejected, and the dead-letter queue of a FIFO topic is a FIFO queue", async () => {
    const fifo = await world.fifo();
    const arn = await world.queue(fifo, "q.fifo");
    const set = (AttributeName: string, AttributeValue: string) =>
      world.sns.setSubscriptionAttributes({ SubscriptionArn: arn, AttributeName, AttributeValue });
    expect(await failure(set("Nonsense", "a"))).toEqual(invalid("AttributeName"));
    expect(
      await failure(set("RedrivePolicy", JSON.stringify({ deadLetterTargetArn: queueArnOf("d") }))),
    ).toEqual(
      invalid("RedrivePolicy: must use a FIFO queue as DLQ for a FIFO Subscription to a FIFO Topic."),
    );
  });

  test("the delivery policy of an HTTP endpoint is shown with all its members", async () => {
    await world.topic();
    const DeliveryPolicy = JSON.stringify({ requestPolicy: { headerContentType: "text/csv" } });
    const arn = await world.subscribe(TopicArn, "http", "http://example.com/", { DeliveryPolicy });
    const shown = await attributes(arn);
    expect(shown.DeliveryPolicy).toBe(
      '{"healthyRetryPolicy":null,"sicklyRetryPolicy":null,"throttlePolicy":null,"requestPolicy":{"headerContentType":"text/csv"},"guaranteed":false}',
    );
    expect(JSON.parse(shown.EffectiveDeliveryPolicy ?? "")).toMatchObject({
      healthyRetryPolicy: { numRetries: 3 },
      requestPolicy: { headerContentType: "text/csv" },
    });
  });

  test("a subscription that does not exist has none", async () => {
    await world.topic();
    const SubscriptionArn = `${TopicArn}:00000000-0000-4000-8000-000000000000`;
    expect(await failure(world.sns.getSubscriptionAttributes({ SubscriptionArn }))).toEqual(NOT_FOUND);
    const set = { SubscriptionArn, AttributeName: "RawMessageDelivery", AttributeValue: "true" };
    expect(await failure(world.sns.setSubscriptionAttributes(set))).toEqual(NOT_FOUND);
  });
});

describe("Q03: confirming and unsubscribing", () => {
  const tokenOf = () => world.sim.sns.subscriptions()[0]?.token ?? "";

  test("a token confirms its subscription, also again", async () => {
    await world.topic();
    const arn = await world.subscribe(TopicArn, "email", "a@example.com");
    const Token = tokenOf();
    expect(Token).toMatch(/^[0-9a-f]{288}$/);
    for (let i = 0; i < 2; i++)
      expect(await body(world.sns.confirmSubscription({ TopicArn, Token }))).toEqual({
        SubscriptionArn: arn,
      });
    expect(await attributes(arn)).toMatchObject({
      PendingConfirmation: "false",
      ConfirmationWasAuthenticated: "false",
    });
    const other = { TopicArn: topicArnOf("other"), Token, AuthenticateOnUnsubscribe: "true" };
    await world.sns.confirmSubscription(other);
    expect(await attributes(arn)).toMatchObject({ ConfirmationWasAuthenticated: "true" });
  });

  test.each([
    ["https://example.com", "0".repeat(288), invalid("Topic")],
    [`arn:aws:sns:eu-west-1:${ACCOUNT}:t`, "0".repeat(288), invalid("Topic")],
    [TopicArn, "randomtoken", rejected("InvalidParameterException", "Invalid token")],
    [TopicArn, "0".repeat(288), invalid("Token")],
  ])("the topic %j and the token %j confirm nothing", async (arn, Token, error) => {
    await world.topic();
    expect(await failure(world.sns.confirmSubscription({ TopicArn: arn, Token }))).toEqual(error);
  });

  test("after two days a subscription that was not confirmed is deleted", async () => {
    await world.topic();
    await world.subscribe(TopicArn, "email", "a@example.com");
    const confirmed = await world.subscribe(TopicArn, "email", "b@example.com");
    const Token = world.sim.sns.subscriptions().find(({ arn }) => arn === confirmed)?.token ?? "";
    await world.sns.confirmSubscription({ TopicArn, Token });
    await world.sim.clock.advance("47h");
    expect(world.sim.sns.subscriptions()).toHaveLength(2);
    await world.sim.clock.advance("1h");
    expect(world.sim.sns.subscriptions().map(({ arn }) => arn)).toEqual([confirmed]);
    expect(await failure(world.sns.confirmSubscription({ TopicArn, Token }))).toEqual(invalid("Token"));
  });

  test("unsubscribing is the same again", async () => {
    await world.topic();
    const SubscriptionArn = await world.queue(TopicArn);
    for (let i = 0; i < 2; i++) expect(await body(world.sns.unsubscribe({ SubscriptionArn }))).toEqual({});
    expect(await body(world.sns.listSubscriptions({}))).toEqual({ Subscriptions: [] });
    expect(world.sim.sns.topics()[0]?.attributes).toMatchObject({ SubscriptionsDeleted: "1" });
    expect(await failure(world.sns.getSubscriptionAttributes({ SubscriptionArn }))).toEqual(NOT_FOUND);
  });

  test.each([
    ["arn:aws:sns:us-east-1:1", "SubscriptionArn Reason: An ARN must have at least 6 elements, not 5"],
    [TopicArn, "SubscriptionId"],
    ["", "SubscriptionArn Reason: no value for required parameter"],
  ])("%j is not the ARN of a subscription", async (SubscriptionArn, text) => {
    await world.topic();
    expect(await failure(world.sns.unsubscribe({ SubscriptionArn }))).toEqual(invalid(text));
  });

  test("the subscriptions of a deleted topic go a minute later, and get nothing", async () => {
    await world.topic();
    const SubscriptionArn = await world.queue(TopicArn);
    await world.sns.deleteTopic({ TopicArn });
    expect(await attributes(SubscriptionArn)).toMatchObject({ Endpoint: queueArnOf("q") });
    await world.topic();
    await world.sns.publish({ TopicArn, Message: "a" });
    expect(await body(world.sns.listSubscriptionsByTopic({ TopicArn }))).toEqual({ Subscriptions: [] });
    expect(world.bodies()).toEqual([]);
    await world.sim.clock.advance("1m");
    expect(await failure(world.sns.getSubscriptionAttributes({ SubscriptionArn }))).toEqual(NOT_FOUND);
  });

  test("another account's queue confirms by a message in the queue", async () => {
    await world.topic();
    const owner = "210987654321";
    const Endpoint = `arn:aws:sqs:us-east-1:${owner}:q`;
    const { SQS } = await import("@aws-sdk/client-sqs");
    await new SQS(world.sim.clientConfig({ accountId: owner, direct: true })).createQueue({ QueueName: "q" });
    const arn = await world.subscribe(TopicArn, "sqs", Endpoint);
    const [message] = world.sim.sqs.at({ account: owner }).messages("q");
    const { Type, Token } = JSON.parse(message?.body ?? "{}") as { Type: string; Token: string };
    expect(Type).toBe("SubscriptionConfirmation");
    const confirmed = await world.elsewhere({ accountId: owner }).confirmSubscription({ TopicArn, Token });
    expect(confirmed.SubscriptionArn).toBe(arn);
    await world.sns.publish({ TopicArn, Message: "a" });
    expect(world.sim.sqs.at({ account: owner }).messages("q")).toHaveLength(2);
  });
});
