import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { createProject, type Project } from "./project.js";

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
