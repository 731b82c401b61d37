import { describe, expect, test } from "vitest";
import { failure } from "../../support/failure.js";
import { invalid, NOW, queueArnOf, rejected, START, snsWorld } from "./sns-world.js";

const world = snsWorld();
const ArchivePolicy = JSON.stringify({ MessageRetentionPeriod: "30" });
const at = (seconds: number) => new Date(NOW + seconds * 1000).toISOString();
const policy = (from: number, to?: number) =>
  JSON.stringify({
    PointType: "Timestamp",
    StartingPoint: at(from),
    ...(to !== undefined && { EndingPoint: at(to) }),
  });

/** A topic with an archive, to which "1", "2" and "3" were published at 0, 600 and 1200 seconds. */
async function archived(): Promise<string> {
  const TopicArn = await world.fifo("t.fifo", { ArchivePolicy });
  for (const Message of ["1", "2", "3"]) {
    await world.sns.publish({ TopicArn, Message, MessageGroupId: "g" });
    await world.sim.clock.advance("10m");
  }
  return TopicArn;
}

const subscribe = (TopicArn: string, ReplayPolicy: string, more: Record<string, string> = {}) =>
  world.queue(TopicArn, "q.fifo", { ReplayPolicy, ...more });
const setReplay = (SubscriptionArn: string, AttributeValue: string) =>
  world.sns.setSubscriptionAttributes({ SubscriptionArn, AttributeName: "ReplayPolicy", AttributeValue });
const setArchive = (TopicArn: string, AttributeValue: string) =>
  world.sns.setTopicAttributes({ TopicArn, AttributeName: "ArchivePolicy", AttributeValue });
async function replayOf(SubscriptionArn: string) {
  const { Attributes = {} } = await world.sns.getSubscriptionAttributes({ SubscriptionArn });
  return [Attributes.ReplayPolicy, Attributes.ReplayStatus];
}
const beginning = async (TopicArn: string) =>
  (await world.sns.getTopicAttributes({ TopicArn })).Attributes?.BeginningArchiveTime;
const messages = () => world.messages("q.fifo");

describe("an archive", () => {
  test("starts when its policy was set, and no earlier than its retention", async () => {
    const TopicArn = await world.fifo("t.fifo");
    expect(await beginning(TopicArn)).toBe(undefined);
    await world.sim.clock.advance("1h");
    await setArchive(TopicArn, ArchivePolicy);
    await world.sim.clock.advance("10d");
    await setArchive(TopicArn, JSON.stringify({ MessageRetentionPeriod: 20 }));
    expect(await beginning(TopicArn)).toBe(at(3600));
    await world.sim.clock.advance("11d");
    expect(await beginning(TopicArn)).toBe(at(3600 + 86_400));
  });

  test("keeps its topic from being deleted, until the policy is {}", async () => {
    const TopicArn = await archived();
    expect(await failure(world.sns.deleteTopic({ TopicArn }))).toEqual(
      rejected("InvalidStateException", "Invalid state: Cannot delete a topic with an ArchivePolicy"),
    );
    const outOfRange = invalid(
      "ArchivePolicy Reason: MessageRetentionPeriod must be an integer between 1 and 365",
    );
    expect(await failure(setArchive(TopicArn, ""))).toEqual(outOfRange);
    expect(await failure(setArchive(TopicArn, '{"MessageRetentionPeriod":"0"}'))).toEqual(outOfRange);
    await setArchive(TopicArn, "{}");
    expect(await beginning(TopicArn)).toBe(undefined);
    await setArchive(TopicArn, ArchivePolicy);
    await subscribe(TopicArn, policy(0));
    await world.sim.clock.advance(0);
    expect(messages()).toEqual([]);
    await setArchive(TopicArn, "{}");
    await world.sns.deleteTopic({ TopicArn });
    expect(world.sim.sns.topics()).toEqual([]);
  });

  test("forgets messages at the end of their retention", async () => {
    const TopicArn = await archived();
    await world.sim.clock.advance(30 * 86_400_000 - 25 * 60_000);
    await subscribe(TopicArn, policy(0));
    await world.sim.clock.advance(0);
    expect(messages()).toEqual(["2", "3"]);
    await setArchive(TopicArn, JSON.stringify({ MessageRetentionPeriod: 1 }));
    await world.sns.setSubscriptionAttributes({
      SubscriptionArn: world.sim.sns.subscriptions()[0]?.arn,
      AttributeName: "ReplayPolicy",
      AttributeValue: policy(0),
    });
    await world.sim.clock.advance("10m");
    expect(messages()).toEqual(["2", "3"]);
  });
});

