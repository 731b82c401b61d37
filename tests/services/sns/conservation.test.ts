import { SNS } from "@aws-sdk/client-sns";
import { SQS } from "@aws-sdk/client-sqs";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type AwsSim, createAwsSim, type Snapshot } from "../../../lib/index.js";
import { queueArnOf, START, topicArnOf } from "./sns-world.js";

/** A random action of a test: of a client, of the clock, of an endpoint, or of the simulator. */
type Action =
  | { readonly kind: "publish"; readonly group: string }
  | { readonly kind: "receive"; readonly queue: "q" | "dead" }
  | { readonly kind: "advance"; readonly seconds: number }
  | {
      readonly kind: "deleteQueue" | "createQueue" | "failEndpoint" | "healEndpoint" | "snapshot" | "restore";
    };

const ACTION = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant("publish"), group: fc.constantFrom("a", "b") }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("receive"), queue: fc.constantFrom("q", "dead") }) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant("advance"), seconds: fc.constantFrom(0, 1, 10, 100, 20_000) }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constantFrom(
        "deleteQueue",
        "createQueue",
        "failEndpoint",
        "healEndpoint",
        "snapshot",
        "restore",
      ),
    }),
  },
) as fc.Arbitrary<Action>;

const PHONE = "+12065550100";
let sim: AwsSim;
let sns: SNS;
let sqs: SQS;
beforeAll(async () => {
  sim = await createAwsSim({ clock: "frozen", startTime: START, delays: { sqs: { nameRelease: 0 } } });
  sns = new SNS({ ...sim.clientConfig({ direct: true }), maxAttempts: 1 });
  sqs = new SQS({ ...sim.clientConfig({ direct: true }), maxAttempts: 1 });
});
afterAll(() => sim.close());

interface Ledger {
  readonly published: readonly string[];
  /** Messages that the test has received and deleted from queues, or lost with a deleted queue. */
  readonly gone: readonly string[];
}

/** A topic with a queue, a phone that fails at times, and a dead-letter queue for both. */
class World {
  private ledger: Ledger = { published: [], gone: [] };
  private heard: string[] = [];
  private fails = false;
  private count = 0;
  private saved: { readonly snapshot: Snapshot; readonly ledger: Ledger } | undefined;
  private readonly arn: string;
  private readonly names: { readonly q: string; readonly dead: string };

  constructor(private readonly suffix: "" | ".fifo") {
    this.arn = topicArnOf(`t${suffix}`);
    this.names = { q: `q${suffix}`, dead: `dead${suffix}` };
  }

  async begin(): Promise<void> {
    sim.reset();
    const fifo: Record<string, string> =
      this.suffix === "" ? {} : { FifoTopic: "true", ContentBasedDeduplication: "true" };
    await sns.createTopic({ Name: `t${this.suffix}`, Attributes: fifo });
    for (const name of Object.values(this.names)) await this.createQueue(name);
    const Attributes = {
      RawMessageDelivery: "true",
      RedrivePolicy: JSON.stringify({ deadLetterTargetArn: queueArnOf(this.names.dead) }),
    };
    const TopicArn = this.arn;
    await sns.subscribe({ TopicArn, Protocol: "sqs", Endpoint: queueArnOf(this.names.q), Attributes });
    if (this.suffix !== "") return;
    const RedrivePolicy = Attributes.RedrivePolicy;
    await sns.subscribe({ TopicArn, Protocol: "sms", Endpoint: PHONE, Attributes: { RedrivePolicy } });
    sim.sns.onDelivery(PHONE, ({ body }) => {
      if (this.fails) throw new Error("No network.");
      this.heard.push(body);
    });
  }

  async act(action: Action): Promise<void> {
    switch (action.kind) {
      case "publish":
        return this.publish(action.group);
      case "receive":
        return this.drain(this.names[action.queue]);
      case "advance":
        return sim.clock.advance(`${action.seconds}s`);
      case "createQueue":
        return this.createQueue(this.names.q);
      case "deleteQueue":
        this.drain(this.names.q);
        await sqs.deleteQueue({ QueueUrl: this.names.q }).catch(() => {});
        return;
      case "failEndpoint":
      case "healEndpoint":
        this.fails = action.kind === "failEndpoint";
        return;
      case "snapshot":
        this.saved = { snapshot: sim.snapshot(), ledger: this.ledger };
        return;
      case "restore":
        if (!this.saved) return;
        sim.restore(this.saved.snapshot);
        this.ledger = this.saved.ledger;
    }
  }

  /**
   * Every message is in exactly one place for each subscriber; a phone may receive one twice after a restore.
   */
  check(): void {
    const subscribers = this.suffix === "" ? 2 : 1;
    const onTheirWay = sim.sns
      .deliveries()
      .filter(({ status }) => status !== "delivered" && status !== "deadLettered" && status !== "failed");
    const ofQueues = [
      ...Object.values(this.names).flatMap((name) => this.present(name)),
      ...this.ledger.gone,
      ...onTheirWay.map(({ body }) => body),
    ];
    const delivered = sim.sns.deliveries(PHONE).filter(({ status }) => status === "delivered");
    const places = [...ofQueues, ...delivered.map(({ body }) => body)];
    for (const text of this.ledger.published)
      expect([text, places.filter((place) => place === text).length]).toEqual([text, subscribers]);
    expect(places).toHaveLength(this.ledger.published.length * subscribers);
    for (const { body } of delivered) expect(this.heard).toContain(body);
  }

  private async publish(group: string): Promise<void> {
    const Message = `m${this.count++}`;
    const fifo = this.suffix === "" ? {} : { MessageGroupId: group };
    await sns.publish({ TopicArn: this.arn, Message, ...fifo });
    const { published, gone } = this.ledger;
    this.ledger = { published: [...published, Message], gone };
  }

  private async createQueue(QueueName: string): Promise<void> {
    const fifo: Record<string, string> = this.suffix === "" ? {} : { FifoQueue: "true" };
    await sqs.createQueue({ QueueName, Attributes: fifo });
  }

  private drain(name: string): void {
    if (!this.exists(name)) return;
    const bodies = sim.sqs.drain(name).map(({ body }) => body);
    const { published, gone } = this.ledger;
    this.ledger = { published, gone: [...gone, ...bodies] };
  }

  private present(name: string): string[] {
    return this.exists(name) ? sim.sqs.messages(name).map(({ body }) => body) : [];
  }

  private exists(name: string): boolean {
    return sim.sqs.queues().some((queue) => queue.name === name);
  }
}

test.each(["", ".fifo"] as const)(
  "Q09: what a topic%s has accepted is with its subscribers, on its way, or among the dead letters",
  async (suffix) => {
    await fc.assert(
      fc.asyncProperty(fc.array(ACTION, { minLength: 5, maxLength: 40 }), async (actions) => {
        const world = new World(suffix);
        await world.begin();
        for (const action of actions) {
          await world.act(action);
          world.check();
        }
        await sim.clock.advance("8h");
        world.check();
        expect(sim.sns.deliveries().filter(({ status }) => status === "failed")).toEqual([]);
      }),
      { numRuns: 25 },
    );
  },
  60_000,
);
