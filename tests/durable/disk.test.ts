import * as fs from "node:fs";
import { relative } from "node:path";
import { describe, expect, test } from "vitest";
import type { FileSystem } from "../../lib/durable/file-system.js";
import { loadSqlite, type OpenSqlite } from "../../lib/durable/sqlite.js";
import { resolveOptions } from "../../lib/options.js";
import type { Durability } from "../../lib/runtime/durability.js";
import { services } from "../../lib/services/index.js";
import { startSim } from "../../lib/sim.js";
import { hasSqlite, TemporaryDirectory } from "./temporary-directory.js";

const LARGE = "large ".repeat(50_000);
/** The folder of a file, which is named by its content. */
const FOLDER = /^objects\/[0-9a-f]{2}$/;

/** What is synchronized and renamed, and how the database is opened. */
class Recorder {
  readonly steps: string[] = [];
  private readonly open = new Map<number, string>();

  constructor(private readonly directory: string) {}

  readonly files: FileSystem = {
    ...fs,
    openSync: (path, flags) => {
      const descriptor = fs.openSync(path, flags);
      this.open.set(descriptor, relative(this.directory, String(path)));
      return descriptor;
    },
    fsyncSync: (descriptor) => {
      fs.fsyncSync(descriptor);
      this.steps.push(`sync ${this.open.get(descriptor)}`);
    },
    renameSync: (from, to) => {
      fs.renameSync(from, to);
      this.steps.push(`rename ${relative(this.directory, String(from))}`);
    },
  };

  async sqlite(): Promise<OpenSqlite> {
    const open = await loadSqlite();
    return (file) => {
      const database = open(file);
      return {
        prepare: (sql) => database.prepare(sql),
        close: () => database.close(),
        exec: (sql) => {
          const level = /synchronous = (\w+)/.exec(sql)?.[1];
          if (level) this.steps.push(`synchronous ${level}`);
          return database.exec(sql);
        },
      };
    };
  }
}

/** What storing a large object does to the disk, with the folder of its file as `objects/ab`. */
async function stepsOf(durability: Durability): Promise<string[]> {
  using directory = new TemporaryDirectory();
  const recorder = new Recorder(directory.path);
  const options = resolveOptions({ dataDir: directory.path, durability }, {});
  const sim = await startSim(services, options, { files: recorder.files, sqlite: await recorder.sqlite() });
  sim.s3.createBucket("bucket");
  sim.s3.putObject("bucket", "first", LARGE);
  await sim.close();
  return recorder.steps.map((step) => (FOLDER.test(step.replace("sync ", "")) ? "sync objects/ab" : step));
}

describe.skipIf(!hasSqlite)("durability", () => {
  test("disk: the bytes, their name and the folder of it reach the disk before the row does", async () => {
    expect(await stepsOf("disk")).toEqual([
      "synchronous FULL",
      "sync ",
      "sync uploads/1",
      "rename uploads/1",
      "sync objects/ab",
      "sync objects",
    ]);
  });

  test("process: nothing waits for the disk", async () => {
    expect(await stepsOf("process")).toEqual(["synchronous NORMAL", "rename uploads/1"]);
  });
});
