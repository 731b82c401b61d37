// S3: what lifecycles and events cost.
import { S3 } from "@aws-sdk/client-s3";
import { createAwsSim } from "../dist/esm/index.js";
import { median, report } from "./measure.mjs";

const ROUNDS = 11;
const PUTS = 2_000;

/** One scan that expires 100,000 objects, and one that finds 10 due among a million. */
export async function s3Lifecycle() {
  const due = await scanned(100_000, { Filter: {} });
  report("S3: lifecycle, objects expired in one advance", {
    value: 100_000 / (due.milliseconds / 1000),
    unit: "/s",
    target: "≥ 100,000/s",
    ok: due.milliseconds <= 1000,
  });
  const few = await scanned(1_000_000, { Filter: { Prefix: "99999" } });
  report("S3: lifecycle, 10 due among 1,000,000", {
    value: few.milliseconds,
    unit: "ms",
    target: "≤ 10 ms",
    ok: few.milliseconds <= 10,
  });
}

async function scanned(count, rule) {
  const sim = await createAwsSim({ clock: "frozen", startTime: "2026-01-01T12:00:00Z" });
  const s3 = new S3({ ...sim.clientConfig({ direct: true }) });
  const Bucket = "bench";
  sim.s3.createBucket(Bucket);
  const Rules = [{ ID: "r", Status: "Enabled", Expiration: { Days: 1 }, ...rule }];
  await s3.putBucketLifecycleConfiguration({ Bucket, LifecycleConfiguration: { Rules } });
  for (let n = 0; n < count; n++) sim.s3.putObject(Bucket, `${count - 1 - n}`, "");
  // The moment before, so that only the scan is measured. An advance itself waits for requests on their way.
  await sim.clock.set("2026-01-02T23:59:59.999Z");
  const idle = await timed(() => sim.clock.advance(0));
  const whole = await timed(() => sim.clock.advance(1));
  await sim.close();
  return { milliseconds: whole - idle };
}

/** PutObject with an event that a handler gets, beside one without. */
export async function s3Events() {
  const sim = await createAwsSim({ clock: "frozen" });
  const s3 = new S3({ ...sim.clientConfig({ direct: true }) });
  for (const name of ["quiet", "heard"]) sim.s3.createBucket(name);
  let events = 0;
  const sink = () => {
    events++;
  };
  const times = { quiet: [], heard: [] };
  for (let round = -6; round < ROUNDS; round++) {
    const quiet = await puts(s3, "quiet");
    const handle = sim.s3.onEvent("heard", sink);
    const heard = await puts(s3, "heard");
    handle.remove();
    if (round < 0) continue;
    times.quiet.push(quiet);
    times.heard.push(heard);
  }
  const ratio = median(times.heard.map((time, i) => time / times.quiet[i]));
  report(`S3: PutObject with an event (${events} delivered)`, {
    value: (median(times.heard) / PUTS) * 1000,
    baseline: (median(times.quiet) / PUTS) * 1000,
    unit: "µs",
    ratio,
    target: "≤ 1.6× one without",
    ok: ratio <= 1.6,
  });
  await sim.close();
}

function puts(s3, Bucket) {
  return timed(async () => {
    for (let n = 0; n < PUTS; n++) await s3.putObject({ Bucket, Key: `${n % 100}`, Body: "x" });
  });
}

async function timed(work) {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
