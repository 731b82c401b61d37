import { copyFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { createProject, type Project } from "./project.js";
import { repository } from "./run.js";

let project: Project;
beforeAll(async () => {
  project = await createProject("node", inject("tarball"));
});
afterAll(() => project?.[Symbol.asyncDispose]());

// The process has to end by itself: a simulator that was closed keeps nothing open.
test.each(["main.mjs", "main.cjs"])(
  "a simulator starts, answers and closes in plain Node: %s",
  async (file) => {
    const { exitCode, output } = await project.run("node", file);
    expect({ exitCode, output }).toEqual({ exitCode: 0, output: "health 200, account 123456789012\n" });
  },
);

test("stack traces lead into the TypeScript sources", async () => {
  const { exitCode, output } = await project.run("node", "--enable-source-maps", "source-maps.mjs");
  expect({ exitCode, output }).toEqual({ exitCode: 0, output: "ok\n" });
});

test("the ES modules and CommonJS share one copy of the code", async () => {
  const { exitCode, output } = await project.run("node", "both.mjs");
  expect({ exitCode, output }).toEqual({ exitCode: 0, output: "one copy\n" });
});

// A chunk whose code runs while another is half read would fail here, or read everything at the start.
test("a start reads the chunks that it needs, and each other chunk can be the next", async () => {
  const { exitCode, output } = await project.run("node", "chunks.cjs");
  expect(output).toMatch(/^rolldown-runtime sim sts\n\d\d others\n$/);
  expect(exitCode).toBe(0);
});

test("the example for node:test passes", async () => {
  const name = "orders.test.mjs";
  await copyFile(join(repository, "examples/getting-started", name), join(project.folder, name));
  const { exitCode, output } = await project.run("node", "--test", name);
  expect(output).toMatch(/pass 1\n/);
  expect(exitCode).toBe(0);
});
