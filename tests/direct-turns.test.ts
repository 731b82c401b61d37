import { existsSync } from "node:fs";
import { join } from "node:path";
import { HeadBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { afterEach, describe, expect, test, vi } from "vitest";
import { type AwsSim, createAwsSim } from "../lib/index.js";
import { TemporaryDirectory } from "./durable/temporary-directory.js";

/** More than are made in one turn of the event loop. */
const CALLS = 200;

async function simWithBucket(): Promise<AwsSim> {
  const sim = await createAwsSim();
  sim.s3.createBucket("bucket");
  return sim;
}

/** Calls without a socket until something has happened; returns whether it did, which is in fewer than `most` calls. */
async function callUntil(sim: AwsSim, happened: () => boolean, most: number): Promise<boolean> {
  const s3 = new S3Client(sim.clientConfig({ direct: true }));
  for (let calls = 0; calls < most && !happened(); calls++)
    await s3.send(new HeadBucketCommand({ Bucket: "bucket" }));
  return happened();
}

describe("a loop of calls without a socket", () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  test("leaves turns of the event loop to all else", async () => {
    await using sim = await simWithBucket();
    let turned = false;
    setImmediate(() => {
      turned = true;
    });
    expect(await callUntil(sim, () => turned, CALLS)).toBe(true);
  });

  test("lets an export end (S04)", async () => {
    using directory = new TemporaryDirectory();
    const file = join(directory.path, "state.jsonl");
    await using sim = await simWithBucket();
    for (let i = 0; i < 1_000; i++) sim.s3.putObject("bucket", `key-${i}`, "content");
    const exported = sim.export(file);
    expect(await callUntil(sim, () => existsSync(file), 100 * CALLS)).toBe(true);
    await exported;
  });

  test("does not wait for the fake timers of a test", async () => {
    await using sim = await simWithBucket();
    vi.useFakeTimers();
    expect(await callUntil(sim, () => false, CALLS)).toBe(false);
  });
});
