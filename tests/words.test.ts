import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

/** Words that make sentences harder to read, or that AWS and HTTP have other words for. */
const AVOIDED =
  /\b(nobody|whoever|anew|meanwhile|(?<!there )is no(?! longer)|stands(?! in for)|says|tells|gives? back|takes? (?:it|them) back|comes? of|at once|refuses?)\b/gi;

const pages = [
  "README.md",
  "CONTRIBUTING.md",
  "examples/docker-on-ecs/README.md",
  ...readdirSync(new URL("../docs", import.meta.url), { recursive: true, encoding: "utf8" })
    .map((name) => `docs/${name.replaceAll("\\", "/")}`)
    .filter((name) => name.endsWith(".md")),
].sort();

/** The avoided words of a page, with their lines; code is omitted. */
function avoidedIn(markdown: string): string[] {
  const prose = markdown
    .replace(/^```[\s\S]*?^```/gm, (block) => block.replace(/[^\n]/g, ""))
    .replace(/`[^`\n]*`/g, "");
  return prose
    .split("\n")
    .flatMap((line, index) => [...line.matchAll(AVOIDED)].map(([word]) => `${index + 1}: ${word}`));
}

const sources = ["lib", "inspector", "tests", "examples", "tools", "bench"].flatMap((folder) =>
  readdirSync(new URL(`../${folder}`, import.meta.url), { recursive: true, encoding: "utf8" })
    .map((name) => `${folder}/${name.replaceAll("\\", "/")}`)
    .filter((name) => /\.(ts|tsx|mjs)$/.test(name) && !name.includes("generated/"))
    .filter((name) => name !== "tests/words.test.ts")
    .sort(),
);

/** The lines of a source file that are comments, or the titles of tests; others are empty. */
function proseOf(source: string): string {
  const lines = source.split("\n").map((line) => {
    const [, comment] = /(?:^\s*\/?\*\*?|(?:^|\s)\/\/)\s(.*)$/.exec(line) ?? [];
    const [, title] = /^\s*(?:test|describe)(?:\.\w+)*\((?:.*\)\()?["`](.*)["`],/.exec(line) ?? [];
    return comment ?? title ?? "";
  });
  return lines.join("\n");
}

test.each(pages)("%s keeps to plain words", (page) => {
  expect(avoidedIn(readFileSync(new URL(`../${page}`, import.meta.url), "utf8"))).toEqual([]);
});

test.each(["lib", "inspector", "tests", "examples", "tools", "bench"])(
  "comments and titles of tests in %s keep to plain words",
  (folder) => {
    const found = sources
      .filter((name) => name.startsWith(`${folder}/`))
      .flatMap((name) =>
        avoidedIn(proseOf(readFileSync(new URL(`../${name}`, import.meta.url), "utf8"))).map(
          (word) => `${name}:${word}`,
        ),
      );
    expect(found).toEqual([]);
  },
);

test("finds words in comments and titles of tests, and none in code", () => {
  const source = [
    "/** Says what it does. */",
    "const stands = `tells`; // nobody reads this",
    "const path = says * tells;",
    'test("refuses a request", () => {',
    "  /*",
    "   * Anew, and `whoever` calls it.",
    "   */",
  ].join("\n");
  expect(avoidedIn(proseOf(source))).toEqual(["1: Says", "2: nobody", "4: refuses", "6: Anew"]);
});

test("finds words in prose with their lines, and none in code", () => {
  const page = "Nobody hears it.\n\n```ts\nsays();\n```\n\nIt `tells`, and stands.\n";
  expect(avoidedIn(page)).toEqual(["1: Nobody", "7: stands"]);
  expect(avoidedIn("It takes a second and takes precedence over the answers.")).toEqual([]);
});
