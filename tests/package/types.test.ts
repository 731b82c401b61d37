import { join } from "node:path";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { createProject, type Project } from "./project.js";
import { repository } from "./run.js";

const tsc = join(repository, "node_modules", "typescript", "bin", "tsc");

let project: Project;
beforeAll(async () => {
  project = await createProject("types", inject("tarball"));
});
afterAll(() => project?.[Symbol.asyncDispose]());

test.each([
  ["NodeNext, ES modules", "tsconfig.esm.json"],
  ["NodeNext, CommonJS", "tsconfig.cjs.json"],
  ["bundler", "tsconfig.bundler.json"],
])("the types of all entry points resolve: %s", async (_, config) => {
  const { exitCode, output } = await project.run("node", tsc, "--noEmit", "--project", config);
  expect({ exitCode, output }).toEqual({ exitCode: 0, output: "" });
});
