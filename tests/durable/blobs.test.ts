import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { DeleteObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { describe, expect, test } from "vitest";
import { loadSqlite } from "../../lib/durable/sqlite.js";
import { type AwsSim, createAwsSim } from "../../lib/index.js";
import { blobsIn } from "./stored-blobs.js";
import { hasSqlite, TemporaryDirectory } from "./temporary-directory.js";

setFlagsFromString("--expose-gc");
const collectGarbage: () => void = runInNewContext("gc");

const SMALL = "small ".repeat(100);
const LARGE = "large ".repeat(50_000);

/** Collects garbage, and waits for the simulator's finalizers. */
async function forget(): Promise<void> {
  for (let i = 0; i < 3; i++) {
    collectGarbage();
    for (let turn = 0; turn < 500; turn++) await nextTurn();
  }
}

function remove(sim: AwsSim, Key: string): Promise<unknown> {
  return new S3Client(sim.clientConfig()).send(new DeleteObjectCommand({ Bucket: "bucket", Key }));
}

describe.skipIf(!hasSqlite)("bytes in a data directory (H21)", () => {
  test("equal bytes are stored once, and stay until the last object that has them is deleted", async () => {
    using directory = new TemporaryDirectory();
    await using sim = await createAwsSim({ dataDir: directory.path });
    sim.s3.createBucket("bucket");
    for (const key of ["a", "b"]) {
      sim.s3.putObject("bucket", `small/${key}`, SMALL);
      sim.s3.putObject("bucket", `large/${key}`, LARGE);
    }
    expect(await blobsIn(directory)).toEqual({ small: 1, large: 1 });
    await remove(sim, "small/a");
    await remove(sim, "large/a");
    await forget();
    expect(sim.s3.text("bucket", "small/b")).toBe(SMALL);
    expect(sim.s3.text("bucket", "large/b")).toBe(LARGE);
    await remove(sim, "small/b");
    await remove(sim, "large/b");
    await forget();
    sim.s3.putObject("bucket", "next", "");
    expect(await blobsIn(directory)).toEqual({ small: 0, large: 0 });
  });

  test("storage() shows that equal objects take the bytes of one, and what a delete frees", async () => {
    using directory = new TemporaryDirectory();
    await using sim = await createAwsSim({ dataDir: directory.path });
    sim.s3.createBucket("bucket");
    const bytes = () => {
      const { logicalBytes, physicalBytes } = sim.s3.storage();
      return { logicalBytes, physicalBytes };
    };
    const both = SMALL.length + LARGE.length;
    for (const key of ["a", "b"]) {
      sim.s3.putObject("bucket", `small/${key}`, SMALL);
      sim.s3.putObject("bucket", `large/${key}`, LARGE);
    }
    expect(bytes()).toEqual({ logicalBytes: 2 * both, physicalBytes: both });
    await remove(sim, "large/a");
    expect(bytes()).toEqual({ logicalBytes: 2 * both - LARGE.length, physicalBytes: both });
    await remove(sim, "large/b");
    expect(bytes()).toEqual({ logicalBytes: 2 * SMALL.length, physicalBytes: SMALL.length });
    await remove(sim, "small/a");
    await remove(sim, "small/b");
    expect(bytes()).toEqual({ logicalBytes: 0, physicalBytes: 0 });
  });

  test("bytes that were overwritten are removed while the simulator runs", async () => {
    using directory = new TemporaryDirectory();
    await using sim = await createAwsSim({ dataDir: directory.path });
    sim.s3.createBucket("bucket");
    for (let i = 0; i < 100; i++) {
      sim.s3.putObject("bucket", "small", `${SMALL} ${i}`);
      sim.s3.putObject("bucket", "large", `${LARGE} ${i}`);
    }
    await forget();
    sim.s3.putObject("bucket", "next", "");
    expect(await blobsIn(directory)).toEqual({ small: 1, large: 1 });
    expect(sim.s3.text("bucket", "small")).toBe(`${SMALL} 99`);
  });

  test("bytes that only a snapshot needs stay until it is disposed, also those of equal objects", async () => {
    using directory = new TemporaryDirectory();
    await using sim = await createAwsSim({ dataDir: directory.path });
    sim.s3.createBucket("bucket");
    for (const key of ["first", "second"])
      for (const content of [SMALL, LARGE]) sim.s3.putObject("bucket", `${key}/${content.length}`, content);
    for (const content of [SMALL, LARGE]) await remove(sim, `first/${content.length}`);
    await forget();
    const snapshot = sim.snapshot();
    for (const content of [SMALL, LARGE]) await remove(sim, `second/${content.length}`);
    await forget();
    sim.s3.putObject("bucket", "next", "");
    sim.restore(snapshot);
    for (const content of [SMALL, LARGE])
      expect(sim.s3.text("bucket", `second/${content.length}`)).toBe(content);
    for (const content of [SMALL, LARGE]) await remove(sim, `second/${content.length}`);
    snapshot.dispose();
    await forget();
    sim.s3.putObject("bucket", "next", "");
    expect(await blobsIn(directory)).toEqual({ small: 0, large: 0 });
  });

  test("bytes that a killed process left without a row are removed at the next start", async () => {
    using directory = new TemporaryDirectory();
    const { path } = directory;
    {
      await using sim = await createAwsSim({ dataDir: path });
      sim.s3.createBucket("bucket");
      sim.s3.putObject("bucket", "small", SMALL);
      sim.s3.putObject("bucket", "large", LARGE);
    }
    const database = (await loadSqlite())(join(path, "state.sqlite"));
    database.exec(`INSERT INTO "blobs" VALUES ('00ff:3', x'616263')`);
    database.close();
    mkdirSync(join(path, "objects", "00"));
    writeFileSync(join(path, "objects", "00", "0".repeat(62)), LARGE);
    writeFileSync(join(path, "uploads", "1"), LARGE);
    expect(await blobsIn(directory)).toEqual({ small: 2, large: 2 });
    await using sim = await createAwsSim({ dataDir: path });
    expect(await blobsIn(directory)).toEqual({ small: 1, large: 1 });
    expect(readdirSync(join(path, "uploads"))).toEqual([]);
    expect(sim.s3.text("bucket", "large")).toBe(LARGE);
  });

  test("bytes that are still being read when the simulator is closed are removed then", async () => {
    using directory = new TemporaryDirectory();
    const sim = await createAwsSim({ dataDir: directory.path });
    sim.s3.createBucket("bucket");
    sim.s3.putObject("bucket", "small", SMALL);
    sim.s3.putObject("bucket", "large", LARGE);
    const snapshot = sim.snapshot();
    await remove(sim, "small");
    await remove(sim, "large");
    expect(await blobsIn(directory)).toEqual({ small: 1, large: 1 });
    await sim.close();
    expect(await blobsIn(directory)).toEqual({ small: 0, large: 0 });
    snapshot.dispose();
  });
});
