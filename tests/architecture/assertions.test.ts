import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { emptyAssertions } from "./assertions.js";
import { parse } from "./source.js";

const root = new URL("../../", import.meta.url);

test("every test can fail", () => {
  const files = ["tests", "examples"].flatMap((folder) =>
    readdirSync(new URL(folder, root), { recursive: true, encoding: "utf8" })
      .map((name) => `${folder}/${name.replaceAll("\\", "/")}`)
      .filter((path) => path.endsWith(".ts"))
      .map((path) => parse({ path, text: readFileSync(new URL(path, root), "utf8") })),
  );
  expect(files.length).toBeGreaterThan(200);
  expect(emptyAssertions(files)).toEqual([]);
}, 60_000);

const flaws = (text: string) => emptyAssertions([parse({ path: "tests/a.test.ts", text })]);

test.each([
  "test('a', () => { expect(1); });",
  "test('a', () => { expect(1).toBe; });",
  "test('a', async () => { await expect(f()).rejects; });",
])("finds an assertion without a matcher: %s", (text) => {
  expect(flaws(text)).toEqual(["tests/a.test.ts:1 expects without calling a matcher."]);
});

test.each([
  "test('a', () => { run(); });",
  "test.each([1, 2])('%i', (n) => { run(n); });",
  "test.skipIf(isWindows)('a', async () => { await run(); });",
  "const run = () => {}; test('a', () => { run(); });",
])("finds a test without an assertion: %s", (text) => {
  expect(flaws(text)).toEqual(["tests/a.test.ts:1 is a test without an assertion."]);
});

test.each([
  "for (const a of list()) expect(a).toBe(1);",
  "for (const a in found) expect(a).toBe('b');",
  "list().forEach((a) => expect(a).toBe(1));",
  "await Promise.all(found.map(async (a) => expect(await a).toBe(1)));",
  "if (found) expect(found).toBe(1);",
  "found && expect(found).toBe(1);",
  "try { run(); } catch (error) { expect(error).toBe(1); }",
  "const list: number[] = []; for (const a of list) expect(a).toBe(1);",
])("finds assertions that may not run: %s", (body) => {
  expect(flaws(`test('a', async () => { ${body} });`)).toEqual([
    "tests/a.test.ts:1 asserts only in branches or loops that may not run: expect what they depend on.",
  ]);
});

test.each([
  "expect(a).not.toBe(1);",
  "return expect(a).resolves.toBe(1);",
  "const it = expect(a); it.toBe(1);",
  "fc.assert(fc.property(list, (l) => { for (const a of l) expect(a).toBe(1); }));",
  "for (const a of [1, 2] as const) expect(a).toBe(1);",
  "for (const a of Object.keys({ b: 1 })) expect(a).toBe('b');",
  "for (let i = 0; i < 3; i++) expect(i).toBe(1);",
  "expect(found).toHaveLength(2); for (const a of found) expect(a).toBe(1);",
  "if (found) expect(found).toBe(1); else expect(other).toBe(1);",
  "try { run(); } finally { expect(ran).toBe(1); }",
  "return expect.poll(() => found).toBe(1);",
])("accepts: %s", (body) => {
  expect(flaws(`test('a', () => { ${body} });`)).toEqual([]);
});

test("finds helpers that assert, in the same file and in others", () => {
  const files = [
    parse({ path: "tests/support/a.ts", text: "export async function holds(a) { expect(a).toBe(1); }" }),
    parse({ path: "tests/support/b.ts", text: "export const idle = () => {};" }),
    parse({
      path: "tests/c/d.test.ts",
      text: [
        'import { holds } from "../support/a.js"; import { idle } from "../support/b.js";',
        "const both = (a) => { holds(a); };",
        "test('a', () => holds(1)); test('b', () => both(1));",
        "test('c', () => idle());",
      ].join("\n"),
    }),
  ];
  expect(emptyAssertions(files)).toEqual(["tests/c/d.test.ts:4 is a test without an assertion."]);
});
