import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createAwsSim } from "../../lib/index.js";
import { Program } from "../cli/program.js";
import { hasSqlite, TemporaryDirectory } from "./temporary-directory.js";

describe.skipIf(!hasSqlite)("the lock of a data directory (S03)", () => {
  let program: Program;
  beforeAll(async () => {
    program = await Program.build();
  });
  afterAll(() => program[Symbol.asyncDispose]());

  test("rejects a second simulator, and names the first", async () => {
    using directory = new TemporaryDirectory();
    const dataDir = directory.path;
    await using sim = await createAwsSim({ dataDir });
    const message = `The data directory ${dataDir} is in use by process ${process.pid}, which listens at ${sim.url}. Stop that process, or use another directory.`;
    await expect(createAwsSim({ dataDir })).rejects.toThrow(message);
    const finished = await program.run(["--port", "0", "--data-dir", dataDir]);
    expect(finished.code).not.toBe(0);
    expect(finished.stderr + finished.stdout).toContain(message);
  });

  test("ends with the simulator", async () => {
    using directory = new TemporaryDirectory();
    const dataDir = directory.path;
    await (await createAwsSim({ dataDir })).close();
    await using sim = await createAwsSim({ dataDir });
    expect(JSON.parse(readFileSync(join(dataDir, "owner.json"), "utf8"))).toEqual({
      pid: process.pid,
      url: sim.url,
    });
  });

  test("ends with a process that is killed", async () => {
    using directory = new TemporaryDirectory();
    const dataDir = directory.path;
    const server = await program.serve(["--data-dir", dataDir]);
    await expect(createAwsSim({ dataDir })).rejects.toThrow(`which listens at ${server.url}`);
    await server.stop("SIGKILL");
    await using sim = await createAwsSim({ dataDir });
    expect(sim.url).not.toBe(server.url);
  });
});
