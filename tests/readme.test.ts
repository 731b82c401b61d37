import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path/posix";
import { expect, test } from "vitest";

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), "utf8");

test("every TypeScript snippet of the README is an example that the tests run", () => {
  const snippets = [...read("README.md").matchAll(/(?:<!-- (\S+) -->\n)?```ts\n([\s\S]*?)```/g)];
  expect(snippets.length).toBeGreaterThan(0);
  for (const [, path = "none", code] of snippets) {
    expect(path).toMatch(/^examples\/.+\.test\.ts$/);
    expect(code).toBe(read(path));
  }
});

const pages = [
  "README.md",
  "CONTRIBUTING.md",
  "tests/clients/README.md",
  "examples/docker-on-ecs/README.md",
  ...readdirSync(new URL("../docs", import.meta.url), { recursive: true, encoding: "utf8" })
    .map((name) => `docs/${name.replaceAll("\\", "/")}`)
    .filter((name) => name.endsWith(".md")),
];

test.each(pages)("what %s links to is there", (page) => {
  const links = [...read(page).matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]+))?\)/g)];
  const broken = links.filter(([, target, anchor]) => !isThere(page, target ?? "", anchor));
  expect(broken.map(([link]) => link)).toEqual([]);
});

test("each of at least twenty questions is answered within two clicks from the README", () => {
  expect(read("README.md")).toContain("](docs/questions.md)");
  const questions = [...read("docs/questions.md").matchAll(/^\| (.*\?.*) \| (.*) \|$/gm)];
  expect(questions.length).toBeGreaterThanOrEqual(20);
  expect(
    questions.filter(([, , answer = ""]) => !/\]\([^)]+\)/.test(answer)).map(([, question]) => question),
  ).toEqual([]);
});

test.each([
  ["a page that is not there", "none.md", undefined],
  ["a heading that is not there", "", "none"],
  ["a heading of another page that is not there", "docs/standalone.md", "none"],
])("a link to %s is found", (_, target, anchor) => {
  expect(isThere("README.md", target, anchor)).toBe(false);
});

function isThere(from: string, target: string, anchor: string | undefined): boolean {
  const file = target === "" ? from : join(dirname(from), target);
  if (!existsSync(new URL(`../${file}`, import.meta.url))) return false;
  return anchor === undefined || anchorsOf(read(file)).includes(anchor);
}

/** The anchors that GitHub gives to headings. */
function anchorsOf(markdown: string): string[] {
  const text = markdown.replace(/^```[\s\S]*?^```/gm, "");
  const given = [...text.matchAll(/<a id="([^"]+)">/g)].map(([, id = ""]) => id);
  const headings = [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-"),
  );
  const seen = new Map<string, number>();
  const numbered = headings.map((anchor) => {
    const count = seen.get(anchor) ?? 0;
    seen.set(anchor, count + 1);
    return count === 0 ? anchor : `${anchor}-${count}`;
  });
  return [...given, ...numbered];
}
