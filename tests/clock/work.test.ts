import { expect, test } from "vitest";
import { makeClock } from "./clock-world.js";

test("advance waits for a handler that awaits a real timer", async () => {
  const { clock, work, scheduler, at, elapsed } = makeClock();
  const seen: number[] = [];
  scheduler.handle("note", () => {
    void work.run(async () => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      seen.push(elapsed());
    });
  });
  at(10, "handler");
  await clock.advance("1h");
  expect(seen).toEqual([10]);
});

test("a handler that waits for the test does not hang advance", async () => {
  const { clock, work, elapsed } = makeClock();
  let letGo = () => {};
  const gate = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const handler = work.run(async () => {
    await gate;
    return elapsed();
  });
  await clock.advance("1h");
  expect(elapsed()).toBe(3_600_000);
  letGo();
  expect(await handler).toBe(3_600_000);
});

test("a handler that waited for the test is waited for again once it sleeps", async () => {
  const { clock, work, elapsed } = makeClock();
  let letGo = () => {};
  const gate = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const seen: number[] = [];
  const handler = work.run(async () => {
    await gate;
    await clock.sleep(10);
    await new Promise((resolve) => setTimeout(resolve, 20));
    seen.push(elapsed());
  });
  await clock.advance(5);
  letGo();
  await clock.advance(1_000);
  expect(seen).toEqual([15]);
  await handler;
});

test("a handler asleep on the simulated clock does not hold time up", async () => {
  const { clock, work, elapsed } = makeClock();
  const seen: number[] = [];
  const handler = work.run(async () => {
    for (let i = 0; i < 3; i++) {
      await clock.sleep("10m");
      seen.push(elapsed());
    }
  });
  await clock.advance("1h");
  expect(seen).toEqual([600_000, 1_200_000, 1_800_000]);
  await handler;
});

test("a handler's result and its failure reach the caller", async () => {
  const { work } = makeClock();
  expect(await work.run(async () => 7)).toBe(7);
  await expect(work.run(async () => Promise.reject(new Error("no")))).rejects.toThrow("no");
});
