import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { AwsSimOptions } from "../../../lib/index.js";
import { hasSqlite, TemporaryDirectory } from "../temporary-directory.js";
import type { Step } from "./calls.js";
import { Player } from "./player.js";
import { messageStory, resourceStory } from "./steps.js";

const OPTIONS: AwsSimOptions = { clock: "frozen", startTime: "2030-01-01T00:00:00Z", seed: 1 };

/** Number of stories in a run; `STORIES=500` runs more. */
const STORIES = Number(process.env.STORIES ?? 10);

describe.skipIf(!hasSqlite)("a simulator with a data directory that is restarted now and then (S01)", () => {
  test.each([
    ["of resources", resourceStory],
    ["with messages between services", messageStory],
  ])(
    "returns in a story %s what one in memory returns",
    async (_, story) => {
      await fc.assert(fc.asyncProperty(story, compare), { numRuns: STORIES });
    },
    240_000,
  );
});

async function compare(steps: readonly Step[]): Promise<void> {
  using directory = new TemporaryDirectory();
  await using memory = await Player.start(OPTIONS);
  await using durable = await Player.start({ ...OPTIONS, dataDir: join(directory.path, "data") });
  for (const step of steps) {
    const expected = await memory.play(step);
    expect(await durable.play(step)).toEqual(expected);
  }
  await durable.play({ kind: "restart" });
  expect(durable.state()).toEqual(memory.state());
}
