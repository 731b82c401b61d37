import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path/posix";
import { expect, test } from "vitest";

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), "utf8");

/** The programs that a program imports from its own folder, and theirs. */
function withImports(program: string, found = new Set<string>()): Set<string> {
  if (found.has(program)) return found;
  found.add(program);
  for (const [, file = ""] of read(program).matchAll(/from "(\.{1,2}\/[^"]+)"/g))
    withImports(join(program, "..", file), found);
  return found;
}

test("the image is built from all that the build imports", () => {
  const copied = [...read("Dockerfile").matchAll(/^COPY (?!--)(.+) \S+$/gm)].flatMap(([, paths = ""]) =>
    paths.split(" "),
  );
  const kept = [...read(".dockerignore").matchAll(/^!(.+)$/gm)].map(([, path]) => path);
  const needed = [...withImports("tools/build.mjs"), "lib", "inspector"];

  const isCopied = (file: string) => copied.some((path) => path === file || file.startsWith(`${path}/`));
  expect(needed.filter((file) => !isCopied(file))).toEqual([]);
  expect(kept).toEqual(expect.arrayContaining(copied));
  expect(copied.filter((path) => !existsSync(new URL(`../${path}`, import.meta.url)))).toEqual([]);
});
