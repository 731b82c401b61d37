import { describe, expect, test } from "vitest";
import type { Json } from "../../../../lib/runtime/store/codec.js";
import { compileReferencePath } from "../../../../lib/services/step-functions/expressions/compile.js";
import { applyResultPath } from "../../../../lib/services/step-functions/expressions/result-path.js";
import { ExpressionSyntaxError } from "../../../../lib/services/step-functions/expressions/scanner.js";

function apply(path: string, input: Json, result: Json): Json {
  return applyResultPath(compileReferencePath(path), input, result);
}

test.each<[path: string, input: Json, result: Json, output: Json]>([
  ["$", { a: 1 }, 2, 2],
  ["$.b", { a: 1 }, 2, { a: 1, b: 2 }],
  ["$.a", { a: 1 }, 2, { a: 2 }],
  ["$.a.b.c", {}, 2, { a: { b: { c: 2 } } }],
  ["$.a.b", { a: { x: 1 } }, 2, { a: { x: 1, b: 2 } }],
  ["$['odd name']", {}, 2, { "odd name": 2 }],
  ["$.a[1]", { a: [1, 2, 3] }, "x", { a: [1, "x", 3] }],
  ["$.a[1].b", { a: [1, {}] }, "x", { a: [1, { b: "x" }] }],
  ["$[0]", [1], 2, [2]],
  ["$.__proto__", {}, { polluted: 1 }, JSON.parse('{"__proto__": {"polluted": 1}}')],
])("%s of %j", (path, input, result, output) => {
  const before = structuredClone(input);
  expect(apply(path, input, result)).toEqual(output);
  expect(input).toEqual(before);
  expect(({} as Readonly<Record<string, unknown>>).polluted).toBeUndefined();
});

test("without a path the result is the output; with null the input is", () => {
  expect(applyResultPath(undefined, { a: 1 }, 2)).toBe(2);
  expect(applyResultPath(null, { a: 1 }, 2)).toEqual({ a: 1 });
});

test("paths with as many steps as a definition may have", () => {
  const path = `$${".a".repeat(100_000)}`;
  let depth = 0;
  let value: Json | undefined = apply(path, {}, 1);
  while (typeof value === "object" && value !== null && "a" in value) {
    value = value.a;
    depth++;
  }
  expect([depth, value]).toEqual([100_000, 1]);
});

describe("inputs without a place for the result", () => {
  test.each<[path: string, input: Json, quoted: string]>([
    ["$.a", "text", '"text"'],
    ["$.a", [1], "[1]"],
    ["$.a", null, "null"],
    ["$.a.b", { a: 1 }, '{"a":1}'],
    ["$.a[3]", { a: [1] }, '{"a":[1]}'],
    ["$.a[0]", {}, "{}"],
  ])("%s of %j", (path, input, quoted) => {
    expect(() => apply(path, input, 2)).toThrow(
      expect.objectContaining({
        error: "States.ResultPathMatchFailure",
        cause: `Unable to apply ReferencePath ${path} to input ${quoted}`,
      }),
    );
  });
});

test.each([
  "a",
  "$.a[*]",
  "$..a",
  "$.a[0,1]",
  "$.a[0:1]",
  "$['a','b']",
  "$.a[?(@.b)]",
  "$$.a",
  "$v",
  "$.a[-1]",
  "$.a.length()",
  "",
])("%s is not a reference path", (path) => {
  expect(() => compileReferencePath(path)).toThrow(ExpressionSyntaxError);
});
