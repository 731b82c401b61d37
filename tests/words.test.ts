import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

/** Words that make sentences harder to read, or that AWS and HTTP have other words for. */
const AVOIDED =
  /\b(nobody|whoever|anew|meanwhile|is no(?! longer)|stands(?! in for)|says|tells|gives? back|takes? (?:it|them) back|comes? of|at once|refuses?)\b/gi;

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

test.each(pages)("%s keeps to plain words", (page) => {
  expect(avoidedIn(readFileSync(new URL(`../${page}`, import.meta.url), "utf8"))).toEqual([]);
});

test("finds words in prose with their lines, and none in code", () => {
  const page = "Nobody hears it.\n\n```ts\nsays();\n```\n\nIt `tells`, and stands.\n";
  expect(avoidedIn(page)).toEqual(["1: Nobody", "7: stands"]);
  expect(avoidedIn("It takes a second and takes precedence over the answers.")).toEqual([]);
});
