import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import {
  type Block,
  blocksOf,
  codeBlocks,
  moduleOf,
  printed,
  promisedOutput,
  promisesAll,
} from "./blocks.js";

const root = fileURLToPath(new URL("../../", import.meta.url));
const blocks = codeBlocks();
const where = ({ page, line }: Block) => `${page}:${line}`;

/** Below the repository, so that imports find its packages. */
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(root, ".snippets-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
afterEach(() => {
  vi.restoreAllMocks();
});

const examples = blocks.filter(({ note }) => note?.startsWith("examples/"));
test.each(examples.map((block) => [where(block), block] as const))(
  "%s is the example that it names",
  (_, block) => {
    expect(block.code).toBe(readFileSync(join(root, block.note ?? ""), "utf8"));
  },
);

const skipped = blocks.filter(({ note }) => note?.startsWith("not executed: "));
test("T05: blocks that are not executed are few, and have a reason", () => {
  for (const { note = "" } of skipped) expect(note.length).toBeGreaterThan("not executed: ".length + 10);
  expect(skipped.length).toBeLessThan(blocks.length / 6);
});

const executed = blocks.filter((block) => !examples.includes(block) && !skipped.includes(block));
test.each(executed.map((block) => [where(block), block] as const))(
  "%s does what it shows",
  async (_, block) => {
    const { output } = await execute(block);
    const promised = promisedOutput(block.code);
    expect(promisesAll(block.code) ? output : output.filter((line) => promised.includes(line))).toEqual(
      promised,
    );
  },
  30_000,
);

test("a block that throws, or prints something else, fails", async () => {
  const [thrown, wrong] = blocksOf(
    "docs/none.md",
    "```ts\nthrow new Error('no');\n```\n\n```ts\nconsole.log(1 + 1); // 3\n```\n",
  );
  if (!thrown || !wrong) throw new Error("There are two blocks.");
  await expect(execute(thrown)).rejects.toThrow("no");
  expect((await execute(wrong)).output).toEqual(["2"]);
  expect(promisedOutput(wrong.code)).toEqual(["3"]);
});

/** Runs a block, closes the simulators that it made, and returns what it printed. */
async function execute(block: Block): Promise<{ output: string[] }> {
  const log = vi.spyOn(console, "log").mockImplementation(() => {});
  const file = join(folder, `${where(block).replace(/\W/g, "-")}.ts`);
  writeFileSync(file, moduleOf(block));
  const module: { default: () => Promise<void>; made: { close(): Promise<void> }[] } = await import(file);
  try {
    await module.default();
    return { output: printed(log.mock.calls) };
  } finally {
    for (const sim of module.made) await sim.close();
  }
}
