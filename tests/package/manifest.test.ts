import { expect, inject, test } from "vitest";
import { repository, run } from "./run.js";

test("publint finds nothing", async () => {
  const { exitCode, output } = await run(
    "npx",
    ["--no-install", "publint", "--strict", inject("tarball")],
    repository,
  );
  expect(output).toContain("All good!");
  expect(exitCode).toBe(0);
});

test("Are the types wrong? They are not", async () => {
  const args = ["--no-install", "attw", inject("tarball"), "--profile", "node16", "--no-emoji"];
  const { exitCode, output } = await run("npx", args, repository);
  expect(exitCode, output).toBe(0);
});

test("the package holds what it runs on, its licence, and nothing else", async () => {
  const { output } = await run("tar", ["-tzf", inject("tarball")], repository);
  const files = output.trim().split("\n");
  const allowed =
    /^package\/(package\.json|README\.md|LICENSE|CHANGELOG\.md|dist\/(esm|cjs)\/(.+\.js|.+\.js\.map|.+\.d\.ts|package\.json|chunks\/generated\/(archive\.bin|inspector\.html\.br)))$/;
  expect(files.filter((file) => !allowed.test(file))).toEqual([]);
  expect(files).toEqual(expect.arrayContaining(["package/LICENSE", "package/dist/cjs/package.json"]));
});

test("the facts of services that are not simulated are at most 1.5 MB of it, compressed already", async () => {
  const { output } = await run("tar", ["-tvzf", inject("tarball")], repository);
  const archives = output.split("\n").filter((line) => line.endsWith("/archive.bin"));
  expect(archives).toHaveLength(1);
  expect(Number(archives[0]?.trim().split(/\s+/)[2])).toBeLessThanOrEqual(1_500_000);
});

test("the package is at most 6 MB in 100 files", async () => {
  const { output } = await run("tar", ["-tvzf", inject("tarball")], repository);
  const sizes = output
    .trim()
    .split("\n")
    .map((line) => Number(line.trim().split(/\s+/)[2]));
  expect(sizes.length).toBeLessThanOrEqual(100);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(6_000_000);
});
