import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type AwsSim, type AwsSimOptions, connectAwsSim, createAwsSim } from "../../../lib/index.js";
import { seedEc2 } from "../../support/seeds/ec2.js";
import { seedIam } from "../../support/seeds/iam.js";
import { seedEverything } from "../../support/seeds/index.js";
import { NOTIFY_FAILURE } from "../../support/seeds/lambda.js";
import { seedS3 } from "../../support/seeds/s3.js";
import { seedSqs } from "../../support/seeds/sqs.js";
import { statesOf } from "../../support/states.js";
import { hasSqlite, TemporaryDirectory } from "../temporary-directory.js";

const FROZEN: AwsSimOptions = { clock: "frozen", startTime: "2030-01-01T00:00:00Z", seed: 1, delays: 0 };
const LARGE = Buffer.from(Array.from({ length: 700_000 }, (_, i) => i % 251));

/** Fills services without work that restarts in a simulator with the same rows. */
async function seedAtRest(sim: AwsSim): Promise<void> {
  await seedEc2(sim);
  await seedIam(sim);
  await seedS3(sim);
  await seedSqs(sim);
}

describe("a state in a file (S04)", () => {
  test("has the rows of all services, the time and the source of ids, and continues", async () => {
    using directory = new TemporaryDirectory();
    const file = join(directory.path, "state.jsonl");
    await using sim = await createAwsSim(FROZEN);
    await seedEverything(sim);
    await sim.export(file);
    await using copy = await createAwsSim({ ...FROZEN, startTime: "2031-01-01T00:00:00Z", seedFrom: file });
    expect(statesOf(copy)).toEqual(statesOf(sim));
    expect(copy.clock.date()).toEqual(sim.clock.date());
    const before = statesOf(sim);
    copy.lambda.on("notify", NOTIFY_FAILURE);
    copy.delays.set(sim.delays.all());
    await copy.clock.advance("2h");
    expect(statesOf(copy)).not.toEqual(before);
  });

  test("is the same file for the same state", async () => {
    using directory = new TemporaryDirectory();
    const [first, second] = [join(directory.path, "first.jsonl"), join(directory.path, "second.jsonl")];
    await using sim = await createAwsSim(FROZEN);
    await seedAtRest(sim);
    await sim.export(first);
    await using copy = await createAwsSim({ ...FROZEN, seedFrom: first });
    await copy.export(second);
    expect(readFileSync(second, "utf8")).toBe(readFileSync(first, "utf8"));
  });

  test("has the bytes of objects, those of equal ones once", async () => {
    using directory = new TemporaryDirectory();
    const file = join(directory.path, "state.jsonl");
    await using sim = await createAwsSim(FROZEN);
    sim.s3.createBucket("bucket");
    for (const key of ["a", "b"]) sim.s3.putObject("bucket", `large/${key}`, LARGE);
    sim.s3.putObject("bucket", "small", "é \n\0");
    sim.s3.putObject("bucket", "empty", "");
    await sim.export(file);
    const lines = readFileSync(file, "utf8").trimEnd().split("\n");
    // 700,000 bytes in pieces of 192 KiB are four lines.
    expect(lines.filter((line) => line.includes(`:${LARGE.length}","bytes"`))).toHaveLength(4);
    expect(JSON.parse(lines.at(-1) ?? "")).toEqual({ end: { rows: expect.any(Number), blobs: 2 } });
    await using copy = await createAwsSim({ seedFrom: file });
    for (const key of ["a", "b"])
      expect(Buffer.compare(copy.s3.bytes("bucket", `large/${key}`) ?? Buffer.alloc(0), LARGE)).toBe(0);
    expect(copy.s3.text("bucket", "small")).toBe("é \n\0");
    expect(copy.s3.text("bucket", "empty")).toBe("");
  });

  test("is what reset goes back to", async () => {
    using directory = new TemporaryDirectory();
    const file = join(directory.path, "state.jsonl");
    {
      await using sim = await createAwsSim(FROZEN);
      sim.s3.createBucket("bucket");
      sim.s3.putObject("bucket", "key", "seeded");
      await sim.export(file);
    }
    await using sim = await createAwsSim({ clock: "frozen", seedFrom: file });
    const seeded = statesOf(sim);
    sim.s3.putObject("bucket", "key", "changed");
    sim.s3.createBucket("other");
    await sim.clock.advance("1d");
    sim.reset();
    expect(statesOf(sim)).toEqual(seeded);
    expect(sim.clock.date()).toEqual(new Date("2030-01-01T00:00:00Z"));
  });

  test("comes from a simulator in another process, too", async () => {
    using directory = new TemporaryDirectory();
    const [own, connected] = [join(directory.path, "own.jsonl"), join(directory.path, "connected.jsonl")];
    await using sim = await createAwsSim(FROZEN);
    sim.s3.createBucket("bucket");
    sim.s3.putObject("bucket", "large", LARGE);
    await sim.export(own);
    const other = await connectAwsSim(sim.url);
    await other.export(connected);
    expect(readFileSync(connected, "utf8")).toBe(readFileSync(own, "utf8"));
    await expect(other.export(join(directory.path, "none", "state.jsonl"))).rejects.toThrow("ENOENT");
  });
});

describe.skipIf(!hasSqlite)("a state in a file and data directories (S04)", () => {
  test("makes a new directory, which continues with its own state afterwards", async () => {
    using directory = new TemporaryDirectory();
    const file = join(directory.path, "state.jsonl");
    const options = { ...FROZEN, dataDir: join(directory.path, "data"), seedFrom: file };
    await using reference = await createAwsSim(FROZEN);
    await seedEverything(reference);
    reference.s3.createBucket("large-objects");
    reference.s3.putObject("large-objects", "large", LARGE);
    await reference.export(file);
    {
      await using sim = await createAwsSim(options);
      expect(statesOf(sim)).toEqual(statesOf(reference));
      sim.s3.createBucket("another");
    }
    {
      await using sim = await createAwsSim(options);
      expect(sim.s3.buckets().map(({ name }) => name)).toContain("another");
      sim.reset();
      expect(statesOf(sim)).toEqual(statesOf(reference));
    }
    await using sim = await createAwsSim(options);
    expect(statesOf(sim)).toEqual(statesOf(reference));
    expect(Buffer.compare(sim.s3.bytes("large-objects", "large") ?? Buffer.alloc(0), LARGE)).toBe(0);
  });

  test("is written by a durable simulator as by one in memory", async () => {
    using directory = new TemporaryDirectory();
    const [first, second] = [join(directory.path, "first.jsonl"), join(directory.path, "second.jsonl")];
    const dataDir = join(directory.path, "data");
    await using reference = await createAwsSim(FROZEN);
    await seedAtRest(reference);
    await reference.export(first);
    {
      await using sim = await createAwsSim({ ...FROZEN, dataDir, seedFrom: first });
      await sim.export(second);
    }
    expect(readFileSync(second, "utf8")).toBe(readFileSync(first, "utf8"));
  });
});
