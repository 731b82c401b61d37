/**
 * Proof that the typed lint finds what it is there for. `npm run lint` rejects a directive below that suppresses
 * nothing, so that each of these lines fails as soon as its rule no longer finds it. Never run.
 */
import { expect } from "vitest";
import { createAwsSim } from "../../lib/index.js";

export async function floatingPromises(): Promise<void> {
  // oxlint-disable-next-line typescript/no-floating-promises
  createAwsSim();
  const sim = await createAwsSim();
  // oxlint-disable-next-line typescript/no-floating-promises
  expect(sim.close()).rejects.toThrow("an assertion that nothing waits for");
  // oxlint-disable-next-line typescript/no-floating-promises
  ["a", "b"].map(async (duration) => sim.clock.advance(Number(duration)));
  // oxlint-disable-next-line typescript/no-misused-promises
  ["a", "b"].forEach(async (duration) => {
    await sim.clock.advance(Number(duration));
  });
  // oxlint-disable-next-line typescript/await-thenable
  await sim.port;
}
