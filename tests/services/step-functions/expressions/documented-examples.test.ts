import { describe, expect, test } from "vitest";
import type { Json } from "../../../../lib/runtime/store/codec.js";
import { compile } from "../../../../lib/services/step-functions/definition/compile.js";
import { evaluateChoice } from "../../../../lib/services/step-functions/expressions/choice.js";
import { evaluateJsonata } from "../../../../lib/services/step-functions/expressions/jsonata/evaluate.js";
import {
  applyInputPath,
  applyOutputPath,
} from "../../../../lib/services/step-functions/expressions/paths.js";
import { applyResultPath } from "../../../../lib/services/step-functions/expressions/result-path.js";
import { applyTemplate } from "../../../../lib/services/step-functions/expressions/template.js";
import { assignVariables } from "../../../../lib/services/step-functions/expressions/variables.js";
import { jsonataScopeOf, scopeOf } from "./scopes.js";

/*
 * The data flow of the States Language (https://states-language.net) and of the
 * developer guide (https://docs.aws.amazon.com/step-functions/latest/dg/concepts-input-output-filtering.html),
 * with values of our own.
 */

type Fields = Readonly<Record<string, Json>>;

/** What a Task state makes of its input and of the result of its work, in the order of the language. */
function flowOf(fields: Fields, input: Json, work: (effective: Json) => Json, context: Json = {}): Json {
  const text = JSON.stringify({
    StartAt: "T",
    States: { T: { Type: "Task", Resource: "r", End: true, ...fields } },
  });
  const state = compile(text).states.get("T");
  if (state?.type !== "Task") throw new Error("The state is no task.");
  const scope = scopeOf(input, { context });
  const selected = applyInputPath(state.inputPath, scope);
  const effective = state.parameters
    ? applyTemplate(state.parameters, { ...scope, input: selected })
    : selected;
  const result = work(effective);
  const kept = state.resultSelector
    ? applyTemplate(state.resultSelector, { ...scope, input: result })
    : result;
  const joined = applyResultPath(state.resultPath, selected, kept);
  return applyOutputPath(state.outputPath, { ...scope, input: joined });
}

const SUM = { numbers: { val1: 3, val2: 4 }, title: "sums" };
const add = (effective: Json) => (effective === null ? null : { effective, sum: 7 });

test.each<[name: string, fields: Fields, input: Json, output: Json]>([
  ["nothing: the result is the output", {}, SUM, { effective: SUM, sum: 7 }],
  ["InputPath", { InputPath: "$.numbers" }, SUM, { effective: { val1: 3, val2: 4 }, sum: 7 }],
  ["InputPath null", { InputPath: null }, SUM, { effective: {}, sum: 7 }],
  [
    "ResultPath",
    { InputPath: "$", ResultPath: "$.sum" },
    { a: 1 },
    { a: 1, sum: { effective: { a: 1 }, sum: 7 } },
  ],
  ["ResultPath null", { ResultPath: null }, SUM, SUM],
  ["OutputPath", { ResultPath: "$.out", OutputPath: "$.out.sum" }, SUM, 7],
  ["OutputPath null", { OutputPath: null }, SUM, {}],
  [
    "ResultSelector",
    { ResultSelector: { "total.$": "$.sum", unit: "euro" }, ResultPath: "$.r" },
    { a: 1 },
    { a: 1, r: { total: 7, unit: "euro" } },
  ],
  [
    "Parameters with a part of an array",
    {
      Parameters: { flagged: true, parts: { "first.$": "$.vals[0]", "last3.$": "$.vals[3:]" } },
      OutputPath: "$.effective",
    },
    { flagged: 7, vals: [0, 10, 20, 30, 40, 50] },
    { flagged: true, parts: { first: 0, last3: [30, 40, 50] } },
  ],
  [
    "a deep ResultPath replaces what is there",
    { ResultSelector: { "sum.$": "$.sum" }, ResultPath: "$.master.result" },
    { master: { detail: [1, 2], result: "old" } },
    { master: { detail: [1, 2], result: { sum: 7 } } },
  ],
  [
    "everything together",
    {
      InputPath: "$.in",
      Parameters: { "x.$": "$.a" },
      ResultSelector: { "y.$": "$.effective.x" },
      ResultPath: "$.r",
      OutputPath: "$.r",
    },
    { in: { a: 1 } },
    { y: 1 },
  ],
])("%s", (_, fields, input, output) => {
  expect(flowOf(fields, input, add)).toEqual(output);
});

test("the context object joins the parameters", () => {
  const fields = { Parameters: { "token.$": "$$.Task.Token", "input.$": "$" } };
  const output = flowOf(fields, { a: 1 }, (effective) => effective, { Task: { Token: "t" } });
  expect(output).toEqual({ token: "t", input: { a: 1 } });
});

