import { expect, test } from "vitest";
import type { Json } from "../../../../lib/runtime/store/codec.js";
import { compile } from "../../../../lib/services/step-functions/definition/compile.js";
import { variableReferences } from "../../../../lib/services/step-functions/definition/variable-references.js";

function referencesOf(states: Readonly<Record<string, Json>>, machine: Readonly<Record<string, Json>> = {}) {
  const [startAt = ""] = Object.keys(states);
  return variableReferences(compile(JSON.stringify({ StartAt: startAt, States: states, ...machine })));
}

const assign = (...names: string[]) => ({
  Type: "Pass",
  Assign: Object.fromEntries(names.map((name) => [name, 1])),
  End: true,
});

test.each<[name: string, state: Readonly<Record<string, Json>>, names: string[]]>([
  ["templates", { Type: "Pass", Parameters: { "b.$": "$b", a: "$a", c: [{ "d.$": "$$.x" }] } }, ["b"]],
  ["paths", { Type: "Pass", InputPath: "$a.x", OutputPath: "$b[?(@.x == $c)]" }, ["a", "b", "c"]],
  [
    "intrinsic functions",
    { Type: "Pass", Assign: { "x.$": "States.MathAdd(States.MathAdd($b, $a), $.c)" } },
    ["a", "b"],
  ],
  [
    "choices",
    {
      Type: "Choice",
      Choices: [{ And: [{ Variable: "$b", StringEqualsPath: "$a" }], Next: "X", Assign: { "x.$": "$c" } }],
    },
    ["a", "b", "c"],
  ],
  ["waits", { Type: "Wait", SecondsPath: "$a" }, ["a"]],
  ["errors", { Type: "Fail", ErrorPath: "$a", CausePath: "States.Format('{}', $b)" }, ["a", "b"]],
  [
    "tasks",
    {
      Type: "Task",
      Resource: "r",
      Credentials: { "RoleArn.$": "$a" },
      TimeoutSecondsPath: "$b",
      Catch: [{ ErrorEquals: ["E"], Next: "X", Assign: { "x.$": "$c" } }],
    },
    ["a", "b", "c"],
  ],
  [
    "JSONata",
    { Type: "Pass", QueryLanguage: "JSONata", Output: { s: "{% $sum([$a, $states.input.b]) %}" } },
    ["a"],
  ],
  [
    "what JSONata binds",
    { Type: "Pass", QueryLanguage: "JSONata", Output: "{% ($b := $a; function($c){ $b + $c }(1)) %}" },
    ["a"],
  ],
  ["names that are not assigned", { Type: "Pass", InputPath: "$other" }, []],
])("of %s", (_, state, names) => {
  expect(referencesOf({ A: assign("c", "b", "a"), X: state })).toEqual(names.length > 0 ? { X: names } : {});
});

test("of states in states, and of distributed Map states", () => {
  const inner = { StartAt: "I", States: { I: { Type: "Pass", InputPath: "$a", End: true } } };
  const map = {
    Type: "Map",
    ItemProcessor: { ...inner, ProcessorConfig: { Mode: "DISTRIBUTED", ExecutionType: "STANDARD" } },
    ItemReader: { Resource: "r", Parameters: { "Key.$": "$b" }, ReaderConfig: { MaxItemsPath: "$c" } },
    ItemsPath: "$a",
  };
  expect(referencesOf({ A: assign("a", "b", "c"), M: map })).toEqual({ M: ["a", "b", "c"], I: ["a"] });
  expect(referencesOf({ A: assign("a"), P: { Type: "Parallel", Branches: [inner] } })).toEqual({ I: ["a"] });
});
