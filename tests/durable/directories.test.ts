import { chmodSync, existsSync, mkdirSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type AwsSim, type AwsSimOptions, createAwsSim } from "../../lib/index.js";
import { hasSqlite, TemporaryDirectory } from "./temporary-directory.js";

const LARGE = "large ".repeat(50_000);

async function withSim<Result>(options: AwsSimOptions, use: (sim: AwsSim) => Result): Promise<Result> {
  await using sim = await createAwsSim(options);
  return use(sim);
}

/** Creates a bucket with an object in a directory. */
function fill(dataDir: string, options: AwsSimOptions = {}): Promise<void> {
  return withSim({ ...options, dataDir }, (sim) => {
    sim.s3.createBucket("bucket");
    sim.s3.putObject("bucket", "large", LARGE);
  });
}

const objectIn = (dataDir: string) => withSim({ dataDir }, (sim) => sim.s3.text("bucket", "large"));

describe.skipIf(!hasSqlite)("a directory that cannot be used is an error that names it (S03)", () => {
  async function failureOf(dataDir: string): Promise<string> {
    return createAwsSim({ dataDir }).then(
      () => "",
      (error: Error) => error.message,
    );
  }

  const unusable = (dataDir: string, reason: string) =>
    `The data directory ${dataDir} cannot be used: ${reason}. Mend it, or give another directory.`;

  test("a file, and a path below one", async () => {
    using directory = new TemporaryDirectory();
    const file = join(directory.path, "file");
    writeFileSync(file, "");
    expect(await failureOf(file)).toBe(unusable(file, `EEXIST: file already exists, mkdir '${file}'`));
    const below = join(file, "data");
    expect(await failureOf(below)).toBe(unusable(below, `ENOTDIR: not a directory, mkdir '${below}'`));
    const furtherBelow = join(below, "of", "a", "simulator");
    expect(await failureOf(furtherBelow)).toBe(
      unusable(furtherBelow, `ENOTDIR: not a directory, mkdir '${furtherBelow}'`),
    );
  });

  // Node.js tries for ever to create a directory there with its parents.
  test.skipIf(process.platform !== "linux").each(["/proc/nope", "/proc/nope/data"])("%s", async (dataDir) => {
    const expected = unusable(dataDir, "ENOENT: no such file or directory, mkdir '/proc/nope'");
    expect(await failureOf(dataDir)).toBe(expected);
    using directory = new TemporaryDirectory();
    const seedFrom = join(directory.path, "state.jsonl");
    await using sim = await createAwsSim();
    await sim.export(seedFrom);
    await expect(createAwsSim({ dataDir, seedFrom })).rejects.toThrow(expected);
  });

  // The rights of files do not concern root.
  test.skipIf(process.getuid?.() === 0)("one that is read-only", async () => {
    using directory = new TemporaryDirectory();
    const { path } = directory;
    chmodSync(path, 0o555);
    expect(await failureOf(path)).toBe(unusable(path, `EACCES: permission denied, access '${path}'`));
    chmodSync(path, 0o755);
  });

  test.each([
    ["of something else", "state.sqlite", "file is not a database"],
    ["whose lock is something else", "lock.sqlite", "file is not a database"],
  ])("one with a database %s", async (_, name, reason) => {
    using directory = new TemporaryDirectory();
    const { path } = directory;
    await fill(path);
    writeFileSync(join(path, name), "something else ".repeat(1_000));
    expect(await failureOf(path)).toBe(unusable(path, reason));
    expect(existsSync(join(path, "owner.json"))).toBe(false);
  });

  test("one whose database was cut off", async () => {
    using directory = new TemporaryDirectory();
    const { path } = directory;
    await fill(path);
    truncateSync(join(path, "state.sqlite"), 8192);
    expect(await failureOf(path)).toBe(unusable(path, "database disk image is malformed"));
  });
});

describe.skipIf(!hasSqlite)("a directory", () => {
  test("is created with its parents", async () => {
    using directory = new TemporaryDirectory();
    const dataDir = join(directory.path, "of", "a", "simulator");
    await fill(dataDir);
    expect(await objectIn(dataDir)).toBe(LARGE);
  });

  test.each(["with spaces/and folders", "a?b#c%20d", "ü"])("may be called %s", async (name) => {
    using directory = new TemporaryDirectory();
    const dataDir = join(directory.path, name);
    await fill(dataDir);
    expect(existsSync(join(dataDir, "state.sqlite"))).toBe(true);
    expect(await objectIn(dataDir)).toBe(LARGE);
  });

  test("leaves files alone that are not the simulator's", async () => {
    using directory = new TemporaryDirectory();
    const { path } = directory;
    await fill(path);
    mkdirSync(join(path, "objects", "zz"));
    const files = ["notes", "objects/.DS_Store", "objects/zz/notes"].map((name) => join(path, name));
    for (const file of files) writeFileSync(file, "mine");
    expect(await objectIn(path)).toBe(LARGE);
    expect(files.map((file) => readFileSync(file, "utf8"))).toEqual(["mine", "mine", "mine"]);
  });

  test("keeps resources in their account and region when the options are others", async () => {
    using directory = new TemporaryDirectory();
    const dataDir = directory.path;
    const home = { accountId: "111111111111", region: "eu-west-1" };
    await fill(dataDir, home);
    const elsewhere = { accountId: "222222222222", region: "us-east-1" };
    expect(await withSim({ ...elsewhere, dataDir }, (sim) => sim.s3.buckets())).toEqual([]);
    const buckets = await withSim({ ...home, dataDir }, (sim) => sim.s3.buckets());
    expect(buckets.map(({ name, region }) => [name, region])).toEqual([["bucket", "eu-west-1"]]);
  });
});
