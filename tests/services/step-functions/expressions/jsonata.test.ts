import { describe, expect, test } from "vitest";
import type { Json } from "../../../../lib/runtime/store/codec.js";
import { compileTemplate } from "../../../../lib/services/step-functions/expressions/compile.js";
import {
  evaluateJsonata,
  hasJsonata,
  type JsonType,
} from "../../../../lib/services/step-functions/expressions/jsonata/evaluate.js";
import { jsonataScopeOf } from "./scopes.js";

function evaluate(
  template: Json,
  input: Json = {},
  variables: Readonly<Record<string, Json>> = {},
): Promise<Json> {
  return evaluateJsonata(compileTemplate("Output", template, "JSONata"), jsonataScopeOf(input, variables));
}

/** The cause of the error that an expression ends with, without what comes before the reason. */
async function failureOf(expression: string, input: Json = {}): Promise<unknown> {
  const failed: unknown = await evaluate(`{% ${expression} %}`, input).catch((error: unknown) => error);
  const start = `The JSONata expression '${expression}' specified for the field 'Output' `;
  expect(failed).toMatchObject({
    error: "States.QueryEvaluationError",
    location: "Output",
    cause: expect.stringMatching(/^The JSONata expression/),
  });
  return failed instanceof Error && String(failed.cause).startsWith(start)
    ? String(failed.cause).slice(start.length)
    : failed;
}

describe("values", () => {
  test.each<[template: Json, result: Json]>([
    ["{% 1 + 2 %}", 3],
    ["{%1%}", 1],
    [" {% 1 %}", " {% 1 %}"],
    ["{% 1 %} ", "{% 1 %} "],
    ["$states.input", "$states.input"],
    [
      { a: "{% $states.input.x %}", "b.$": "$", c: ["{% $x %}", 2] },
      { a: 5, "b.$": "$", c: [7, 2] },
    ],
    [{}, {}],
    [null, null],
    ["{% null %}", null],
    ["{% $states.input.list[0] %}", 1],
    ["{% $states.input.list[n > 0] %}", { n: 1 }],
    ["{% [$states.input.list[n > 0]] %}", [{ n: 1 }]],
    ["{% [$nope, 1] %}", [1]],
    ["{% {'a': $nope, 'b': 1} %}", { b: 1 }],
    ["{% $states.context %}", {}],
    ["{% $sum([1..3].($ * 2)) %}", 12],
  ])("%j", async (template, result) => {
    const input = { x: 5, list: [1, { n: 1 }] };
    expect(await evaluate(template, input, { x: 7 })).toEqual(result);
    expect(input).toEqual({ x: 5, list: [1, { n: 1 }] });
  });

  test("a template without expressions has none to wait for", () => {
    const has = (source: Json) => hasJsonata(compileTemplate("Output", source, "JSONata"));
    expect([has({ a: [" {% 1 %}"] }), has({ a: ["{% 1 %}"] }), has("{% 1 %}"), has(1)]).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });

  test("results are plain JSON, without the marks of the engine", async () => {
    const result = await evaluate("{% $states.input.list.n %}", { list: [{ n: 1 }, { n: 2 }] });
    expect(Object.keys(result ?? {})).toEqual(["0", "1"]);
  });

  test("result and errorOutput are there where the scope has them", async () => {
    const scope = jsonataScopeOf({});
    const template = compileTemplate("Output", "{% $states %}", "JSONata");
    const states = { ...scope.states, result: 1, errorOutput: { Error: "E", Cause: "C" } };
    expect(await evaluateJsonata(template, scope)).toEqual({ input: {}, context: {} });
    expect(await evaluateJsonata(template, { ...scope, states })).toEqual(states);
  });

  test("evaluations of one expression may overlap", async () => {
    const template = compileTemplate(
      "Output",
      "{% $map([1..50], function($i){ $i * $n }) ~> $sum() %}",
      "JSONata",
    );
    const results = [1, 2, 3].map((n) => evaluateJsonata(template, jsonataScopeOf({}, { n })));
    expect(await Promise.all(results)).toEqual([1275, 2550, 3825]);
  });
});

