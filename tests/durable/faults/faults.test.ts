import { cpSync, readdirSync } from "node:fs";
import { S3 } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type AwsSim, createAwsSim } from "../../../lib/index.js";
import { resolveOptions } from "../../../lib/options.js";
import { services } from "../../../lib/services/index.js";
import { startSim } from "../../../lib/sim.js";
import { blobsIn } from "../stored-blobs.js";
import { hasSqlite, TemporaryDirectory } from "../temporary-directory.js";
import { FaultyMachine, type MachineStep } from "./faulty-machine.js";

const NO_SPACE = "ENOSPC: no space left on device";
const IO = "EIO: i/o error";
const DISK_IO = "disk I/O error";

const SMALL = "small ".repeat(100);
/** Two pieces as it is read. */
const LARGE = "large ".repeat(50_000);

const FAILED = { name: "InternalError", $metadata: { httpStatusCode: 500 } };

function startOn({ path }: TemporaryDirectory, machine: FaultyMachine): Promise<AwsSim> {
  const options = resolveOptions({ dataDir: path, durability: "disk", clock: "frozen" }, {});
  return startSim(services, options, machine.storage);
}

function clientOf(sim: AwsSim): S3 {
  return new S3({ ...sim.clientConfig(), maxAttempts: 1 });
}

function put(sim: AwsSim, Key: string, Body: string): Promise<unknown> {
  return clientOf(sim).putObject({ Bucket: "bucket", Key, Body });
}

async function text(sim: AwsSim, Key: string, Range?: string): Promise<string | undefined> {
  const { Body } = await clientOf(sim).getObject({ Bucket: "bucket", Key, Range });
  return Body?.transformToString();
}

/** What the log of requests has of the last failure. */
function messageOf(sim: AwsSim): unknown {
  const exception: unknown = sim.requests.last()?.exception;
  return exception instanceof Error ? exception.message : exception;
}

let template: TemporaryDirectory;
beforeAll(async () => {
  template = new TemporaryDirectory();
  if (!hasSqlite) return;
  await using sim = await createAwsSim({ dataDir: template.path, clock: "frozen" });
  sim.s3.createBucket("bucket");
  sim.s3.putObject("bucket", "small", SMALL);
  sim.s3.putObject("bucket", "large", LARGE);
});
afterAll(() => template[Symbol.dispose]());

/** A directory with an object of each size. */
function filled(): TemporaryDirectory {
  const directory = new TemporaryDirectory();
  cpSync(template.path, directory.path, { recursive: true });
  return directory;
}

/** Every step of a write, the size of object that comes to it, and why it fails. */
const WRITES: readonly [MachineStep, "small" | "large", string][] = [
  ["openSync", "large", NO_SPACE],
  ["writeSync", "large", NO_SPACE],
  ["writeSync", "large", IO],
  ["fsyncSync", "large", IO],
  ["closeSync", "large", IO],
  ["mkdirSync", "large", NO_SPACE],
  ["renameSync", "large", IO],
  ["BEGIN", "small", DISK_IO],
  ['INSERT OR IGNORE INTO "blobs"', "small", "database or disk is full"],
  ['INSERT OR REPLACE INTO "s3.objects"', "small", "database or disk is full"],
  ['INSERT OR REPLACE INTO "s3.objects"', "large", "database or disk is full"],
  ['SELECT blob FROM "blob_uses"', "large", DISK_IO],
  ['DELETE FROM "blob_uses"', "large", DISK_IO],
  ['INSERT OR IGNORE INTO "blob_uses"', "large", "database or disk is full"],
  ['INSERT OR REPLACE INTO "simulator"', "large", "database or disk is full"],
  ['SELECT 1 FROM "blob_uses"', "small", DISK_IO],
  ["COMMIT", "small", "database or disk is full"],
  ["COMMIT", "large", DISK_IO],
];

