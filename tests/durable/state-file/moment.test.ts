import { existsSync } from "node:fs";
import { join } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import { S3 } from "@aws-sdk/client-s3";
import { describe, expect, test } from "vitest";
import { type AwsSim, type AwsSimOptions, createAwsSim } from "../../../lib/index.js";
import { statesOf } from "../../support/states.js";
import { hasSqlite, TemporaryDirectory } from "../temporary-directory.js";

const FROZEN: AwsSimOptions = { clock: "frozen", startTime: "2030-01-01T00:00:00Z", seed: 1 };
const OBJECTS = 2_000;
const LARGE = Buffer.alloc(20_000_000, "large ");

function fill(sim: AwsSim): void {
  sim.s3.createBucket("bucket");
  for (let i = 0; i < OBJECTS; i++) sim.s3.putObject("bucket", `key-${i}`, `content ${i}`);
  sim.s3.putObject("bucket", "large", LARGE);
}

/** Changes objects in front of and behind what is being exported, until that is done. Returns how often. */
async function changeDuring(sim: AwsSim, file: string): Promise<number> {
  // By a socket: a client without one leaves no turn of the event loop to the export.
  const s3 = new S3({ ...sim.clientConfig(), maxAttempts: 1 });
  await s3.listBuckets({});
  let served = 0;
  let done = false;
  const ended = sim.export(file).finally(() => {
    done = true;
  });
  // It is the state of this moment.
  sim.s3.putObject("bucket", "later", "later");
  await s3.deleteObject({ Bucket: "bucket", Key: "large" });
  for (; !done; served++) {
    const Key = `key-${(served * 37) % OBJECTS}`;
    if (served % 3 === 0) await s3.deleteObject({ Bucket: "bucket", Key });
    else if (served % 3 === 1) await s3.putObject({ Bucket: "bucket", Key, Body: "changed" });
    else await s3.putObject({ Bucket: "bucket", Key: `${Key}-new`, Body: "new" });
  }
  await ended;
  return served;
}

describe.each([
  ["in memory", false],
  ["with a data directory", true],
])("an export %s (S04)", (_, durable) => {
  const optionsOf = ({ path }: TemporaryDirectory): AwsSimOptions =>
    durable ? { ...FROZEN, dataDir: join(path, "data") } : FROZEN;

  test.skipIf(durable && !hasSqlite)("is the state of one moment, while requests change it", async () => {
    using directory = new TemporaryDirectory();
    const file = join(directory.path, "state.jsonl");
    const options = optionsOf(directory);
    let sim = await createAwsSim(options);
    fill(sim);
    if (durable) {
      // Its rows are read when they are needed.
      await sim.close();
      sim = await createAwsSim(options);
    }
    await using reference = await createAwsSim(FROZEN);
    fill(reference);
    expect(await changeDuring(sim, file)).toBeGreaterThan(0);
    await using copy = await createAwsSim({ ...FROZEN, seedFrom: file });
    expect(statesOf(copy)).toEqual(statesOf(reference));
    expect(sim.s3.bytes("bucket", "large")).toBeUndefined();
    await sim.close();
  });

  test.skipIf(durable && !hasSqlite)(
    "is rejected when the simulator is reset meanwhile, and leaves no file",
    async () => {
      using directory = new TemporaryDirectory();
      const file = join(directory.path, "state.jsonl");
      await using sim = await createAwsSim(optionsOf(directory));
      fill(sim);
      const exported = sim.export(file);
      while (!existsSync(`${file}.unfinished`)) await nextTurn();
      sim.reset();
      await expect(exported).rejects.toThrow(
        "The simulator was reset, restored or closed while its state was exported. Export it again.",
      );
      expect([existsSync(file), existsSync(`${file}.unfinished`)]).toEqual([false, false]);
      await sim.export(file);
      expect(existsSync(file)).toBe(true);
    },
  );

  test.skipIf(durable && !hasSqlite)("waits for the one before it", async () => {
    using directory = new TemporaryDirectory();
    const file = join(directory.path, "state.jsonl");
    await using sim = await createAwsSim(optionsOf(directory));
    fill(sim);
    await Promise.all([sim.export(file), sim.export(file)]);
    await using copy = await createAwsSim({ ...FROZEN, seedFrom: file });
    expect(copy.s3.objects("bucket")).toHaveLength(OBJECTS + 1);
  });
});