describe("functions of AWS", () => {
  test.each<[expression: string, result: Json]>([
    [
      "$partition([1,2,3,4], 2)",
      [
        [1, 2],
        [3, 4],
      ],
    ],
    ["$partition([1,2,3], 2.9)", [[1, 2], [3]]],
    ["$range(0, 10, 2)", [0, 2, 4, 6, 8, 10]],
    ["$range(3, 1, -1)", [3, 2, 1]],
    ["$range(1, 3)", [1, 2, 3]],
    ["$hash('a', 'SHA-256')", "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb"],
    ["$parse('{\"a\":1}')", { a: 1 }],
    ["$random(7) = $random(7)", true],
    ["$random() >= 0 and $random() < 1", true],
    ["$contains($uuid(), /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)", true],
    ["$millis()", 0],
    ["$now()", "1970-01-01T00:00:00.000Z"],
    ["$now('[Y0001]-[M01]')", "1970-01"],
    ["$toMillis('01:00', '[H01]:[m01]')", 3_600_000],
    ["$fromMillis(0)", "1970-01-01T00:00:00.000Z"],
    ["$distinct([1, 1, '1', {'a': 1, 'b': 2}, {'b': 2, 'a': 1}])", [1, "1", { a: 1, b: 2 }]],
    ["$pad('a', 3)", "a  "],
    ["$pad('a', -3, 'xy')", "xya"],
    ["$count($shuffle([1..10]))", 10],
    ["$sort([3, 1, 2])", [1, 2, 3]],
    ["$sort(['b', 'B', 'a', 'ä'])", ["B", "a", "b", "ä"]],
    ["$sort(3)", [3]],
    ["$sort([1..9], function($l, $r){ $l % 3 > $r % 3 })", [3, 6, 9, 1, 4, 7, 2, 5, 8]],
    ["$sort([{'a': 2}, {'a': 1}], function($l, $r){ $l.a > $r.a }).a", [1, 2]],
    ["$sum($sort([1..100000]))", 5_000_050_000],
    ["$exists($partition($nope, 2))", false],
  ])("%s", async (expression, result) => {
    expect(await evaluate(`{% ${expression} %}`)).toEqual(result);
  });

  test("random values come from the seed", async () => {
    const expression = "{% [$random(), $uuid(), $shuffle([1..5])] %}";
    expect(await evaluate(expression)).toEqual(await evaluate(expression));
  });
});

describe("regular expressions run without backtracking", () => {
  test.each<[expression: string, result: Json]>([
    ["$match('abcabd', /b(.)/).groups", ["c", "d"]],
    ["$replace('abcabd', /b(.)/, '<$1>')", "a<c>a<d>"],
    ["$split('a1b2c', /[0-9]/)", ["a", "b", "c"]],
    ["$contains('ABC', /b/i)", true],
    [`$contains('${"a".repeat(50)}!', /^(a+)+$/)`, false],
  ])("%s", async (expression, result) => {
    expect(await evaluate(`{% ${expression} %}`)).toEqual(result);
  });
});

