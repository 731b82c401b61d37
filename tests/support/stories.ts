import fc from "fast-check";
import { expect } from "vitest";
import { type AwsSim, createAwsSim, type Duration } from "../../lib/index.js";

/** Something that takes several steps, of clients or of time. */
export interface Story {
  /** Creates the state before the story, which survives every restore. */
  prepare(sim: AwsSim): Promise<void> | void;
  readonly steps: readonly ((sim: AwsSim) => Promise<unknown>)[];
  /** What there is to see at its end. */
  end(sim: AwsSim): unknown;
  readonly ended: unknown;
}

export const wait = (duration: Duration) => (sim: AwsSim) => sim.clock.advance(duration);
export const seconds = (count: number) => Array.from({ length: count }, () => wait("1s"));

export async function tell(sim: AwsSim, steps: Story["steps"]): Promise<void> {
  for (const step of steps) await step(sim);
}

async function withSim<Result>(story: Story, use: (sim: AwsSim) => Promise<Result>): Promise<Result> {
  await using sim = await createAwsSim({ clock: "frozen", startTime: "2030-01-01T00:00:00Z", seed: "runs" });
  await story.prepare(sim);
  return await use(sim);
}

/** A story has the same end if it continues from any snapshot, once or twice. */
export async function survivesRestores(story: Story): Promise<void> {
  const expected = await withSim(story, async (sim) => {
    await tell(sim, story.steps);
    return story.end(sim);
  });
  expect(expected).toEqual(story.ended);
  const step = fc.nat(story.steps.length);
  await fc.assert(
    fc.asyncProperty(step, step, fc.boolean(), (at, beyond, twice) =>
      withSim(story, async (sim) => {
        await tell(sim, story.steps.slice(0, at));
        const snapshot = sim.snapshot();
        await tell(sim, story.steps.slice(at, at + beyond));
        sim.restore(snapshot);
        if (twice) sim.restore(sim.snapshot());
        await tell(sim, story.steps.slice(at));
        expect(await story.end(sim)).toEqual(expected);
      }),
    ),
    {
      numRuns: 15,
      examples: [
        [2, 1, false],
        [5, 3, true],
      ],
    },
  );
}
