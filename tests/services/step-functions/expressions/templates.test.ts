import { describe, expect, test } from "vitest";
import type { Json } from "../../../../lib/runtime/store/codec.js";
import { compileTemplate } from "../../../../lib/services/step-functions/expressions/compile.js";
import { ExpressionSyntaxError } from "../../../../lib/services/step-functions/expressions/scanner.js";
import { applyTemplate } from "../../../../lib/services/step-functions/expressions/template.js";
import { scopeOf } from "./scopes.js";

function evaluate(template: Json, input: Json, context: Json = {}): Json {
  return applyTemplate(compileTemplate("Parameters", template, "JSONPath"), scopeOf(input, { context }));
}

test.each<[name: string, template: Json, input: Json, result: Json]>([
  [
    "constants",
    { a: 1, b: ["$.x", null], c: "States.UUID()" },
    {},
    { a: 1, b: ["$.x", null], c: "States.UUID()" },
  ],
  ["paths", { "a.$": "$.x", "b.$": "$" }, { x: [1] }, { a: [1], b: { x: [1] } }],
  [
    "paths in objects and arrays",
    { e: [{ "v.$": "$.x" }], o: { p: { "q.$": "$.x" } } },
    { x: 1 },
    { e: [{ v: 1 }], o: { p: { q: 1 } } },
  ],
  [
    "paths that select several",
    { "all.$": "$.l[*].n", "some.$": "$.l[?(@.n > 1)]" },
    { l: [{ n: 1 }, { n: 2 }] },
    { all: [1, 2], some: [{ n: 2 }] },
  ],
  ["paths that select null", { "a.$": "$.x" }, { x: null }, { a: null }],
  ["intrinsic functions", { "a.$": "States.Format('{}!', $.x)" }, { x: "hi" }, { a: "hi!" }],
  ["a name that is only the suffix", { ".$": "$.x" }, { x: 1 }, { "": 1 }],
  ["what is no object", "$.x", { x: 1 }, "$.x"],
  [
    "names of members that objects inherit",
    JSON.parse('{"__proto__.$": "$.x"}'),
    { x: 1 },
    JSON.parse('{"__proto__": 1}'),
  ],
])("%s", (_, template, input, result) => {
  expect(evaluate(template, input)).toEqual(result);
});

test("the context object", () => {
  expect(evaluate({ "token.$": "$$.Task.Token" }, null, { Task: { Token: "t" } })).toEqual({ token: "t" });
});

test("the input is not copied and not changed", () => {
  const input = { deep: { list: [1] } };
  const result = evaluate({ "copy.$": "$.deep" }, input);
  expect(result).toEqual({ copy: { list: [1] } });
  expect(input).toEqual({ deep: { list: [1] } });
});

describe("errors", () => {
  test("a path that selects nothing", () => {
    expect(() => evaluate({ a: { "value.$": "$.x" } }, { y: 1 })).toThrow(
      expect.objectContaining({
        error: "States.Runtime",
        cause: `The JSONPath '$.x' specified for the field 'value.$' could not be found in the input '{"y":1}'`,
      }),
    );
  });

  test("a path of the context object that selects nothing", () => {
    expect(() => evaluate({ "t.$": "$$.Task.Token" }, {}, { State: {} })).toThrow(
      expect.objectContaining({
        cause: `The JSONPath '$$.Task.Token' specified for the field 't.$' could not be found in the input '{"State":{}}'`,
      }),
    );
  });

  test("an input that is null", () => {
    expect(() => evaluate({ "a.$": "$" }, null)).toThrow(
      expect.objectContaining({
        error: "States.Runtime",
        cause: "Unable to apply Path transformation to null or empty input.",
      }),
    );
  });

  test.each<[template: Json]>([
    [{ "a.$": 1 }],
    [{ "a.$": "x" }],
    [{ "a.$": "" }],
    [{ "a.$": "$[" }],
    [{ "a.$": "States.Nope()" }],
    [{ "a.$": "States.format('x')" }],
  ])("%j is not a template", (template) => {
    expect(() => evaluate(template, {})).toThrow(ExpressionSyntaxError);
  });
});