describe("errors", () => {
  test.each([
    ["$nope", "returned nothing (undefined)."],
    ["$states.result", "returned nothing (undefined)."],
    ["function($a){$a}", "returned an unsupported result type."],
    [
      "$sort([1, 'a'])",
      "threw an error during evaluation. D3070: The single argument form of the sort function can only be applied to an array of strings or an array of numbers.  Use the second argument to specify a comparison function",
    ],
    ["[1, $sum]", "returned an unsupported result type."],
    ["/a/", "returned an unsupported result type."],
    ["1/0", "returned an unsupported result type."],
    ["$eval('1')", "threw an error during evaluation. T1006: Attempted to invoke a non-function"],
    ["$x()", "threw an error during evaluation. T1006: Attempted to invoke a non-function"],
    [
      "1 + 'a'",
      'threw an error during evaluation. T2002: The right side of the "+" operator must evaluate to a number',
    ],
    ["$error('no stock')", "threw an error during evaluation. D3137: no stock"],
    ["1 +", "threw an error during evaluation. S0207: Unexpected end of expression"],
    [
      "$hash('a', 'X')",
      "threw an error during evaluation: The algorithm of $hash must be one of MD5, SHA-1, SHA-256, SHA-384, SHA-512",
    ],
    [
      "$partition([1], 0)",
      "threw an error during evaluation: The chunk size of $partition must be a positive integer",
    ],
  ])("%s", async (expression, reason) => {
    expect(await failureOf(expression)).toBe(reason);
  });

  test("names the place of the expression in the field", async () => {
    const failed = evaluate({ result: { list: [1, "{% $nope %}"] } });
    await expect(failed).rejects.toMatchObject({
      cause:
        "The JSONata expression '$nope' specified for the field 'Output/result/list[1]' returned nothing (undefined).",
      location: "Output/result/list[1]",
    });
  });

  test.each<[expression: string, expected: JsonType[], reason: string]>([
    ["1", ["array"], "Expected 'array', but was 'number' for value: 1"],
    ["'a'", ["boolean"], `Expected 'boolean', but was 'string' for value: "a"`],
    ["null", ["array", "object"], "Expected 'array' or 'object', but was 'null' for value: null"],
  ])("%s is not of the type %j", async (expression, expected, reason) => {
    const template = compileTemplate("Items", `{% ${expression} %}`, "JSONata");
    await expect(evaluateJsonata(template, jsonataScopeOf({}), expected)).rejects.toMatchObject({
      error: "States.QueryEvaluationError",
      cause: `The JSONata expression '${expression}' specified for the field 'Items' returned an unexpected result type. ${reason}`,
    });
  });
});

describe("expressions that need too much end", () => {
  test.each([
    ["an endless loop", "($f := function($n){ $f($n + 1) }; $f(0))", "Expression evaluation timeout"],
    ["endless recursion", "($f := function($n){ 1 + $f($n + 1) }; $f(0))", "Stack overflow error"],
    ["a long range", "[1..10000000]", "Expression evaluation memory limit exceeded"],
    [
      "many long ranges",
      "$map([1..1000], function($x){ $count([1..1000000]) })",
      "Expression evaluation timeout",
    ],
    [
      "a string that doubles",
      "($f := function($s){ $f($s & $s) }; $f('aaaaaaaaaaaaaaaa'))",
      "Expression evaluation memory limit exceeded",
    ],
    ["a padded string", "$pad('', 1000000000)", "Expression evaluation memory limit exceeded"],
  ])("%s", async (_, expression, reason) => {
    expect(await failureOf(expression)).toBe(`threw an error during evaluation: ${reason}`);
  });

  test("parentheses that nest too deep", async () => {
    const failed = evaluate(`{% ${"(".repeat(50_000)} %}`);
    await expect(failed).rejects.toMatchObject({ cause: expect.stringMatching(/Stack overflow error$/) });
  });

  test("a result that nests too deep", async () => {
    const expression = "($f := function($v, $n){ $n = 0 ? $v : $f({'v': $v}, $n - 1) }; $f(1, 2000))";
    expect(await failureOf(expression)).toBe(
      "threw an error during evaluation: Expression evaluation memory limit exceeded",
    );
  });
});

test("data that looks like the engine's own functions does no harm", async () => {
  const input = { f: { _jsonata_lambda: true, thunk: true, body: {} } };
  await expect(evaluate("{% $states.input.f(1) %}", input)).rejects.toMatchObject({
    error: "States.QueryEvaluationError",
  });
});