describe.skipIf(!hasSqlite)("a machine that does not take a write (S02)", () => {
  test.each(WRITES)(
    "%s for a %s object, %s: the request fails, nothing is half-written, and the next one succeeds",
    async (step, size, reason) => {
      using directory = filled();
      const [before, after] = size === "small" ? [SMALL, `${SMALL}new`] : [LARGE, `${LARGE}new`];
      const machine = await FaultyMachine.load();
      {
        await using sim = await startOn(directory, machine);
        machine.breaks(step, reason, 1);
        await expect(put(sim, size, after)).rejects.toMatchObject(FAILED);
        machine.mend();
        expect(machine.hits).toBeGreaterThan(0);
        expect(messageOf(sim)).toBe(
          `The data directory ${directory.path} cannot be written to: ${reason}. The request has changed nothing. Make room or mend the directory, and send it again.`,
        );
        expect(readdirSync(`${directory.path}/uploads`)).toEqual([]);
        expect(await text(sim, size)).toBe(before);
        await put(sim, size, after);
        expect(await text(sim, size)).toBe(after);
      }
      await using sim = await createAwsSim({ dataDir: directory.path });
      expect(sim.s3.text("bucket", size)).toBe(after);
      expect(await blobsIn(directory)).toEqual({ small: 1, large: 1 });
    },
  );

  test("a file system that takes a part of each write gets all of it", async () => {
    using directory = filled();
    const machine = await FaultyMachine.load();
    await using sim = await startOn(directory, machine);
    machine.mostBytes = 1_000;
    await put(sim, "key", LARGE);
    expect(await text(sim, "key")).toBe(LARGE);
  });

  test("a file system that takes no bytes is an error, not a request without an end", async () => {
    using directory = filled();
    const machine = await FaultyMachine.load();
    await using sim = await startOn(directory, machine);
    machine.mostBytes = 0;
    await expect(put(sim, "key", LARGE)).rejects.toMatchObject(FAILED);
  });

  test.each<[MachineStep, "small" | "large"]>([
    ['DELETE FROM "blobs"', "small"],
    ["rmSync", "large"],
  ])("%s for a %s object: bytes that cannot be removed are removed by the next start", async (step, size) => {
    using directory = filled();
    const machine = await FaultyMachine.load();
    {
      await using sim = await startOn(directory, machine);
      machine.breaks(step, IO);
      await clientOf(sim).deleteObject({ Bucket: "bucket", Key: size });
    }
    expect(machine.hits).toBeGreaterThan(0);
    expect(await blobsIn(directory)).toEqual({ small: 1, large: 1 });
    await (await createAwsSim({ dataDir: directory.path })).close();
    expect(await blobsIn(directory)).toEqual({ small: 1, large: 1, [size]: 0 });
  });
});

/** Every step of a read, the object, and the requested range. */
const READS: readonly [MachineStep, "small" | "large", string | undefined][] = [
  ["openSync", "large", undefined],
  ["readSync", "large", undefined],
  ["closeSync", "large", undefined],
  ["openSync", "large", "bytes=262000-263000"],
  ["readSync", "large", "bytes=262000-263000"],
  ['SELECT bytes FROM "blobs"', "small", undefined],
  ['SELECT bytes FROM "blobs"', "small", "bytes=3-5"],
  ['SELECT row FROM "s3.objects"', "small", undefined],
  ['SELECT row FROM "s3.objects"', "large", undefined],
  ['SELECT row FROM "s3.buckets"', "large", undefined],
];

describe.skipIf(!hasSqlite)("a machine that does not return what it has (S02)", () => {
  test.each(READS)(
    "%s for a %s object, range %s: the request fails, and the next one succeeds",
    async (step, size, range) => {
      using directory = filled();
      const machine = await FaultyMachine.load();
      await using sim = await startOn(directory, machine);
      machine.breaks(step, IO);
      await expect(text(sim, size, range)).rejects.toMatchObject(FAILED);
      expect(messageOf(sim)).toBe(
        `The data directory ${directory.path} cannot be read: ${IO}. The request has changed nothing. Mend the directory, and send it again.`,
      );
      machine.mend();
      const whole = size === "small" ? SMALL : LARGE;
      const [from = 0, to = whole.length] = range?.match(/\d+/g)?.map(Number) ?? [];
      expect(await text(sim, size, range)).toBe(whole.slice(from, to + 1));
    },
  );

  test("a read that fails after the response began breaks off the connection, and the server lives on", async () => {
    using directory = filled();
    const machine = await FaultyMachine.load();
    await using sim = await startOn(directory, machine);
    // The first read finds out whether the file can be read.
    machine.breaks("readSync", IO, 1, 2);
    await expect(text(sim, "large")).rejects.toThrow();
    expect(machine.hits).toBe(3);
    machine.mend();
    expect(await text(sim, "large")).toBe(LARGE);
  });

  test.each<[MachineStep, string]>([
    ["mkdirSync", IO],
    ["readdirSync", IO],
    ["PRAGMA journal_mode", DISK_IO],
    ['SELECT name, version FROM "tables"', DISK_IO],
    ['SELECT account, region FROM "s3.objects"', DISK_IO],
    ['SELECT key FROM "s3.objects"', DISK_IO],
    ["BEGIN IMMEDIATE", DISK_IO],
    ["COMMIT", "database or disk is full"],
  ])("%s at the start: the start fails, and the next one succeeds", async (step, reason) => {
    using directory = filled();
    const machine = await FaultyMachine.load();
    machine.breaks(step, reason, 1);
    await expect(startOn(directory, machine)).rejects.toThrow(
      `The data directory ${directory.path} cannot be`,
    );
    machine.mend();
    expect(machine.hits).toBeGreaterThan(0);
    await using sim = await startOn(directory, machine);
    expect([await text(sim, "small"), await text(sim, "large")]).toEqual([SMALL, LARGE]);
  });
});
