import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createAwsSim } from "../../lib/index.js";
import { reportFailedTest } from "../../lib/testing/failure-report.js";

const run = promisify(execFile);
const file = (path: string) => fileURLToPath(new URL(path, import.meta.url));

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "aws-sim-on-failure-"));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

test("T04: Vitest writes a report of each test that fails, which the message names", async () => {
  const args = [file("../../node_modules/vitest/vitest.mjs"), "run", "--root", file("vitest-project")];
  const { stdout, stderr } = await run(process.execPath, args, {
    cwd: directory,
    env: { ...process.env, CI: "1" },
  }).catch((error: { stdout: string; stderr: string }) => error);
  const reports = join(directory, "aws-sim-reports");
  const names = [
    "reporting-vitest-ts-orders-has-no-bucket.html",
    "reporting-vitest-ts-orders-has-no-queue.html",
  ];
  expect((await readdir(reports)).toSorted()).toEqual(names);
  for (const name of names)
    expect(stdout + stderr).toContain(`The aws-sim inspector shows what happened: ${join(reports, name)}`);
  expect(await readFile(join(reports, names[1] ?? ""), "utf8")).toContain('"name":"CreateQueue"');
}, 120_000);

describe("the message of a failure", () => {
  test("states why a report could not be written, and keeps the message", async () => {
    const sim = { report: () => Promise.reject(new Error("The disk is full")) };
    const error = new Error("expected 1 to be 2");
    await reportFailedTest(sim, ["a.test.ts", "adds"], [error]);
    expect(error.message).toBe(
      "expected 1 to be 2\n\nThe report of aws-sim was not written: The disk is full",
    );
    expect(error.stack).toContain(error.message);
  });

  test("a thrown value that is not an error is unchanged", async () => {
    const sim = { report: () => Promise.resolve() };
    for (const thrown of ["text", undefined, null, { code: 1 }])
      await expect(reportFailedTest(sim, ["a"], [thrown])).resolves.toBeUndefined();
  });
});

test("an option that does not exist is rejected", async () => {
  // Written in JavaScript.
  const inspect = "never" as never;
  await expect(createAwsSim({ inspect })).rejects.toThrow(
    'Option inspect of createAwsSim cannot be "never". Use "on-demand", "always" or "on-failure".',
  );
});
