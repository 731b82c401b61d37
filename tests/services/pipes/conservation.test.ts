import { Pipes } from "@aws-sdk/client-pipes";
import { SNS } from "@aws-sdk/client-sns";
import { SQS } from "@aws-sdk/client-sqs";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type AwsSim, createAwsSim, type Snapshot } from "../../../lib/index.js";
import { ACCOUNT, functionArn, queueArn, ROLE, START } from "./pipes-world.js";

/** How the function at the end of a pipe behaves: it works, throws, or reports every second message. */
const BEHAVIOURS = ["works", "throws", "reports"] as const;
type Behaviour = (typeof BEHAVIOURS)[number];

/** A random action of a test: of a publisher, of the clock, of the function, or of the simulator. */
type Action =
  | { readonly kind: "publish"; readonly count: number }
  | { readonly kind: "advance"; readonly seconds: number }
  | { readonly kind: "behave"; readonly behaviour: Behaviour }
  | { readonly kind: "snapshot" | "restore" | "stop" | "start" };

const ACTION: fc.Arbitrary<Action> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant("publish" as const), count: fc.integer({ min: 1, max: 4 }) }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant("advance" as const),
      seconds: fc.constantFrom(0, 1, 5, 29, 30, 61),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant("behave" as const), behaviour: fc.constantFrom(...BEHAVIOURS) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constantFrom("snapshot", "restore", "stop", "start") }),
  },
) as fc.Arbitrary<Action>;

const TOPIC = `arn:aws:sns:us-east-1:${ACCOUNT}:orders`;
let sim: AwsSim;
let pipes: Pipes;
let sns: SNS;
let sqs: SQS;
beforeAll(async () => {
  sim = await createAwsSim({ clock: "frozen", startTime: START, seed: 1 });
  const config = { ...sim.clientConfig({ direct: true }), maxAttempts: 1 };
  [pipes, sns, sqs] = [new Pipes(config), new SNS(config), new SQS(config)];
});
afterAll(() => sim.close());

/** A topic with two queues: a pipe carries the messages of one to a function, and nothing reads the other. */
class World {
  private published: readonly string[] = [];
  private behaviour: Behaviour = "works";
  private saved: { readonly snapshot: Snapshot; readonly published: readonly string[] } | undefined;

  async begin(window: number): Promise<void> {
    sim.reset();
    sim.lambda.on("f", (event: { messageId: string }[]) => {
      if (this.behaviour === "throws") throw new Error("no");
      const failed = this.behaviour === "reports" ? event.filter((_, index) => index % 2 === 0) : [];
      return { batchItemFailures: failed.map(({ messageId: itemIdentifier }) => ({ itemIdentifier })) };
    });
    for (const QueueName of ["dead", "copies"]) await sqs.createQueue({ QueueName });
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: queueArn("dead"), maxReceiveCount: 3 });
    await sqs.createQueue({ QueueName: "in", Attributes: { RedrivePolicy } });
    await sns.createTopic({ Name: "orders" });
    for (const name of ["in", "copies"])
      await sns.subscribe({
        TopicArn: TOPIC,
        Protocol: "sqs",
        Endpoint: queueArn(name),
        Attributes: { RawMessageDelivery: "true" },
      });
    await pipes.createPipe({
      Name: "p",
      Source: queueArn("in"),
      Target: functionArn("f"),
      RoleArn: ROLE,
      SourceParameters: { SqsQueueParameters: { BatchSize: 3, MaximumBatchingWindowInSeconds: window } },
    });
    await sim.clock.advance("1s");
  }

  async act(action: Action): Promise<void> {
    switch (action.kind) {
      case "publish":
        return this.publish(action.count);
      case "advance":
        return sim.clock.advance(`${action.seconds}s`);
      case "behave":
        this.behaviour = action.behaviour;
        return;
      case "snapshot":
        this.saved = { snapshot: sim.snapshot(), published: this.published };
        return;
      case "restore":
        if (!this.saved) return;
        sim.restore(this.saved.snapshot);
        this.published = this.saved.published;
        return;
      default:
        // A pipe that is on its way to a state rejects another.
        await (action.kind === "stop" ? pipes.stopPipe({ Name: "p" }) : pipes.startPipe({ Name: "p" })).catch(
          () => {},
        );
    }
  }

  /** Each message is in one place: on its way, in the queue, done by the function, or a dead letter; and a copy of it. */
  check(): void {
    const onTheirWay = sim.sns
      .deliveries()
      .filter(({ status }) => status === "pending" || status === "queued");
    const waiting = (queue: string) => [
      ...bodies(queue),
      ...onTheirWay.filter(({ endpoint }) => endpoint === queueArn(queue)).map(({ body }) => body),
    ];
    expect([...waiting("in"), ...bodies("dead"), ...done()].sort()).toEqual([...this.published].sort());
    expect(waiting("copies").sort()).toEqual([...this.published].sort());
  }

  /** In the end, everything was done or is a dead letter. */
  async end(): Promise<void> {
    // What a transition of the pipe leaves undone begins after it.
    await sim.clock.advance("2s");
    await pipes.startPipe({ Name: "p" }).catch(() => {});
    await sim.clock.advance("10m");
    this.check();
    expect(bodies("in")).toEqual([]);
  }

  private async publish(count: number): Promise<void> {
    for (let i = 0; i < count; i++) {
      const Message = `m${this.published.length}`;
      await sns.publish({ TopicArn: TOPIC, Message });
      this.published = [...this.published, Message];
    }
  }
}

const bodies = (queue: string) => sim.sqs.messages(queue).map(({ body }) => body);

/** The messages that the function has processed. */
function done(): string[] {
  return sim.pipes
    .batches("p")
    .filter(({ status }) => status !== "running")
    .flatMap(({ records, failed }) => records.filter(({ messageId }) => !failed.includes(messageId)))
    .map(({ body }) => body);
}

test("Q09: what a topic sends through a queue and a pipe is done once, or a dead letter, whatever the function does", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(0, 5, 30),
      fc.array(ACTION, { minLength: 5, maxLength: 30 }),
      async (window, actions) => {
        const world = new World();
        await world.begin(window);
        for (const action of actions) {
          await world.act(action);
          world.check();
        }
        await world.end();
      },
    ),
    { numRuns: Number(process.env.STORIES ?? 15) },
  );
}, 120_000);
