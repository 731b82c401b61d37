// The memory that dropped snapshots keep, and whether restoring gets slower with their number. Needs `--expose-gc`.
import { createAwsSim } from "../dist/esm/index.js";
import { report } from "./measure.mjs";

const OVERWRITES = 100;
const MIB = 2 ** 20;
const PAIRS = 10_000;
const RESTORES = 2_000;

const sim = await createAwsSim({ clock: "frozen", seed: 1 });
sim.s3.createBucket("exports");

const before = await bytesAtRest();
for (let i = 0; i < OVERWRITES; i++) await changeAndDrop("large", Buffer.alloc(MIB, i));
const kept = ((await bytesAtRest()) - before) / MIB;
report("100 overwrites of 1 MiB with snapshots: kept", {
  value: kept,
  unit: "MiB",
  target: "≤ 10 MiB",
  ok: kept <= 10,
});

const baseline = timePerRestore();
for (let i = 0; i < PAIRS; i++) await changeAndDrop("small", String(i));
await bytesAtRest();
const value = timePerRestore();
report("restore after 10,000 dropped snapshots", {
  value,
  baseline,
  unit: "µs",
  ratio: value / baseline,
  target: "≤ 2× that after none",
  ok: value <= 2 * baseline,
});
await sim.close();

async function changeAndDrop(key, body) {
  sim.s3.putObject("exports", key, body);
  sim.snapshot();
  // Where the event loop never turns, nothing is found to be dropped.
  await new Promise((resolve) => setImmediate(resolve));
}

/** Microseconds of a change and its restore. */
function timePerRestore() {
  const snapshot = sim.snapshot();
  for (let i = 0; i < RESTORES; i++) restoreOne(snapshot);
  const start = performance.now();
  for (let i = 0; i < RESTORES; i++) restoreOne(snapshot);
  return ((performance.now() - start) / RESTORES) * 1_000;
}

function restoreOne(snapshot) {
  sim.s3.putObject("exports", "other", "x");
  sim.restore(snapshot);
}

async function bytesAtRest() {
  for (let i = 0; i < 3; i++) {
    globalThis.gc();
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
