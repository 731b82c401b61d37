import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { makeClock } from "./clock-world.js";

test("code woken by a sleep acts at its own simulated time", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(fc.integer({ min: 1, max: 20 }), { maxLength: 4 }), { maxLength: 5 }),
      async (lives) => {
        const { clock, elapsed } = makeClock();
        const seen = lives.map(() => [] as number[]);
        const done = lives.map(async (naps, index) => {
          for (const nap of naps) {
            await clock.sleep(nap);
            // Work between two sleeps takes turns of the event loop, but no time.
            await new Promise((resolve) => setImmediate(resolve));
            seen[index]?.push(elapsed());
          }
        });
        await clock.advance(1_000);
        await Promise.all(done);
        expect(seen).toEqual(
          lives.map((naps) => naps.map((_, i) => naps.slice(0, i + 1).reduce((a, b) => a + b, 0))),
        );
      },
    ),
    { numRuns: 25 },
  );
});

test("sleepers of one moment wake in the order in which they fell asleep", async () => {
  const { clock } = makeClock();
  const woken: number[] = [];
  for (const n of [1, 2, 3]) void clock.sleep("1s").then(() => woken.push(n));
  await clock.advance("1s");
  expect(woken).toEqual([1, 2, 3]);
});

test("a sleep of no time ends without time passing, frozen or not", async () => {
  const { clock, elapsed } = makeClock("frozen");
  await clock.sleep(0);
  expect(elapsed()).toBe(0);
});

describe("abort", () => {
  test("ends a sleep with the signal's reason, and time has nothing left to do", async () => {
    const { clock, elapsed } = makeClock();
    const controller = new AbortController();
    const sleeping = clock.sleep("1h", { signal: controller.signal });
    controller.abort(new Error("stop it"));
    await expect(sleeping).rejects.toThrow("stop it");
    await clock.runUntilIdle();
    expect(elapsed()).toBe(0);
  });

  test("does not sleep if it was aborted before", async () => {
    const { clock } = makeClock();
    await expect(clock.sleep(1, { signal: AbortSignal.abort(new Error("too late")) })).rejects.toThrow(
      "too late",
    );
  });

  test("afterwards changes nothing", async () => {
    const { clock } = makeClock();
    const controller = new AbortController();
    const sleeping = clock.sleep(1, { signal: controller.signal });
    await clock.advance(1);
    controller.abort();
    await expect(sleeping).resolves.toBeUndefined();
  });
});

test("a sleep of no duration throws", async () => {
  await expect(makeClock().clock.sleep("long" as never)).rejects.toThrow("Invalid duration");
});

test("rejects an option that does not exist", async () => {
  const { clock } = makeClock();
  const options = { singal: new AbortController().signal } as object;
  await expect(clock.sleep("1s", options)).rejects.toThrow(
    'sleep has no option "singal". Did you mean "signal"?',
  );
});