describe("a replay", () => {
  test("sends the archive to a new subscriber, and what is published later", async () => {
    const TopicArn = await archived();
    world.sim.delays.set({ sns: { replay: "1s" } });
    const SubscriptionArn = await subscribe(TopicArn, policy(0));
    expect(await replayOf(SubscriptionArn)).toEqual([policy(0), "Pending"]);
    await world.sns.publish({ TopicArn, Message: "4", MessageGroupId: "g" });
    await world.sim.clock.advance("1s");
    expect(await replayOf(SubscriptionArn)).toEqual([policy(0), "Completed"]);
    await world.sns.publish({ TopicArn, Message: "5", MessageGroupId: "g" });
    await world.sim.clock.advance(0);
    expect(messages()).toEqual(["1", "2", "3", "4", "5"]);
    const bodies = world.bodies("q.fifo").map((body) => JSON.parse(body));
    expect(bodies.map(({ Replayed }) => Replayed)).toEqual([true, true, true, true, undefined]);
    const [first] = world.sim.sns.published("t.fifo");
    expect(bodies[0]).toMatchObject({
      MessageId: first?.messageId,
      SequenceNumber: first?.sequenceNumber,
      Timestamp: START,
    });
  });

  test("sends what is between two moments to a subscriber again", async () => {
    const TopicArn = await world.fifo("t.fifo", { ArchivePolicy });
    const SubscriptionArn = await world.queue(TopicArn, "q.fifo");
    for (const Message of ["1", "2", "3"]) {
      await world.sns.publish({ TopicArn, Message, MessageGroupId: "g" });
      await world.sim.clock.advance("10m");
    }
    expect(messages()).toEqual(["1", "2", "3"]);
    world.sim.delays.set({ sns: { replay: "1s" } });
    await setReplay(SubscriptionArn, policy(0, 600));
    await world.sns.publish({ TopicArn, Message: "4", MessageGroupId: "g" });
    expect(messages()).toEqual(["1", "2", "3", "4"]);
    await world.sim.clock.advance("1s");
    // The last message is outside of the replay, and does not wait for it.
    expect(messages().sort()).toEqual(["1", "1", "2", "2", "3", "4"]);
    await setReplay(SubscriptionArn, "");
    expect(await replayOf(SubscriptionArn)).toEqual([undefined, undefined]);
  });

  test("sends a thousand messages at a time, and continues after a restore", async () => {
    const TopicArn = await world.fifo("t.fifo", { ArchivePolicy, FifoThroughputScope: "MessageGroup" });
    for (let i = 0; i < 1_200; i++) world.sim.sns.publish("t.fifo", String(i), { groupId: "g" });
    world.sim.delays.set({ sns: { replay: "1m" } });
    const SubscriptionArn = await subscribe(TopicArn, policy(0));
    await world.sim.clock.advance("1m");
    expect([messages().length, (await replayOf(SubscriptionArn))[1]]).toEqual([1_000, "In progress"]);
    const snapshot = world.sim.snapshot();
    await world.sim.clock.advance("1m");
    world.sim.restore(snapshot);
    await world.sim.clock.advance("1m");
    expect(messages()).toEqual(Array.from({ length: 1_200 }, (_, i) => String(i)));
    expect((await replayOf(SubscriptionArn))[1]).toBe("Completed");
  });

  test("applies the filter policy, and is replaced by the next", async () => {
    const TopicArn = await world.fifo("t.fifo", { ArchivePolicy });
    const MessageAttributes = { kind: { DataType: "String", StringValue: "wanted" } };
    await world.sns.publish({ TopicArn, Message: "no", MessageGroupId: "g" });
    await world.sns.publish({ TopicArn, Message: "yes", MessageGroupId: "g", MessageAttributes });
    const SubscriptionArn = await subscribe(TopicArn, policy(3600), { FilterPolicy: '{"kind":["wanted"]}' });
    await setReplay(SubscriptionArn, policy(0));
    await world.sim.clock.advance(0);
    expect(messages()).toEqual(["yes"]);
  });

  test("fails if the archive is deleted", async () => {
    const TopicArn = await archived();
    world.sim.delays.set({ sns: { replay: "1s" } });
    const SubscriptionArn = await subscribe(TopicArn, policy(0));
    await setArchive(TopicArn, "{}");
    await world.sim.clock.advance("1s");
    expect([messages(), (await replayOf(SubscriptionArn))[1]]).toEqual([[], "Failed"]);
  });

  test.each([
    ["{", "failed to parse JSON. Unexpected end-of-input"],
    ['{"Start":"x"}', "invalid JSON. Attribute Start is unknown."],
    ['{"PointType":"Offset"}', "Invalid value [Offset]. PointType must be Timestamp."],
    ['{"PointType":"Timestamp"}', "Invalid value [undefined]. StartingPoint must be a timestamp."],
    [
      '{"PointType":"Timestamp","StartingPoint":"today"}',
      "Invalid value [today]. StartingPoint must be a timestamp.",
    ],
    [policy(10, 5), "EndingPoint must not be before StartingPoint."],
  ])("rejects the policy %s", async (ReplayPolicy, text) => {
    const TopicArn = await archived();
    expect(await failure(subscribe(TopicArn, ReplayPolicy))).toEqual(
      invalid(`Attributes Reason: ReplayPolicy: ${text}`),
    );
    const SubscriptionArn = await world.queue(TopicArn, "q.fifo");
    expect(await failure(setReplay(SubscriptionArn, ReplayPolicy))).toEqual(invalid(`ReplayPolicy: ${text}`));
  });

  test("needs an archive", async () => {
    const text = "Attributes Reason: ReplayPolicy: The topic does not have an ArchivePolicy.";
    for (const TopicArn of [await world.fifo(), await world.topic()])
      expect(
        await failure(world.subscribe(TopicArn, "sqs", queueArnOf("q"), { ReplayPolicy: policy(0) })),
      ).toEqual(invalid(text));
  });
});
