import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createAwsSim } from "../../lib/index.js";
import { hasSqlite, TemporaryDirectory } from "../durable/temporary-directory.js";
import { Program } from "./program.js";

let program: Program;
beforeAll(async () => {
  program = await Program.build();
});
afterAll(() => program[Symbol.asyncDispose]());

describe("aws-sim export and import (S04)", () => {
  test("export writes the state of a running simulator, and --seed-from loads it", async () => {
    using directory = new TemporaryDirectory();
    const file = join(directory.path, "state.jsonl");
    await using sim = await createAwsSim({ clock: "frozen", startTime: "2030-01-01T00:00:00Z" });
    sim.s3.createBucket("exports");
    const exported = await program.run(["export", "--port", String(sim.port), file]);
    expect(exported).toMatchObject({
      code: 0,
      stdout: `The state of http://127.0.0.1:${sim.port} is in ${file}.\n`,
      stderr: "",
    });
    await using server = await program.serve(["--seed-from", file, "--clock", "frozen"]);
    const answer = await fetch(`${server.url}/_sim/s3/buckets`);
    expect(await answer.json()).toMatchObject({ buckets: [{ name: "exports" }] });
    const clock = await fetch(`${server.url}/_sim/clock`);
    expect(await clock.json()).toMatchObject({ now: "2030-01-01T00:00:00.000Z" });
  });

  test("export names the simulator that it does not find", async () => {
    using directory = new TemporaryDirectory();
    const file = join(directory.path, "state.jsonl");
    const { code, stderr } = await program.run(["export", "--port", "1", file]);
    expect(code).toBe(1);
    expect(stderr).toContain("No simulator responds at http://127.0.0.1:1");
    expect(existsSync(file)).toBe(false);
  });

  test("import needs a directory", async () => {
    expect(await program.run(["import", "state.jsonl"])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(
        "Specify the directory to create: aws-sim import --data-dir <directory> state.jsonl.",
      ),
    });
  });

  test.skipIf(!hasSqlite)("carry the state of a directory to another", async () => {
    using directory = new TemporaryDirectory();
    const [file, first, second] = ["state.jsonl", "first", "second"].map((name) =>
      join(directory.path, name),
    ) as [string, string, string];
    const large = "large ".repeat(50_000);
    {
      await using sim = await createAwsSim({ dataDir: first });
      sim.s3.createBucket("exports");
      sim.s3.putObject("exports", "large", large);
      const busy = await program.run(["export", "--data-dir", first, file]);
      expect(busy.stderr).toContain(`is in use by process ${process.pid}`);
    }
    const exported = await program.run(["export", "--data-dir", first, file]);
    expect(exported).toMatchObject({ code: 0, stdout: `The state of ${first} is in ${file}.\n` });
    expect(await program.run(["import", "--data-dir", second, file])).toMatchObject({
      code: 0,
      stdout: `The state of ${file} is in ${second}.\n`,
    });
    {
      await using sim = await createAwsSim({ dataDir: second });
      expect(sim.s3.text("exports", "large")).toBe(large);
    }
    const again = await program.run(["import", "--data-dir", second, file]);
    expect(again).toMatchObject({
      code: 1,
      stderr: `aws-sim: The data directory ${second} already contains state. Use another directory, or remove this one first.\n`,
    });
    const none = join(directory.path, "none");
    expect(await program.run(["export", "--data-dir", none, file])).toMatchObject({
      code: 1,
      stderr: `aws-sim: The directory ${none} has no state. Use one that was created with aws-sim --data-dir.\n`,
    });
    expect(existsSync(none)).toBe(false);
    expect(readFileSync(file, "utf8")).toContain('"end"');
  });

  test.skipIf(!hasSqlite || process.platform !== "linux")(
    "the program ends when its directory cannot be created",
    async () => {
      const message =
        "The data directory /proc/nope cannot be used: ENOENT: no such file or directory, mkdir '/proc/nope'. Mend it, or give another directory.";
      const { code, stderr } = await program.run(["--port", "0", "--data-dir", "/proc/nope"]);
      expect([code, stderr]).toEqual([1, expect.stringContaining(message)]);
    },
  );
});
