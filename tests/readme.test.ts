import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), "utf8");

test("the README's quick start is the example that the tests run", () => {
  const [, path = "", code] = /<!-- (\S+) -->\n```ts\n([\s\S]*?)```/.exec(read("README.md")) ?? [];
  expect(path).toBe("examples/quick-start/quick-start.test.ts");
  expect(code).toBe(read(path));
});

test("every page that a page links to is there", () => {
  for (const page of [
    "README.md",
    "docs/clock-and-delays.md",
    "docs/isolation.md",
    "docs/architecture.md",
    "docs/standalone.md",
  ]) {
    const targets = [...read(page).matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, target = ""]) => target);
    const folder = new URL(`../${page}`, import.meta.url);
    for (const target of targets) expect(exists(new URL(target, folder)), `${page} → ${target}`).toBe(true);
  }
});

function exists(url: URL): boolean {
  try {
    readFileSync(url);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EISDIR";
  }
}
