import { execFile } from "node:child_process";
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Hooks, useAwsSim } from "../../lib/testing/jest.js";
import { bundle } from "../../tools/bundle/bundle.mjs";

const run = promisify(execFile);
const root = fileURLToPath(new URL("../..", import.meta.url));

describe("a CommonJS project with Jest", () => {
  let project: string;
  beforeAll(async () => {
    // Below the repository, so that packages are found; hidden, so that no other tool looks at it.
    project = await mkdtemp(join(root, "tests/testing/.jest-"));
    await bundle({
      input: { index: join(root, "lib/index.ts"), "testing/jest": join(root, "lib/testing/jest.ts") },
      outDir: project,
    });
    await cp(join(root, "tests/testing/jest-project"), project, { recursive: true });
    await writeFile(join(project, "package.json"), '{ "type": "commonjs" }');
  });
  afterAll(() => rm(project, { recursive: true, force: true }));

  async function jest(name: string) {
    const bin = join(root, "node_modules/jest/bin/jest.js");
    const args = [bin, "--ci", "--runInBand", "--no-color", "--config", "jest.config.js", name];
    return run(process.execPath, args, { cwd: project }).then(
      ({ stderr }) => ({ passed: true, output: stderr }),
      (error: { stderr: string }) => ({ passed: false, output: error.stderr }),
    );
  }

  test("has its simulator, reset after each test, and matchers; Jest ends by itself", async () => {
    const { passed, output } = await jest("passing");
    expect(output).toMatch(/Tests: +4 passed, 4 total/);
    expect(output).not.toMatch(/did not exit|open handle/);
    expect(passed).toBe(true);
  }, 60_000);

  test("reads what was received when an expectation fails", async () => {
    const { passed, output } = await jest("failing");
    expect(passed).toBe(false);
    expect(output).toContain(
      'Expected a request CreateCluster with {"clusterName": Any<Number>}. None of the requests matches.',
    );
    expect(output).toContain('1. ecs CreateCluster → 200 {"clusterName": "one"}');
    expect(output).toContain("Expected no request CreateCluster. These match:");
    // Once: the other tests called nothing that is not simulated.
    expect(output.split("aws-sim does not simulate what this test called.")).toHaveLength(2);
    expect(output).toContain('  sim.stub("iam", "GetServiceLastAccessedDetails", { … })\n');
  }, 60_000);

  test("T04: writes a report of a test that fails, which the message names", async () => {
    const { passed, output } = await jest("reporting");
    expect(passed).toBe(false);
    const [, file = ""] = /The aws-sim inspector shows what happened: (.+\.html)/.exec(output) ?? [];
    expect(basename(file)).toBe("orders-has-no-queue.html");
    expect(await readFile(file, "utf8")).toContain('"name":"CreateQueue"');
    expect(await readdir(dirname(file))).toEqual(["orders-has-no-queue.html"]);
  }, 60_000);
});

describe("useAwsSim", () => {
  /** Hooks that the test calls itself. */
  function hooks() {
    const registered: Record<keyof Hooks, () => unknown> = { beforeAll() {}, afterEach() {}, afterAll() {} };
    const given: Hooks = {
      beforeAll: (hook) => {
        registered.beforeAll = hook;
      },
      afterEach: (hook) => {
        registered.afterEach = hook;
      },
      afterAll: (hook) => {
        registered.afterAll = hook;
      },
    };
    return { given, registered };
  }

  test("takes hooks that are not global", async () => {
    const { given, registered } = hooks();
    const sim = useAwsSim({ clock: "frozen" }, given);
    expect(sim).toThrow("The simulator of useAwsSim is not running.");
    await registered.beforeAll();
    expect(sim().clock.mode).toBe("frozen");
    sim().faults.add({ drop: true });
    await registered.afterEach();
    expect(sim().faults.list()).toEqual([]);
    await registered.afterAll();
    expect(sim).toThrow("The simulator of useAwsSim is not running.");
  });

  test("throws without hooks", () => {
    expect(() => useAwsSim()).toThrow("useAwsSim requires global beforeAll, afterEach and afterAll.");
  });
});
