import { describe, expect, test } from "vitest";
import type { Json } from "../../../../lib/runtime/store/codec.js";
import { compile } from "../../../../lib/services/step-functions/definition/compile.js";
import { evaluateChoice } from "../../../../lib/services/step-functions/expressions/choice.js";
import { scopeOf } from "./scopes.js";

/** Evaluates a rule as it is written in a definition. */
function evaluate(rule: Readonly<Record<string, Json>>, input: Json): boolean {
  const definition = {
    StartAt: "C",
    States: { C: { Type: "Choice", Choices: [{ ...rule, Next: "D" }] }, D: { Type: "Succeed" } },
  };
  const state = compile(JSON.stringify(definition)).states.get("C");
  const [choice] = state?.type === "Choice" ? state.choices : [];
  if (choice === undefined) throw new Error("The rule was not compiled.");
  return evaluateChoice(choice.condition, scopeOf(input));
}

const EARLY = "2001-01-01T12:00:00Z";
const LATE = "2001-01-01T12:00:00.000000001Z";

describe("operators", () => {
  test.each<[operator: string, holds: [Json, Json][], fails: [Json, Json][]]>([
    [
      "StringEquals",
      [
        ["a", "a"],
        ["", ""],
      ],
      [
        ["a", "b"],
        ["a", "A"],
        ["1", 1],
        [1, "1"],
      ],
    ],
    [
      "StringLessThan",
      [
        ["a", "b"],
        ["B", "a"],
      ],
      [
        ["a", "a"],
        ["b", "a"],
        [1, "2"],
      ],
    ],
    [
      "StringGreaterThan",
      [
        ["b", "a"],
        ["é", "z"],
      ],
      [
        ["a", "a"],
        ["a", "b"],
      ],
    ],
    [
      "StringLessThanEquals",
      [
        ["a", "b"],
        ["a", "a"],
      ],
      [
        ["b", "a"],
        [null, "a"],
      ],
    ],
    [
      "StringGreaterThanEquals",
      [
        ["b", "a"],
        ["a", "a"],
      ],
      [["a", "b"]],
    ],
    [
      "StringMatches",
      [
        ["log-1.txt", "log-*.txt"],
        ["*", "\\*"],
        ["a\\b", "a\\\\b"],
        ["", "*"],
        ["a.b", "a.b"],
      ],
      [
        ["log-1.csv", "log-*.txt"],
        ["a", "\\*"],
        ["axb", "a.b"],
        [1, "*"],
      ],
    ],
    [
      "NumericEquals",
      [
        [1, 1],
        [1, 1.0],
        [0.1, 0.1],
      ],
      [
        [1, 2],
        ["1", 1],
        [true, 1],
      ],
    ],
    [
      "NumericLessThan",
      [
        [1, 2],
        [-1, 0],
      ],
      [
        [1, 1],
        ["1", 2],
      ],
    ],
    [
      "NumericGreaterThan",
      [[2, 1]],
      [
        [1, 1],
        [null, 0],
      ],
    ],
    [
      "NumericLessThanEquals",
      [
        [1, 1],
        [1, 2],
      ],
      [[2, 1]],
    ],
    [
      "NumericGreaterThanEquals",
      [
        [1, 1],
        [2, 1],
      ],
      [[1, 2]],
    ],
    [
      "BooleanEquals",
      [
        [true, true],
        [false, false],
      ],
      [
        [true, false],
        ["true", true],
        [1, true],
      ],
    ],
    [
      "TimestampEquals",
      [
        [EARLY, EARLY],
        ["2001-01-01T14:00:00+02:00", EARLY],
      ],
      [
        [EARLY, LATE],
        ["2001-01-01", EARLY],
      ],
    ],
    [
      "TimestampLessThan",
      [[EARLY, LATE]],
      [
        [LATE, EARLY],
        [EARLY, EARLY],
        [1, EARLY],
      ],
    ],
    ["TimestampGreaterThan", [[LATE, EARLY]], [[EARLY, LATE]]],
    [
      "TimestampLessThanEquals",
      [
        [EARLY, LATE],
        [EARLY, EARLY],
      ],
      [[LATE, EARLY]],
    ],
    [
      "TimestampGreaterThanEquals",
      [
        [LATE, EARLY],
        [EARLY, EARLY],
      ],
      [[EARLY, LATE]],
    ],
  ])("%s, with a constant and with a path", (operator, holds, fails) => {
    const pairs = [...holds, ...fails];
    const constants = pairs.map(([v, wanted]) => evaluate({ Variable: "$.v", [operator]: wanted }, { v }));
    const paths = pairs.map(([v, w]) => evaluate({ Variable: "$.v", [`${operator}Path`]: "$.w" }, { v, w }));
    const expected = pairs.map((_, i) => i < holds.length);
    expect([constants, paths]).toEqual([expected, expected]);
  });

  test.each<[operator: string, values: Json[], others: Json[]]>([
    ["IsNull", [null], [0, "", false, [], {}]],
    ["IsString", ["", "a"], [1, null, true]],
    ["IsNumeric", [0, -1.5], ["1", null]],
    ["IsBoolean", [true, false], [0, "true"]],
    [
      "IsTimestamp",
      [EARLY, "2016-02-29T00:00:00.5+05:30", "2001-01-01T12:00Z"],
      [
        "2001-01-01t12:00:00Z",
        "2001-01-01T12:00:00",
        "2001-02-29T00:00:00Z",
        "2001-13-01T00:00:00Z",
        "2001-01-01",
        0,
      ],
    ],
    ["IsPresent", [null, 0, ""], []],
  ])("%s", (operator, values, others) => {
    const tested = [...values, ...others].map((v) => evaluate({ Variable: "$.v", [operator]: true }, { v }));
    const negated = [...values, ...others].map((v) =>
      evaluate({ Variable: "$.v", [operator]: false }, { v }),
    );
    expect(tested).toEqual([...values.map(() => true), ...others.map(() => false)]);
    expect(negated).toEqual(tested.map((holds) => !holds));
  });

  test("I11: IsPresent of what is missing", () => {
    expect(evaluate({ Variable: "$.v.w", IsPresent: true }, {})).toBe(false);
    expect(evaluate({ Variable: "$.v.w", IsPresent: false }, {})).toBe(true);
    expect(evaluate({ Variable: "$$.Task.Token", IsPresent: true }, {})).toBe(false);
  });
});

