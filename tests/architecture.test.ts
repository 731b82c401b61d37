import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import manifest from "../package.json" with { type: "json" };
import { cycles, layering } from "./architecture/layers.js";
import { openLookups } from "./architecture/lookups.js";
import { constraintTexts, otherDescriptions, otherErrorFiles } from "./architecture/names.js";
import {
  asyncHandlers,
  longFiles,
  moduleState,
  realRandomness,
  realTime,
  sdkImports,
  simulationInServices,
  transactions,
  typeHoles,
} from "./architecture/rules.js";
import { type ParsedFile, parse } from "./architecture/source.js";
import { unusedResults } from "./architecture/unused-results.js";
import { s3InSharedRooms, writtenArns } from "./architecture/words.js";

const root = new URL("../", import.meta.url);

const lib = readdirSync(new URL("lib", root), { recursive: true, encoding: "utf8" })
  .map((name) => `lib/${name.replaceAll("\\", "/")}`)
  .filter((path) => path.endsWith(".ts"))
  .map((path) => parse({ path, text: readFileSync(new URL(path, root), "utf8") }));

/** Parses a sample: file texts by path. */
function sample(files: Record<string, string>): ParsedFile[] {
  return Object.entries(files).map(([path, text]) => parse({ path, text }));
}

/** The `path:line` at the start of each message. */
function places(messages: readonly string[]): string[] {
  return messages.map((message) => message.split(" ", 1)[0] ?? "");
}

describe("lib/ keeps the rules", () => {
  test.each([
    ["its layers", layering],
    ["no import cycles", cycles],
    ["no real time outside lib/clock", realTime],
    ["no randomness outside lib/runtime/ids.ts", realRandomness],
    ["no module state", moduleState],
    ["no lookups of a client's names in objects", openLookups],
    ["no holes in the types", typeHoles],
    ["no file over 300 lines", longFiles],
    ["no import of the SDK", sdkImports],
    ["no async handlers of operations", asyncHandlers],
    ["no transactions but those of the runtime", transactions],
    ["no simulation in services", simulationInServices],
    ["no S3 in the rooms that serve all services", s3InSharedRooms],
    ["no ARN that is written out", writtenArns],
    ["one name for the description of a row", otherDescriptions],
    ["one scheme for files of errors", otherErrorFiles],
    ["no constraint in words", constraintTexts],
    ["no call for its error alone", unusedResults],
  ])("%s", (_, rule) => {
    expect(lib.length).toBeGreaterThan(0);
    expect(rule(lib)).toEqual([]);
  });

  test("no @aws-sdk package is installed with this one", () => {
    const installed = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies });
    expect(installed.filter((name) => name.startsWith("@aws-sdk/"))).toEqual([]);
  });
});

