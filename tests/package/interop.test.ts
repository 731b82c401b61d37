import { cp, mkdtemp, readdir, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { bundle } from "../../tools/bundle/bundle.mjs";
import { createProject } from "./project.js";
import { repository, run } from "./run.js";

const fixture = fileURLToPath(new URL("fixtures/interop/", import.meta.url));
const answer = "zzzz,x,AWS4-HMAC-SHA256,true,late\n";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "aws-sim-interop-"));
  await cp(fixture, folder, { recursive: true });
  await symlink(join(repository, "node_modules"), join(folder, "node_modules"), "dir");
  await bundle({ input: { index: join(folder, "index.ts") }, outDir: join(folder, "dist") });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test("the run-time dependencies work from the ES modules", async () => {
  const script = 'import { report } from "./dist/esm/index.js"; console.log(await report());';
  await writeFile(join(folder, "main.mjs"), script);
  expect(await run("node", ["main.mjs"], folder)).toEqual({ exitCode: 0, output: answer });
});

test("the run-time dependencies work from CommonJS", async () => {
  const script = 'require("./dist/cjs/index.js").report().then((text) => console.log(text));';
  await writeFile(join(folder, "main.cjs"), script);
  expect(await run("node", ["main.cjs"], folder)).toEqual({ exitCode: 0, output: answer });
});

test("the run-time dependencies and lazy chunks work from CommonJS under Jest", async () => {
  await using project = await createProject("jest", inject("tarball"));
  await cp(join(folder, "dist"), join(project.folder, "interop"), { recursive: true });
  const expected = JSON.stringify(answer.trim());
  const script = `test("interop", async () => expect(await require("./interop/cjs").report()).toBe(${expected}));`;
  await writeFile(join(project.folder, "interop.test.js"), script);
  const { exitCode, output } = await project.run("npx", "--no-install", "jest", "--ci", "interop.test.js");
  expect(output).toMatch(/Tests: +1 passed, 1 total/);
  expect(exitCode).toBe(0);
});

test("a dynamic import() stays a chunk of its own", async () => {
  const chunks = await readdir(join(folder, "dist", "cjs", "chunks"));
  expect(chunks.filter((name) => name.endsWith(".js"))).toEqual([expect.stringMatching(/^late-.+\.js$/)]);
});