describe("And, Or and Not", () => {
  const is = (value: number) => ({ Variable: "$.v", NumericEquals: value });
  const broken = { Variable: "$.missing", NumericEquals: 1 };

  test.each<[rule: Readonly<Record<string, Json>>, result: boolean]>([
    [{ And: [is(1), is(1)] }, true],
    [{ And: [is(1), is(2)] }, false],
    [{ Or: [is(2), is(1)] }, true],
    [{ Or: [is(2), is(3)] }, false],
    [{ Not: is(2) }, true],
    [{ Not: { And: [is(1), { Not: is(2) }] } }, false],
    [{ And: [{ Variable: "$.missing", IsPresent: true }, broken] }, false],
    [{ Or: [is(1), broken] }, true],
  ])("%j", (rule, result) => {
    expect(evaluate(rule, { v: 1 })).toBe(result);
  });
});

test.each<[rule: Readonly<Record<string, Json>>, path: string]>([
  [{ Variable: "$.missing", StringEquals: "a" }, "$.missing"],
  [{ Variable: "$.missing", IsNull: true }, "$.missing"],
  [{ Variable: "$.v", StringEqualsPath: "$.other" }, "$.other"],
])("%j fails when a path selects nothing", (rule, path) => {
  expect(() => evaluate(rule, { v: "a" })).toThrow(
    expect.objectContaining({
      error: "States.Runtime",
      cause: `Invalid path '${path}': The choice state's condition path references an invalid value.`,
    }),
  );
});

test("patterns that would backtrack take no time", () => {
  expect(evaluate({ Variable: "$.v", StringMatches: `${"*a".repeat(30)}b` }, { v: "a".repeat(10_000) })).toBe(
    false,
  );
});