describe("each rule can fail", () => {
  test.each([
    ["the runtime to the model", "lib/runtime/a.ts", "../model/facts.js"],
    ["http to the runtime", "lib/http/server.ts", "../runtime/errors.js"],
    ["the model to a protocol", "lib/model/a.ts", "../protocols/json.js"],
    ["a protocol to the server", "lib/protocols/json.ts", "../http/server.js"],
    ["values to the runtime", "lib/values/a.ts", "../runtime/errors.js"],
    ["signing to the model", "lib/signing/sigv4.ts", "../model/facts.js"],
    ["a service to http", "lib/services/ecs/index.ts", "../../http/message.js"],
    ["a service to a protocol", "lib/services/ecs/index.ts", "../../protocols/json.js"],
    ["a service to another", "lib/services/ecs/operations/a.ts", "../../logs/state.js"],
    ["S3 Control to more of S3 than its signing", "lib/services/s3-control/index.ts", "../s3/tags.js"],
    [
      "a service to the checks of signatures",
      "lib/services/s3/signing/errors.ts",
      "../../../signing/verify.js",
    ],
    ["generated code to a value of the model", "lib/services/ecs/generated/facts.ts", "../../../model/a.js"],
    ["a part to the joining file", "lib/options.ts", "./sim.js"],
    ["the joining file to the surface", "lib/sim.ts", "./index.js"],
    ["a folder without a layer", "lib/utils/a.ts", "../runtime/a.js"],
  ])("layering: %s", (_, path, specifier) => {
    const files = sample({ [path]: `\nimport { a } from "${specifier}";\n` });
    expect(layering(files)).toHaveLength(1);
    expect(layering(files)[0]).toMatch(
      path.startsWith("lib/utils") ? /:1 belongs to no layer/ : /:2 may not import/,
    );
  });

  test.each(["export * from", "export { a } from", "const a = import(", "type A = import("])(
    "layering sees: %s",
    (text) => {
      const end = text.endsWith("(") ? ")" : "";
      const files = sample({
        "lib/runtime/a.ts": `${text}"../sim.js"${end}${text.startsWith("type") ? ".A" : ""};`,
      });
      expect(places(layering(files))).toEqual(["lib/runtime/a.ts:1"]);
    },
  );

  test("the layering rule accepts types where only types are allowed", () => {
    const files = sample({
      "lib/signing/a.ts": 'import type { ServiceFacts } from "../model/facts.js";',
      "lib/signing/b.ts": 'import { type ServiceFacts } from "../model/facts.js";',
      "lib/signing/c.ts": 'import { ServiceFacts } from "../model/facts.js";',
      "lib/services/ecs/generated/facts.ts": 'import type { ServiceFacts } from "../../../model/facts.js";',
      "lib/services/ecs/state.ts": 'import type { ServiceFacts } from "../../model/facts.js";',
    });
    expect(places(layering(files))).toEqual(["lib/signing/c.ts:1", "lib/services/ecs/state.ts:1"]);
  });

  test("the layering rule accepts what the design allows", () => {
    const files = sample({
      "lib/sim.ts": 'import "./http/server.js"; import "./services/ecs/index.js"; import "./runtime/a.js";',
      "lib/index.ts": 'export { createAwsSim } from "./sim.js";',
      "lib/services/ecs/index.ts": 'import "./state.js"; import "../../runtime/a.js"; import "nanoid";',
      "lib/services/index.ts": 'import "./ecs/index.js"; import "./s3/index.js";',
      "lib/control/routes.ts": 'import "../http/message.js"; import "../dispatch.js";',
    });
    expect(layering(files)).toEqual([]);
  });

  test("transactions", () => {
    const text = "ctx.transaction(f);\nsimulation.store.transaction(f);\nconst { transaction } = store;";
    const files = sample({
      "lib/services/a/b.ts": text,
      "lib/control/a.ts": text,
      "lib/control/in-process.ts": text,
      "lib/runtime/execute.ts": text,
      "lib/clock/scheduler.ts": text,
    });
    expect(places(transactions(files))).toEqual([
      "lib/services/a/b.ts:1",
      "lib/services/a/b.ts:2",
      "lib/control/a.ts:1",
      "lib/control/a.ts:2",
    ]);
  });

  test.each([
    "const now = ctx.simulation.clock.now();",
    "const { simulation } = ctx;",
    'import type { Simulation } from "../../runtime/context.js";',
    'import { simulationOf } from "../../runtime/context.js";',
  ])("the simulation in services: %s", (text) => {
    const files = sample({ "lib/services/a/b.ts": `\n${text}`, "lib/runtime/a.ts": text });
    expect(new Set(places(simulationInServices(files)))).toEqual(new Set(["lib/services/a/b.ts:2"]));
  });

  test.each([
    "export async function runTask() {}",
    "export const runTask = async () => {};",
    "export function runTask() { return (async () => {})(); }",
  ])("async handlers: %s", (text) => {
    const files = sample({
      "lib/services/a/operations/b.ts": text,
      "lib/services/a/b/operations.ts": text,
      "lib/services/a/b/rule-operations.ts": text,
      "lib/services/a/b.ts": text,
    });
    expect(places(asyncHandlers(files))).toEqual([
      "lib/services/a/operations/b.ts:1",
      "lib/services/a/b/operations.ts:1",
      "lib/services/a/b/rule-operations.ts:1",
    ]);
  });

  test("cycles", () => {
    const files = sample({
      "lib/runtime/a.ts": 'import "./b.js";',
      "lib/runtime/b.ts": '\nimport type { C } from "./c.js";',
      "lib/runtime/c.ts": 'import "./d.js"; import "./a.js";',
      "lib/runtime/d.ts": "export {};",
    });
    expect(cycles(files)).toEqual([
      "lib/runtime/c.ts:1 closes a circle: lib/runtime/a.ts → lib/runtime/b.ts → lib/runtime/c.ts → lib/runtime/a.ts. Move what both need to a third file.",
    ]);
  });

  test.each([
    "const t = Date.now();",
    "const t = new Date();",
    "const t = performance.now();",
    "setTimeout(() => {}, 1);",
    "globalThis.setInterval(f, 1);",
    "const later = setImmediate;",
    "const signal = AbortSignal.timeout(5);",
    'import { setTimeout as sleep } from "node:timers/promises";',
  ])("real time: %s", (text) => {
    expect(places(realTime(sample({ "lib/a.ts": `// one\n${text}` })))).toContain("lib/a.ts:2");
    expect(realTime(sample({ "lib/clock/real.ts": text }))).toEqual([]);
  });

  test("the rule on real time accepts simulated time", () => {
    const text =
      "new Date(0); clock.setTimeout(f); type T = { setTimeout: 1 }; Date.parse('x'); // Date.now()";
    expect(realTime(sample({ "lib/a.ts": text }))).toEqual([]);
  });

  test("randomness", () => {
    const text = "\nconst x = Math.random();";
    expect(places(realRandomness(sample({ "lib/runtime/a.ts": text, "lib/runtime/ids.ts": text })))).toEqual([
      "lib/runtime/a.ts:2",
    ]);
  });

  test.each([
    "let a = 1;",
    "export let a = 1;",
    "var a;",
    "const a = new Map();",
    "export const a: string[] = [];",
    "const a = {};",
    "const a = new Set([1]); export const f = () => a.add(2);",
    "const a = { b: 1 }; export const f = () => { a.b = 2; };",
  ])("module state: %s", (text) => {
    expect(places(moduleState(sample({ "lib/a.ts": `\n${text}` })))).toEqual(["lib/a.ts:2"]);
  });

  test.each([
    "const none: readonly string[] = [];",
    "const none: ReadonlyMap<string, string> = new Map();",
    "const none: Readonly<Record<string, string>> = {};",
  ])("the rule on module state accepts values whose types protect them: %s", (text) => {
    expect(moduleState(sample({ "lib/a.ts": text }))).toEqual([]);
  });

  test("the rule on module state accepts constants and locals", () => {
    const text =
      "const a = new Map([[1, 2]]); a.get(1); const b = [1]; function f() { let c = 1; const d = []; d.push(c); }";
    expect(moduleState(sample({ "lib/a.ts": text }))).toEqual([]);
  });

  test.each([
    "const a = b as any;",
    "function f(a: any) {}",
    "const a = b as unknown as string;",
    "const a = b!.c;",
    "// @ts-ignore",
    "/* @ts-expect-error */",
  ])("holes in the types: %s", (text) => {
    expect(places(typeHoles(sample({ "lib/a.ts": `\n${text}` })))).toEqual(["lib/a.ts:2"]);
  });

  test("long files, unless generated", () => {
    const text = "// line\n".repeat(301);
    expect(
      places(longFiles(sample({ "lib/a.ts": text, "lib/services/s3/generated/facts.ts": text }))),
    ).toEqual(["lib/a.ts:301"]);
    expect(longFiles(sample({ "lib/a.ts": "// line\n".repeat(300) }))).toEqual([]);
  });

  test.each([
    "const table: Record<string, number> = { a: 1 }; export const f = (name: string) => table[name];",
    "const table: Readonly<Record<string, number>> = { a: 1 }; export const f = (s: S) => table[s.name];",
    "export const f = (table: Partial<Record<string, number>> | undefined, name: string) => table?.[name];",
    "export const f = (row: Row, name: string) => row.tags[name];",
    "export const f = ({ tags }: Row, name: string) => tags[name];",
    "export const f = ({ tags: own = {} }: Row, name: string) => own[name];",
    "export const f = (fields: Fields, name: string) => fields[name];",
    "export class A { constructor(private readonly map: Fields) {} get(name: string) { return this.map[name]; } }",
    "export const f = (row: Row, name: string) => name in row.tags;",
    "export const f = (row: Row, name: string) => { const { [name]: value } = row.tags; return value; };",
    'import { TABLE } from "./b.js"; export const f = (name: string) => TABLE[name];',
    "export function f(name: string) { const made: Record<string, string> = {}; made[name] = name; }",
    "export const f = (tags: Fields, name: string) => tags[`x-$" + "{name}`];",
  ])("lookups in objects: %s", (text) => {
    const shared = {
      "lib/b.ts": "export const TABLE: Readonly<Record<string, string>> = { a: 'b' };",
      "lib/c.ts":
        "interface Row { readonly tags: Readonly<Record<string, string>> } type Fields = { [name: string]: string };",
    };
    expect(places(openLookups(sample({ "lib/a.ts": `\n${text}`, ...shared })))).toEqual(["lib/a.ts:2"]);
  });

  test.each([
    "const table: Record<'a' | 'b', number> = { a: 1, b: 2 }; export const f = (key: 'a' | 'b') => table[key];",
    "const table: Record<string, number> = { a: 1 }; export const f = () => table['a'];",
    "export const f = (list: readonly string[], name: number) => list[name];",
    "export const f = (tags: Record<string, string>) => { for (const name in tags) g(tags[name]); };",
    "export const f = (tags: Record<string, string>) => { for (const n of Object.keys(tags)) g(tags[n]); };",
    "export const f = (n: string) => { const made: Record<string, string> = Object.create(null); made[n] = n; };",
    "export const f = (tags: Record<string, string>, name: string) => { delete tags[name]; };",
    "export const f = (tags: Record<string, string>, n: string) => { const { [n]: _, ...rest } = tags; return rest; };",
    "export const f = (tags: Map<string, string>, name: string) => tags.get(name);",
  ])("the rule on lookups in objects accepts: %s", (text) => {
    expect(openLookups(sample({ "lib/a.ts": text }))).toEqual([]);
  });

  test("lookups by the names of the model are let through where the model is read", () => {
    const text =
      "export const f = (values: Record<string, unknown>, member: Member) => values[member.wireName];";
    const files = sample({ "lib/protocols/a.ts": text, "lib/services/ecs/a.ts": text });
    expect(places(openLookups(files))).toEqual(["lib/services/ecs/a.ts:1"]);
  });

  test.each([
    "if (service === 's3') f();",
    "const a = s3Errors;",
    "f(`a.s3.`);",
    "const a = /^s3$/;",
    "a.isS3;",
  ])("S3 in shared rooms: %s", (text) => {
    const files = sample({ "lib/signing/a.ts": `\n${text}`, "lib/services/s3/a.ts": text });
    expect(places(s3InSharedRooms(files))).toEqual(["lib/signing/a.ts:2"]);
  });

  test("the rule on S3 in shared rooms accepts comments, and other words", () => {
    const text = "// as S3 does\nconst digits3 = 'uints3';";
    expect(s3InSharedRooms(sample({ "lib/wire/a.ts": text }))).toEqual([]);
  });

  test.each([
    "const a = 'arn:aws:s3:::b';",
    "const a = `arn:aws-cn:iam::1:root`;",
    "f(`arn:$" + "{p}:iam::1:root`);",
  ])("ARNs that are written out: %s", (text) => {
    const files = sample({ "lib/services/s3/a.ts": `\n${text}`, "lib/shared/arn.ts": text });
    expect(places(writtenArns(files))).toEqual(["lib/services/s3/a.ts:2"]);
  });

  test("ARNs that are written out: comments, prefixes and patterns are none", () => {
    const text = "// arn:aws:iam::1:root\na.startsWith('arn:'); /^arn:aws[a-z-]*:iam/.test(a);";
    expect(writtenArns(sample({ "lib/services/s3/a.ts": text }))).toEqual([]);
  });

  test("names of descriptions", () => {
    const text = "function describeTask() {}\nfunction shownTask() {}\nfunction described() {}";
    const files = sample({ "lib/services/ecs/a.ts": text, "lib/text/a.ts": text });
    expect(places(otherDescriptions(files))).toEqual(["lib/services/ecs/a.ts:2"]);
  });

  test("files of errors", () => {
    const paths = [
      "errors.ts",
      "errors/tasks.ts",
      "tasks/errors.ts",
      "task-errors.ts",
      "errors/task-error.ts",
    ];
    const files = sample(Object.fromEntries(paths.map((path) => [`lib/services/ecs/${path}`, ""])));
    expect(places(otherErrorFiles(files))).toEqual([
      "lib/services/ecs/task-errors.ts:1",
      "lib/services/ecs/errors/task-error.ts:1",
    ]);
  });

  test("constraints in words", () => {
    const text = '// Member must not be null\nif (text === "Member must not be null") f();';
    const files = sample({ "lib/services/ecs/a.ts": text, "lib/shared/constraints.ts": text });
    expect(places(constraintTexts(files))).toEqual(["lib/services/ecs/a.ts:2"]);
  });

  test("results that are not used", () => {
    const text =
      "\ndecodeURIComponent(path);\nnew RegExp(text);\nconst a = decodeURIComponent(path);\nnew Map().get(a);";
    expect(places(unusedResults(sample({ "lib/a.ts": text })))).toEqual(["lib/a.ts:2", "lib/a.ts:3"]);
  });

  test("imports of the SDK", () => {
    const files = sample({ "lib/a.ts": '\nimport type { STSClient } from "@aws-sdk/client-sts";' });
    expect(places(sdkImports(files))).toEqual(["lib/a.ts:2"]);
  });
});
