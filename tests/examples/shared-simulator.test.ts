import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { TestProject } from "vitest/node";
import setup from "../../examples/shared-simulator/global-setup.js";
import { connectAwsSim } from "../../lib/index.js";

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");

test("the documentation shows the example, which is compiled", () => {
  const shown = [...read("docs/standalone.md").matchAll(/<!-- (examples\/\S+) -->\n```ts\n([\s\S]*?)```/g)];
  expect(shown.map(([, path]) => path)).toEqual([
    "examples/shared-simulator/global-setup.ts",
    "examples/shared-simulator/clusters.test.ts",
  ]);
  for (const [, path = "", code] of shown) expect(code).toBe(read(path));
});

test("the global setup provides the URL of a simulator, and closes it", async () => {
  const provided = new Map<string, unknown>();
  const provide = (name: string, value: unknown) => void provided.set(name, value);
  // All that the example uses of a project.
  const close = await setup({ provide } as Pick<TestProject, "provide"> as TestProject);
  const url = String(provided.get("simUrl"));
  expect(await (await connectAwsSim(url)).delays.all()).toHaveProperty("ecs.pending", 0);
  await close();
  await expect(connectAwsSim(url)).rejects.toThrow(`No simulator responds at ${url}`);
});
