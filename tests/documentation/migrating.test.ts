import { readdirSync, readFileSync } from "node:fs";
import { request } from "undici";
import { afterAll, beforeAll, expect, test } from "vitest";
import { FLAGS } from "../../lib/cli/flags.js";
import { type AwsSim, createAwsSim } from "../../lib/index.js";

const folder = new URL("../../docs/migrating/", import.meta.url);
const pages = ["../migrating-from-aws-sdk-client-mock.md", ...readdirSync(folder)].sort();

let sim: AwsSim;
let routes: string[];
beforeAll(async () => {
  sim = await createAwsSim();
  const { body } = await request(`${sim.url}/_sim/openapi.json`);
  const { paths } = (await body.json()) as { paths: Record<string, object> };
  routes = Object.entries(paths).flatMap(([path, verbs]) =>
    Object.keys(verbs).map((verb) => `${verb.toUpperCase()} ${path}`),
  );
});
afterAll(() => sim.close());

/** What the tables have in the column of aws-sim, as code. */
function codeOf(page: string): string[] {
  const rows = readFileSync(new URL(page, folder), "utf8").matchAll(/^\| .* \| (.*) \|$/gm);
  return [...rows].flatMap(([, cell = ""]) => [...cell.matchAll(/`([^`]+)`/g)].map(([, code = ""]) => code));
}

/** The first group of each match. */
function found(code: string, pattern: RegExp): string[] {
  return [...code.matchAll(pattern)].map(([, group = ""]) => group);
}

/** Whether a route serves a request; parts such as `<name>` and `orders` stand for any. */
function isServed(called: string): boolean {
  const parts = called.split("/");
  return routes.some((route) => {
    const pattern = route.split("/");
    return (
      pattern.length === parts.length &&
      pattern.every((part, place) => part.startsWith("{") || part === parts[place])
    );
  });
}

test("there is a page for each of the tools that the documentation promises", () => {
  expect(pages).toEqual([
    "../migrating-from-aws-sdk-client-mock.md",
    "aws-emulator.md",
    "localstack.md",
    "moto.md",
    "step-functions-local.md",
  ]);
});

test.each(pages)("routes, flags and members that %s names exist", (page) => {
  const codes = codeOf(page);
  const called = codes.flatMap((code) => found(code, /^([A-Z]+ \/_sim\/[^\s?]*)/g));
  // What follows "--" alone is another program.
  const flags = codes.flatMap((code) => found(code.replace(/ -- .*/, ""), /--([a-z-]+)/g));
  const members = codes.flatMap((code) => found(code, /\bsim\.(\w+(?:\.\w+)*)/g));
  expect(called.filter((one) => !isServed(one))).toEqual([]);
  expect(flags.filter((flag) => !(flag in FLAGS))).toEqual([]);
  expect(members.filter((path) => valueAt(path.split(".")) === undefined)).toEqual([]);
  expect(called.length + flags.length + members.length).toBeGreaterThan(3);
});

function valueAt(path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (value, member) =>
      (typeof value === "object" || typeof value === "function") && value !== null
        ? Reflect.get(value, member)
        : undefined,
    sim,
  );
}

test("a route that does not exist is found", () => {
  expect(isServed("POST /_sim/reset")).toBe(true);
  expect(isServed("POST /_sim/resets")).toBe(false);
  expect(valueAt(["clock", "advanced"])).toBeUndefined();
});
