import { Pipes } from "@aws-sdk/client-pipes";
import { SQS } from "@aws-sdk/client-sqs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { type AwsSim, createAwsSim } from "../../../lib/index.js";
import { functionArn, queueArn, ROLE, START } from "./pipes-world.js";

/** Something that happens to a pipe. */
type Step =
  | { readonly kind: "send"; readonly delay: number }
  | { readonly kind: "advance"; readonly seconds: number }
  | { readonly kind: "stop" | "start" };

const STEP: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant("send" as const), delay: fc.constantFrom(0, 0, 0, 10) }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant("advance" as const),
      seconds: fc.constantFrom(1, 5, 10, 20, 30),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom("stop" as const, "start" as const) }) },
);

/** How a pipe and its queue are set. */
interface Setting {
  readonly window: number;
  readonly visibility: number;
  readonly size: number;
  readonly target: "queue" | "function" | "failing";
}

const SETTING: fc.Arbitrary<Setting> = fc.record({
  window: fc.constantFrom(0, 5, 30),
  visibility: fc.constantFrom(5, 30),
  size: fc.constantFrom(1, 3, 10),
  target: fc.constantFrom("queue" as const, "function" as const, "failing" as const),
});

class World implements AsyncDisposable {
  private count = 0;
  private constructor(
    readonly sim: AwsSim,
    private readonly sqs: SQS,
    private readonly pipes: Pipes,
  ) {}

  static async start({ window, visibility, size, target }: Setting): Promise<World> {
    const sim = await createAwsSim({ clock: "frozen", startTime: START, seed: 1 });
    const config = { ...sim.clientConfig({ direct: true }), maxAttempts: 1 };
    const sqs = new SQS(config);
    const pipes = new Pipes(config);
    for (const QueueName of ["dead", "out"]) await sqs.createQueue({ QueueName });
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: queueArn("dead"), maxReceiveCount: 2 });
    await sqs.createQueue({
      QueueName: "in",
      Attributes: { VisibilityTimeout: String(visibility), RedrivePolicy },
    });
    if (target === "failing") sim.lambda.on("f", new Error("no"));
    else sim.lambda.on("f", null);
    await pipes.createPipe({
      Name: "p",
      Source: queueArn("in"),
      Target: target === "queue" ? queueArn("out") : functionArn("f"),
      RoleArn: ROLE,
      SourceParameters: { SqsQueueParameters: { BatchSize: size, MaximumBatchingWindowInSeconds: window } },
    });
    await sim.clock.advance("1s");
    return new World(sim, sqs, pipes);
  }

  async play(step: Step): Promise<void> {
    switch (step.kind) {
      case "send":
        await this.sqs.sendMessage({
          QueueUrl: "in",
          MessageBody: `m${this.count++}`,
          DelaySeconds: step.delay,
        });
        return;
      case "advance":
        return this.sim.clock.advance(`${step.seconds}s`);
      case "stop":
        await this.pipes.stopPipe({ Name: "p" }).catch(() => {});
        return;
      case "start":
        await this.pipes.startPipe({ Name: "p" }).catch(() => {});
    }
  }

  /** Does something else, and goes back. */
  async detour(steps: readonly Step[]): Promise<void> {
    const { count } = this;
    const snapshot = this.sim.snapshot();
    for (const step of steps) await this.play(step);
    this.sim.restore(snapshot);
    this.count = count;
  }

  /** What there is to see, but for ids, which a restore does not bring back. */
  seen(): unknown {
    const { sim } = this;
    const queue = (name: string) =>
      sim.sqs
        .messages(name)
        .map(({ body, state, attributes }) => `${body} ${state} ${attributes.ApproximateReceiveCount}`);
    return {
      now: sim.clock.now(),
      in: queue("in"),
      dead: queue("dead"),
      batches: sim.pipes
        .batches("p")
        .map(({ at, records, status }) => [
          at,
          status,
          records.map(({ body, attributes }) => [body, attributes.ApproximateReceiveCount]),
        ]),
      pipe: sim.pipes.pipes().map(({ state }) => state),
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.sim.close();
  }
}

test("Q09: a pipe does after a restore what it does without", async () => {
  await fc.assert(
    fc.asyncProperty(
      SETTING,
      fc.array(STEP, { maxLength: 20 }),
      fc.array(STEP, { maxLength: 8 }),
      fc.nat(20),
      async (setting, steps, detour, at) => {
        await using plain = await World.start(setting);
        await using restored = await World.start(setting);
        for (const [index, step] of steps.entries()) {
          if (index === at) await restored.detour(detour);
          await plain.play(step);
          await restored.play(step);
          expect(restored.seen()).toEqual(plain.seen());
        }
      },
    ),
    { numRuns: Number(process.env.STORIES ?? 12) },
  );
}, 240_000);
