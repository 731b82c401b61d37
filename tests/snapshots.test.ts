import { setImmediate as nextTurn } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type AwsSim, connectAwsSim, createAwsSim, type Snapshot } from "../lib/index.js";

const MIB = 1024 * 1024;

setFlagsFromString("--expose-gc");
const collectGarbage: () => void = runInNewContext("gc");

let sim: AwsSim;
beforeEach(async () => {
  sim = await createAwsSim({ clock: "frozen" });
  sim.s3.createBucket("exports");
});
afterEach(() => sim.close());

/** Bytes in use after a garbage collection. */
async function bytesInUse(): Promise<number> {
  // What is no longer referred to is found by one collection, and removed by the next. In between, V8 calls back one
  // registry in each turn; those of all the simulators that this process has had may come first.
  for (let i = 0; i < 3; i++) {
    collectGarbage();
    for (let turn = 0; turn < 2_000; turn++) await nextTurn();
  }
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

/** The bytes that `work` leaves behind. */
async function bytesKept(work: () => unknown): Promise<number> {
  const before = await bytesInUse();
  await work();
  return (await bytesInUse()) - before;
}

/** Overwrites an object of 1 MiB a hundred times. */
async function overwrite(after: () => unknown): Promise<void> {
  for (let i = 0; i < 100; i++) {
    sim.s3.putObject("exports", "large", Buffer.alloc(MIB, i));
    after();
    await nextTurn();
  }
}

/** Changes an object and adds and removes rows, so many times. */
async function change(times: number, after: () => unknown): Promise<void> {
  for (let i = 0; i < times; i++) {
    sim.s3.putObject("exports", "small", String(i));
    after();
    if (i % 100 === 0) await nextTurn();
  }
}

test("10,000 pairs of a change and a dropped snapshot leave nothing behind", async () => {
  const pairs = (times: number) => () => change(times, () => sim.snapshot());
  await pairs(1_000)();
  // One that kept only a row for each pair would keep several times as much.
  expect(await bytesKept(pairs(10_000))).toBeLessThan(2 * MIB);
  const base = sim.snapshot();
  expect(await bytesKept(pairs(5_000))).toBeLessThan(2 * MIB);
  sim.restore(base);
  expect(sim.s3.text("exports", "small")).toBe("9999");
}, 120_000);

test("blobs that only dropped snapshots need are removed", async () => {
  expect(await bytesKept(() => overwrite(() => sim.snapshot()))).toBeLessThan(10 * MIB);
});

test("blobs that only disposed snapshots need are removed, and others stay", async () => {
  const held: Snapshot[] = [];
  const kept = await bytesKept(() => overwrite(() => held.push(sim.snapshot())));
  expect(kept).toBeGreaterThan(80 * MIB);
  const first = held.shift();
  const released = await bytesKept(() => {
    for (const snapshot of held.splice(0)) snapshot.dispose();
  });
  expect(released).toBeLessThan(-80 * MIB);
  if (first) sim.restore(first);
  // Vitest compares a million numbers one by one.
  expect(sim.s3.bytes("exports", "large")?.every((byte) => byte === 0)).toBe(true);
});

test("after reset nothing is kept for the snapshots of before", async () => {
  const held: Snapshot[] = [];
  const kept = await bytesKept(async () => {
    await overwrite(() => held.push(sim.snapshot()));
    sim.reset();
  });
  expect(kept).toBeLessThan(10 * MIB);
  expect(held).toHaveLength(100);
  for (const snapshot of held)
    expect(() => sim.restore(snapshot)).toThrow(
      "This snapshot was taken before reset(), which removes all snapshots. Take another.",
    );
});

test("a snapshot that cannot be restored throws the reason, and nothing changes", async () => {
  const disposed = sim.snapshot();
  disposed.dispose();
  disposed.dispose();
  sim.s3.createBucket("later");
  expect(() => sim.restore(disposed)).toThrow(
    "This snapshot was disposed. Take another with snapshot(), and dispose it when it is no longer needed.",
  );
  await using other = await createAwsSim();
  expect(() => sim.restore(other.snapshot())).toThrow(
    "This snapshot is of another simulator. Restore it in the simulator that took it.",
  );
  expect(sim.s3.buckets().map(({ name }) => name)).toEqual(["exports", "later"]);
});

test("using disposes a snapshot", () => {
  const held: Snapshot[] = [];
  {
    using snapshot = sim.snapshot();
    held.push(snapshot);
    sim.restore(snapshot);
  }
  expect(held).toHaveLength(1);
  for (const snapshot of held) expect(() => sim.restore(snapshot)).toThrow("This snapshot was disposed.");
});

test("a connected simulator disposes snapshots, and reset removes them all", async () => {
  const connected = await connectAwsSim(sim.url);
  const [one, two] = [await connected.snapshot(), await connected.snapshot()];
  await one.dispose();
  await one.dispose();
  await expect(connected.restore(one)).rejects.toThrow(
    `There is no snapshot "${one.id}": snapshots last until they are deleted, or the simulator is reset. ` +
      "POST /_sim/snapshots creates one and returns its id.",
  );
  await connected.restore(two);
  sim.reset();
  await expect(connected.restore(two)).rejects.toMatchObject({ status: 404 });
  await using three = await connected.snapshot();
  expect([one, two, three].map(({ id }) => id)).toEqual(["1", "2", "3"]);
});
