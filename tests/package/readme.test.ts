import { copyFile, cp, mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { repository, run } from "./run.js";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "aws-sim-readme-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test("the README's commands run the quick start in a project of its own, as they stand", async () => {
  const readme = await readFile(join(repository, "README.md"), "utf8");
  const [, pack, commands] =
    /```sh\n(npm pack --pack-destination \.\.\n)([\s\S]*?npx vitest run\n)```/.exec(readme) ?? [];
  expect(pack).toBeDefined();
  const tarball = inject("tarball");
  const checkout = join(folder, "aws-sim");
  await mkdir(checkout);
  await cp(join(repository, "examples"), join(checkout, "examples"), { recursive: true });
  // What the first command writes. The other package tests have packed it already.
  await copyFile(tarball, join(folder, basename(tarball)));

  const { exitCode, output } = await run("bash", ["-e", "-c", commands ?? ""], checkout);

  expect(output).toMatch(/Tests +3 passed \(3\)/);
  expect(exitCode).toBe(0);
});
