import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { createProject, type Project } from "./project.js";

const NEWEST = "typescript-7";

let project: Project;
beforeAll(async () => {
  project = await createProject("types", inject("tarball"));
});
afterAll(() => project?.[Symbol.asyncDispose]());

/** Type-checks files with the strictest settings and the declarations of all packages; resolves with the errors. */
async function errorsOf(
  { folder, run }: Project,
  compiler: string,
  files: readonly string[],
  options: object,
): Promise<string> {
  const config = {
    compilerOptions: {
      noEmit: true,
      target: "ES2022",
      strict: true,
      exactOptionalPropertyTypes: true,
      noUncheckedIndexedAccess: true,
      skipLibCheck: false,
      types: [],
      ...options,
    },
    files,
  };
  await writeFile(join(folder, "tsconfig.strict.json"), JSON.stringify(config));
  const { bin } = JSON.parse(await readFile(join(folder, "node_modules", compiler, "package.json"), "utf8"));
  const tsc = join("node_modules", compiler, bin.tsc);
  const { exitCode, output } = await run("node", tsc, "--project", "tsconfig.strict.json");
  expect(output === "" ? 0 : exitCode).toBe(exitCode);
  return output;
}

test.each([
  ["NodeNext, ES modules", "tsconfig.esm.json"],
  ["NodeNext, CommonJS", "tsconfig.cjs.json"],
  ["bundler", "tsconfig.bundler.json"],
])("the types of all entry points resolve: %s", async (_, config) => {
  const tsc = join("node_modules", NEWEST, "bin", "tsc");
  const { exitCode, output } = await project.run("node", tsc, "--noEmit", "--project", config);
  expect({ exitCode, output }).toEqual({ exitCode: 0, output: "" });
});

describe("the declarations are correct without skipLibCheck and without other packages", () => {
  test.each([
    ["typescript-5.0", "Node16", "Node16"],
    ["typescript-5.0", "ESNext", "Bundler"],
    ["typescript-5.0", "CommonJS", "Node10"],
    ["typescript-5.4", "Node16", "Node16"],
    ["typescript-5.4", "ESNext", "Bundler"],
    ["typescript-5.4", "CommonJS", "Node10"],
    ["typescript-5.9", "Node16", "Node16"],
    ["typescript-5.9", "ESNext", "Bundler"],
    ["typescript-5.9", "CommonJS", "Node10"],
    [NEWEST, "Node16", "Node16"],
    [NEWEST, "ESNext", "Bundler"],
  ])("%s, module %s, resolution %s", async (compiler, module, moduleResolution) => {
    expect(await errorsOf(project, compiler, ["library.ts"], { module, moduleResolution })).toBe("");
  });
});

const modern = { module: "ESNext", moduleResolution: "Bundler", types: ["node"] };

test("the matchers and hooks fit @jest/globals", async () => {
  // The declarations of Jest's own dependencies have errors.
  const options = { ...modern, skipLibCheck: true };
  expect(await errorsOf(project, NEWEST, ["jest-globals.ts"], options)).toBe("");
});

describe.each(["^4.1.10", "^5.1.2"])("the matchers are types of Vitest %s", (version) => {
  let vitest: Project;
  beforeAll(async () => {
    vitest = await createProject("types", inject("tarball"), { vitest: version, "@types/node": "^22.12.0" });
  });
  afterAll(() => vitest?.[Symbol.asyncDispose]());

  test.each(["vitest-first.ts", "vitest-last.ts"])("%s", async (file) => {
    const options = { ...modern, lib: ["ES2023", "ESNext.Disposable", "DOM"] };
    expect(await errorsOf(vitest, NEWEST, [file], options)).toBe("");
  });
});
