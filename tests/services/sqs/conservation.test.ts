import type { SQS } from "@aws-sdk/client-sqs";
import { SQS as Client } from "@aws-sdk/client-sqs";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { AwsSim, Snapshot } from "../../../lib/index.js";
import { createAwsSim } from "../../../lib/index.js";
import { arnOf, START } from "./sqs-world.js";

/** A random action of a test: of its client, of its clock, or of its simulator. */
type Action =
  | { readonly kind: "send"; readonly delay: number; readonly group: string }
  | { readonly kind: "duplicate" }
  | { readonly kind: "receive"; readonly count: number; readonly visibility: number; readonly from: number }
  | { readonly kind: "delete" | "release" | "extend"; readonly which: number }
  | { readonly kind: "advance"; readonly seconds: number }
  | { readonly kind: "move" | "snapshot" | "restore" };

const ACTION: fc.Arbitrary<Action> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant("send" as const),
      delay: fc.constantFrom(0, 0, 5, 40),
      group: fc.constantFrom("g1", "g2", "g3"),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("duplicate" as const) }) },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant("receive" as const),
      count: fc.integer({ min: 1, max: 10 }),
      visibility: fc.constantFrom(0, 3, 30),
      from: fc.integer({ min: 0, max: 1 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constantFrom("delete" as const, "release" as const, "extend" as const),
      which: fc.nat(),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant("advance" as const),
      seconds: fc.constantFrom(1, 3, 29, 30, 61, 200),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom("move", "snapshot", "restore") }) },
) as fc.Arbitrary<Action>;

const RETENTION = 300;
/** Seconds in which a FIFO queue recognises a duplicate. After that, it is a new message. */
const DEDUPLICATION = 300;
let sim: AwsSim;
let sqs: SQS;
beforeAll(async () => {
  sim = await createAwsSim({ clock: "frozen", startTime: START });
  sqs = new Client({ ...sim.clientConfig({ direct: true }), maxAttempts: 1 });
});
afterAll(() => sim.close());

/** What has become of the bodies that were accepted, as far as the test itself did it. */
interface Ledger {
  readonly sent: ReadonlyMap<string, number>;
  readonly deleted: ReadonlySet<string>;
}

class World {
  private ledger: Ledger = { sent: new Map(), deleted: new Set() };
  private handles: { readonly queue: string; readonly handle: string; readonly body: string }[] = [];
  private last: { readonly text: string; readonly group: string } | undefined;
  private saved: { readonly snapshot: Snapshot; readonly ledger: Ledger } | undefined;
  private count = 0;

  constructor(private readonly suffix: "" | ".fifo") {}

  private get queues(): readonly string[] {
    return [`q${this.suffix}`, `dead${this.suffix}`];
  }

  async begin(): Promise<void> {
    sim.reset();
    const fifo = this.suffix === "" ? {} : { FifoQueue: "true", ContentBasedDeduplication: "true" };
    const Attributes = { MessageRetentionPeriod: String(RETENTION), ...fifo };
    await sqs.createQueue({ QueueName: `dead${this.suffix}`, Attributes });
    const RedrivePolicy = JSON.stringify({
      deadLetterTargetArn: arnOf(`dead${this.suffix}`),
      maxReceiveCount: 3,
    });
    await sqs.createQueue({ QueueName: `q${this.suffix}`, Attributes: { ...Attributes, RedrivePolicy } });
  }

  async act(action: Action): Promise<void> {
    switch (action.kind) {
      case "send":
        return this.send(`m${this.count++}`, action.group, action.delay);
      case "duplicate":
        return this.duplicate();
      case "receive":
        return this.receive(action.from, action.count, action.visibility);
      case "advance":
        return sim.clock.advance(`${action.seconds}s`);
      case "move":
        await sqs.startMessageMoveTask({ SourceArn: arnOf(`dead${this.suffix}`) }).catch(() => {});
        return;
      case "snapshot":
        this.saved = { snapshot: sim.snapshot(), ledger: this.ledger };
        return;
      case "restore":
        return this.restore();
      default:
        return this.change(action.kind, action.which);
    }
  }

  private async send(text: string, group: string, delay: number): Promise<void> {
    const fifo = this.suffix === "" ? { DelaySeconds: delay } : { MessageGroupId: group };
    await sqs.sendMessage({ QueueUrl: `q${this.suffix}`, MessageBody: text, ...fifo });
    this.last = { text, group };
    const { sent, deleted } = this.ledger;
    if (!sent.has(text)) this.ledger = { sent: new Map([...sent, [text, sim.clock.now()]]), deleted };
  }

  /** Sends the last message again, while its queue still recognises it. */
  private async duplicate(): Promise<void> {
    const { last } = this;
    if (!last || !this.suffix) return;
    const accepted = this.ledger.sent.get(last.text) ?? 0;
    if (sim.clock.now() < accepted + DEDUPLICATION * 1000) await this.send(last.text, last.group, 0);
  }