describe("Choice", () => {
  const choices = [
    { Not: { Variable: "$.type", StringEquals: "Private" }, Next: "Public" },
    { Variable: "$.value", NumericEquals: 0, Next: "Zero" },
    {
      And: [
        { Variable: "$.value", NumericGreaterThanEquals: 20 },
        { Variable: "$.value", NumericLessThan: 30 },
      ],
      Next: "Twenties",
    },
  ];
  const text = JSON.stringify({
    StartAt: "C",
    States: { C: { Type: "Choice", Choices: choices, Default: "Other" } },
  });

  test.each<[input: Json, next: string]>([
    [{ type: "Public", value: 1 }, "Public"],
    [{ type: "Private", value: 0 }, "Zero"],
    [{ type: "Private", value: 22 }, "Twenties"],
    [{ type: "Private", value: 30 }, "Other"],
  ])("%j goes to %s", (input, next) => {
    const state = compile(text).states.get("C");
    if (state?.type !== "Choice") throw new Error("The state is no choice.");
    const taken = state.choices.find(({ condition }) => evaluateChoice(condition, scopeOf(input)));
    expect(taken?.next ?? state.default).toBe(next);
  });
});

describe("variables", () => {
  test("values of one Assign are all evaluated on the old variables", () => {
    const text = JSON.stringify({
      StartAt: "P",
      States: { P: { Type: "Pass", Assign: { "x.$": "$.next", "nextX.$": "$x" }, End: true } },
    });
    const { assign } = compile(text).states.get("P") ?? {};
    if (assign === undefined) throw new Error("The state assigns nothing.");
    const variables = new Map<string, Json>([["x", 3]]);
    const assigned = applyTemplate(assign, scopeOf({ next: 42 }, { variables }));
    expect(assignVariables(variables, assigned)).toEqual(
      new Map([
        ["x", 42],
        ["nextX", 3],
      ]),
    );
    expect(variables).toEqual(new Map([["x", 3]]));
  });

  test("are limited in each Assign and in all", () => {
    const kilobytes = (count: number) => "x".repeat(count * 1_024);
    expect(() => assignVariables(new Map(), { a: kilobytes(256) })).toThrow(
      expect.objectContaining({ error: "States.DataLimitExceeded" }),
    );
    const many = Array.from({ length: 41 }, (_, i): [string, Json] => [`v${i}`, kilobytes(250)]);
    const full = new Map(many.slice(0, 40));
    expect(assignVariables(new Map(many.slice(0, 39)), { v39: kilobytes(250) }).size).toBe(40);
    expect(() => assignVariables(full, { v40: kilobytes(250), v41: kilobytes(1) })).toThrow(
      expect.objectContaining({ error: "States.DataLimitExceeded" }),
    );
  });

  test("an Assign without variables changes nothing", () => {
    const variables = new Map<string, Json>([["x", 1]]);
    expect(assignVariables(variables, {})).toBe(variables);
  });
});

test.each<[name: string, output: Json, input: Json, result: Json]>([
  [
    "an object with expressions",
    { name: "{% $states.input.first & ' ' & $states.input.last %}", fixed: 1 },
    { first: "Ada", last: "L" },
    { name: "Ada L", fixed: 1 },
  ],
  [
    "a total",
    "{% $sum($states.input.lines.(price * count)) %}",
    {
      lines: [
        { price: 2, count: 3 },
        { price: 5, count: 1 },
      ],
    },
    11,
  ],
  [
    "a filter that keeps an array",
    "{% [$states.input.orders[open]] %}",
    {
      orders: [
        { id: 1, open: true },
        { id: 2, open: false },
      ],
    },
    [{ id: 1, open: true }],
  ],
  ["a merge", "{% $merge([$states.input, {'done': true}]) %}", { id: 1 }, { id: 1, done: true }],
  [
    "a date",
    "{% $fromMillis($states.input.at, '[Y0001]-[M01]-[D01]') %}",
    { at: 1_700_000_000_000 },
    "2023-11-14",
  ],
  ["numbers that are no integers", "{% $floor(7 / 2) %}", {}, 3],
])("JSONata: %s", async (_, output, input, result) => {
  const text = JSON.stringify({
    QueryLanguage: "JSONata",
    StartAt: "P",
    States: { P: { Type: "Pass", Output: output, End: true } },
  });
  const state = compile(text).states.get("P");
  if (state?.type !== "Pass" || state.output === undefined) throw new Error("The state has no output.");
  expect(await evaluateJsonata(state.output, jsonataScopeOf(input))).toEqual(result);
});
