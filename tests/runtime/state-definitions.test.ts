import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { stateIn } from "../../lib/runtime/state-definitions.js";
import { defineTable } from "../../lib/runtime/store/store.js";
import { defineTransient } from "../../lib/runtime/transient-state.js";
import { services } from "../../lib/services/index.js";
import { SHARED_STATE } from "../../lib/simulation.js";
import { StateNames } from "../support/state-names.js";

const root = new URL("../../lib/", import.meta.url);
const sources = readdirSync(root, { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".ts"))
  .map((path) => readFileSync(new URL(path.replaceAll("\\", "/"), root), "utf8"));

const states = [...Object.values(SHARED_STATE), ...Object.values(services).map(({ state }) => state())];
const listed = new Set(
  states.flatMap(({ tables, transients }) => [...tables, ...transients]).map(({ name }) => name),
);

/** The names of the tables and transient values that a source defines. */
function definedIn(source: string): string[] {
  const calls = source.matchAll(
    /= define(?:Table|Transient|Settings)\b(?:<[^;]*?>)?\(\s*(?:\{\s*name: )?"([^"]+)"/g,
  );
  return [...calls].map(([, name = ""]) => name);
}

describe("tables and transient values of lib/", () => {
  test("are all found", () => {
    const calls = sources.flatMap((source) => source.match(/= define(?:Table|Transient|Settings)\b/g) ?? []);
    expect(sources.flatMap(definedIn)).toHaveLength(calls.length);
    expect(definedIn('const A = defineTable<Map<string, Row>, number>({\n  name: "a.b" });')).toEqual([
      "a.b",
    ]);
    expect(definedIn('const A = defineSettings<Values>("a.d", {});')).toEqual(["a.d"]);
    expect(definedIn('const A = defineTransient(\n  "a.c", () => new C());')).toEqual(["a.c"]);
  });

  test("are listed by the definition of a service, or by the simulation", () => {
    expect(sources.flatMap(definedIn).filter((name) => !listed.has(name))).toEqual([]);
  });

  test("and timers have names like the others, each its own", () => {
    const names = new StateNames();
    const addAll = () => {
      for (const [owner, state] of Object.entries(SHARED_STATE)) names.add(owner, state);
      for (const { identity, state, timers } of Object.values(services))
        names.add(identity.name, state(), Object.keys(timers()));
    };
    expect(addAll).not.toThrow();
  });
});

const A = defineTable({ name: "cloud-map.things", key: "id" });
const B = defineTransient("cloud-map.handlers", () => ({}));

describe("names of state", () => {
  test("are collected from modules", () => {
    const state = stateIn({ A, keyOf: () => "key", LIMIT: 1 }, { B });
    expect(state).toEqual({ tables: [A], transients: [B] });
    expect(() => new StateNames().add("cloudMap", state, ["cloud-map.checks"])).not.toThrow();
  });

  test.each([
    ["table", stateIn({ A })],
    ["transient value", stateIn({ B })],
  ])("of a %s must be unique", (kind, state) => {
    const names = new StateNames();
    names.add("cloudMap", state);
    expect(() => names.add("cloudMap", state)).toThrow(`There are two ${kind}s named "cloud-map.`);
  });

  test("of timers must be unique", () => {
    const names = new StateNames();
    names.add("logs", stateIn(), ["logs.sweep"]);
    expect(() => names.add("logs", stateIn(), ["logs.sweep"])).toThrow(
      'There are two timers named "logs.sweep".',
    );
  });

  test.each([
    "things",
    "logs.things",
    "cloudMap.things",
    "cloud-map.Things",
    "cloud-map.thing",
    "cloud-map.-s",
  ])("must be spelled like the others: %s", (name) => {
    const state = stateIn({ TABLE: defineTable({ name, key: "id" }) });
    expect(() => new StateNames().add("cloudMap", state)).toThrow(
      new Error(`The table "${name}" must be named like "cloud-map.some-things".`),
    );
  });
});