  private async receive(from: number, MaxNumberOfMessages: number, VisibilityTimeout: number): Promise<void> {
    const queue = this.queues[from] ?? "";
    const { Messages = [] } = await sqs.receiveMessage({
      QueueUrl: queue,
      MaxNumberOfMessages,
      VisibilityTimeout,
    });
    for (const { ReceiptHandle: handle = "", Body: body = "" } of Messages)
      this.handles.push({ queue, handle, body });
  }

  private async change(kind: "delete" | "release" | "extend", which: number): Promise<void> {
    const known = this.handles[which % Math.max(1, this.handles.length)];
    if (!known) return;
    const input = { QueueUrl: known.queue, ReceiptHandle: known.handle };
    if (kind !== "delete") {
      const VisibilityTimeout = kind === "release" ? 0 : 50;
      await sqs.changeMessageVisibility({ ...input, VisibilityTimeout }).catch(() => {});
      return;
    }
    const before = this.present(known.queue).length;
    await sqs.deleteMessage(input).catch(() => {});
    if (this.present(known.queue).length === before) return;
    const { sent, deleted } = this.ledger;
    this.ledger = { sent, deleted: new Set([...deleted, known.body]) };
  }

  private async restore(): Promise<void> {
    if (!this.saved) return;
    sim.restore(this.saved.snapshot);
    this.ledger = this.saved.ledger;
    this.last = undefined;
    this.handles = [];
  }

  private present(queue: string): readonly string[] {
    return sim.sqs.messages(queue).map(({ body }) => body);
  }

  /** Each message that was accepted is in one place, or was deleted, or has expired; and queues count what they have. */
  async check(): Promise<void> {
    const { sent, deleted } = this.ledger;
    const present = this.queues.flatMap((queue) => this.present(queue));
    expect(new Set(present).size).toBe(present.length);
    for (const [text, moment] of sent) {
      const places = Number(present.includes(text)) + Number(deleted.has(text));
      // Messages that were moved as new ones, or as dead letters of a FIFO queue, are kept longer; none is
      // kept shorter.
      const mayHaveExpired = sim.clock.now() >= moment + RETENTION * 1000;
      expect({ text, places }).toEqual({ text, places: mayHaveExpired ? Math.min(places, 1) : 1 });
    }
    expect(present.filter((text) => !sent.has(text))).toEqual([]);
    for (const QueueUrl of this.queues) {
      const { Attributes = {} } = await sqs.getQueueAttributes({ QueueUrl, AttributeNames: ["All"] });
      const count = (state: string) =>
        String(sim.sqs.messages(QueueUrl).filter((message) => message.state === state).length);
      expect(Attributes).toMatchObject({
        ApproximateNumberOfMessages: count("visible"),
        ApproximateNumberOfMessagesNotVisible: count("inFlight"),
        ApproximateNumberOfMessagesDelayed: count("delayed"),
      });
    }
  }
}

test.each(["", ".fifo"] as const)(
  "Q09: no message that was accepted is lost or doubled (%j)",
  async (suffix) => {
    await fc.assert(
      fc.asyncProperty(fc.array(ACTION, { minLength: 5, maxLength: 50 }), async (actions) => {
        const world = new World(suffix);
        await world.begin();
        for (const action of actions) {
          await world.act(action);
          await world.check();
        }
      }),
      { numRuns: 25 },
    );
  },
  120_000,
);

test("Q09: everything can be received in the end, in groups in order", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(ACTION, { minLength: 5, maxLength: 40 }), async (actions) => {
      const world = new World(".fifo");
      await world.begin();
      await sqs.setQueueAttributes({ QueueUrl: "q.fifo", Attributes: { RedrivePolicy: "" } });
      for (const action of actions)
        if (action.kind !== "move" && action.kind !== "advance") await world.act(action);
      await sim.clock.advance("60s");
      const expected = sim.sqs.messages("q.fifo").map(({ body }) => body);
      const groups = new Map(
        sim.sqs.messages("q.fifo").map(({ body, attributes }) => [body, attributes.MessageGroupId]),
      );
      const received: string[] = [];
      for (let i = 0; i <= expected.length; i++) {
        const { Messages = [] } = await sqs.receiveMessage({ QueueUrl: "q.fifo", MaxNumberOfMessages: 3 });
        received.push(...Messages.map(({ Body = "" }) => Body));
        for (const { ReceiptHandle = "" } of Messages)
          await sqs.deleteMessage({ QueueUrl: "q.fifo", ReceiptHandle });
      }
      for (const group of ["g1", "g2", "g3"])
        expect(received.filter((text) => groups.get(text) === group)).toEqual(
          expected.filter((text) => groups.get(text) === group),
        );
      expect(received).toHaveLength(expected.length);
    }),
    { numRuns: 30 },
  );
}, 120_000);
