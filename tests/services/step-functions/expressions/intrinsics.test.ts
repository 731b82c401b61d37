import { describe, expect, test } from "vitest";
import type { Json } from "../../../../lib/runtime/store/codec.js";
import { evaluateIntrinsic } from "../../../../lib/services/step-functions/expressions/intrinsics/evaluate.js";
import { parseIntrinsic } from "../../../../lib/services/step-functions/expressions/intrinsics/parse.js";
import { ExpressionSyntaxError } from "../../../../lib/services/step-functions/expressions/scanner.js";
import { scopeOf } from "./scopes.js";

function call(text: string, input: Json = {}): Json {
  return evaluateIntrinsic(parseIntrinsic(text), scopeOf(input, { context: { Execution: { Id: "e" } } }));
}

describe("results (I11)", () => {
  test.each<[text: string, input: Json, result: Json]>([
    [
      "States.Array('Foo', 2020, $.someJson, null)",
      { someJson: { random: "abcdefg" } },
      ["Foo", 2020, { random: "abcdefg" }, null],
    ],
    ["States.Array()", {}, []],
    ["States.Array(true, false, -1.5e3)", {}, [true, false, -1500]],
    [
      "States.ArrayPartition($.inputArray,4)",
      { inputArray: [1, 2, 3, 4, 5, 6, 7, 8, 9] },
      [[1, 2, 3, 4], [5, 6, 7, 8], [9]],
    ],
    ["States.ArrayPartition($.a, 1.6)", { a: [1, 2, 3] }, [[1, 2], [3]]],
    ["States.ArrayContains($.inputArray, $.lookingFor)", { inputArray: [1, 2, 3], lookingFor: 3 }, true],
    ["States.ArrayContains($.a, $.o)", { a: [{ x: 1, y: [2] }], o: { y: [2], x: 1 } }, true],
    ["States.ArrayContains($.a, '1')", { a: [1] }, false],
    ["States.ArrayRange(1, 9, 2)", {}, [1, 3, 5, 7, 9]],
    ["States.ArrayRange(5, 1, -2)", {}, [5, 3, 1]],
    ["States.ArrayRange(1, 0, 1)", {}, []],
    ["States.ArrayGetItem($.inputArray, $.index)", { inputArray: [1, 2, 3], index: 2 }, 3],
    ["States.ArrayLength($.inputArray)", { inputArray: [1, 2, 3] }, 3],
    [
      "States.ArrayUnique($.inputArray)",
      { inputArray: [1, 2, 3, 3, "3", { a: 1, b: 2 }, { b: 2, a: 1 }] },
      [1, 2, 3, "3", { a: 1, b: 2 }],
    ],
    ["States.Base64Encode($.input)", { input: "Data to encode" }, "RGF0YSB0byBlbmNvZGU="],
    ["States.Base64Encode('ü')", {}, "w7w="],
    ["States.Base64Decode($.base64)", { base64: "RGVjb2RlZCBkYXRh" }, "Decoded data"],
    [
      "States.Hash($.Data, $.Algorithm)",
      { Data: "input data", Algorithm: "SHA-1" },
      "aaff4a450a104cd177d28d18d74485e8cae074b7",
    ],
    ["States.Hash('a', 'MD5')", {}, "0cc175b9c0f1b6a831c399e269772661"],
    ["States.Hash('a', 'SHA-256')", {}, "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb"],
    [
      "States.JsonMerge($.json1, $.json2, false)",
      { json1: { a: { a1: 1, a2: 2 }, b: 2 }, json2: { a: { a3: 1, a4: 2 }, c: 3 } },
      { a: { a3: 1, a4: 2 }, b: 2, c: 3 },
    ],
    ["States.StringToJson($.escapedJsonString)", { escapedJsonString: '{"foo": "bar"}' }, { foo: "bar" }],
    ["States.StringToJson('1')", {}, 1],
    ["States.JsonToString($.unescapedJson)", { unescapedJson: { foo: "bar" } }, '{"foo":"bar"}'],
    ["States.MathAdd($.value1, $.step)", { value1: 111, step: -1 }, 110],
    ["States.MathAdd(1.4, 2.5)", {}, 4],
    [
      "States.StringSplit($.inputString, $.splitter)",
      { inputString: "1,2,3,4,5", splitter: "," },
      ["1", "2", "3", "4", "5"],
    ],
    ["States.StringSplit($.s, '.+')", { s: "This.is+a.+test=!" }, ["This", "is", "a", "test=!"]],
    ["States.StringSplit('abc', '')", {}, ["abc"]],
    ["States.Format('Hello, my name is {}.', $.name)", { name: "Arnav" }, "Hello, my name is Arnav."],
    [
      "States.Format($.template, $.name)",
      { template: "Hello, my name is {}.", name: "Arnav" },
      "Hello, my name is Arnav.",
    ],
    ["States.Format('{}{}{}{}', 1, 1.5, true, null)", {}, "11.5truenull"],
    ["States.Format('\\{{}\\} \\\\ it\\'s', 1)", {}, "{1} \\ it's"],
    ["States.Format('no placeholder')", {}, "no placeholder"],
    ["States.Format('{}', $$.Execution.Id)", {}, "e"],
    ["States.Format('{}', States.ArrayGetItem(States.StringSplit('a b', ' '), 1))", {}, "b"],
    ["States.ArrayLength($.a[?(@.x == ')')])", { a: [{ x: ")" }, { x: "(" }] }, 1],
    ["  States.Array( 1 , 2 )  ", {}, [1, 2]],
    ["States.Array($)", { a: 1 }, [{ a: 1 }]],
    ["States.Array('\\{a\\}')", {}, ["{a}"]],
  ])("%s of %j", (text, input, result) => {
    expect(call(text, input)).toEqual(result);
  });

  test("States.UUID returns a version 4 UUID from the seed", () => {
    const uuid = call("States.UUID()");
    expect(uuid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(call("States.UUID()")).toBe(uuid);
  });

  test("States.MathRandom includes the start and excludes the end", () => {
    const scope = scopeOf({});
    const numbers = Array.from({ length: 200 }, () =>
      evaluateIntrinsic(parseIntrinsic("States.MathRandom(1, 4)"), scope),
    );
    expect(new Set(numbers)).toEqual(new Set([1, 2, 3]));
  });

  test("States.MathRandom with a seed returns the same number each time", () => {
    const scope = scopeOf({});
    const numbers = Array.from({ length: 3 }, () =>
      evaluateIntrinsic(parseIntrinsic("States.MathRandom(1, 1000, 7)"), scope),
    );
    expect(new Set(numbers).size).toBe(1);
  });

  test("calls may nest ten times, and no more", () => {
    const nested = (depth: number) => `${"States.Array(".repeat(depth)}${")".repeat(depth)}`;
    expect(JSON.stringify(call(nested(10)))).toBe("[[[[[[[[[[]]]]]]]]]]");
    expect(() => parseIntrinsic(nested(11))).toThrow(ExpressionSyntaxError);
    expect(() => parseIntrinsic(nested(100_000))).toThrow(ExpressionSyntaxError);
  });
});

describe("failures", () => {
  test.each<[text: string, reason: string]>([
    ["States.ArrayPartition($.a, 0)", "The chunk size must be a positive integer"],
    ["States.ArrayPartition('x', 1)", 'Argument 1 must be an array but was: "x"'],
    ["States.ArrayPartition($.a)", "Invalid number of arguments: expected 2 but received 1"],
    ["States.ArrayRange(1, 5, 0)", "The increment must not be 0"],
    ["States.ArrayRange(0, 1000, 1)", "The range has 1001 items, more than the maximum of 1000"],
    ["States.ArrayGetItem($.a, 3)", "The index 3 is out of bounds for an array of 3 items"],
    ["States.ArrayGetItem($.a, -1)", "The index -1 is out of bounds for an array of 3 items"],
    ["States.ArrayGetItem($.a, '0')", 'Argument 2 must be a number but was: "0"'],
    ["States.Base64Decode('*')", "The argument is not Base64"],
    ["States.Base64Encode($.long)", "Argument 1 is longer than 10000 characters"],
    ["States.Hash('a', 'SHA-3')", "The algorithm must be one of MD5, SHA-1, SHA-256, SHA-384, SHA-512"],
    ["States.Hash(1, 'MD5')", "Argument 1 must be a string but was: 1"],
    ["States.JsonMerge($.o, $.o, true)", "Deep merging is not supported: the third argument must be false"],
    ["States.JsonMerge($.o, $.a, false)", "Argument 2 must be a JSON object but was: [1,2,3]"],
    ["States.MathAdd(2147483647, 1)", "2147483648 is not in the range from -2147483648 to 2147483647"],
    ["States.MathRandom(2, 2)", "The start number must be less than the end number"],
    [
      "States.StringToJson('not')",
      "Unrecognized token 'not': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')",
    ],
    ["States.Format('{} {}', 1)", "Argument 3 is missing"],
    [
      "States.Format('{}', 1, 2)",
      "The number of arguments (2) does not match the number of placeholders (1)",
    ],
    ["States.Format('{x}', 1)", "matching '}' not found for '{'"],
    ["States.Format('}')", "matching '{' not found for '}'"],
    ["States.Format('{}', $.a)", "Argument 2 must be a string, a number, a boolean or null"],
    ["States.UUID(1)", "Invalid number of arguments: expected 0 but received 1"],
    ["States.MathRandom(1)", "Invalid number of arguments: expected 2 to 3 but received 1"],
  ])("%s", (text, reason) => {
    expect(() => call(text, { a: [1, 2, 3], o: {}, long: "x".repeat(10_001) })).toThrow(
      expect.objectContaining({
        error: "States.IntrinsicFailure",
        cause: `The function '${text}' had the following error: ${reason}`,
      }),
    );
  });

  test("a path that selects nothing", () => {
    expect(() => call("States.Array($.optional)", { required: 1 })).toThrow(
      expect.objectContaining({
        error: "States.Runtime",
        cause: `The function 'States.Array($.optional)' had the following error: The JsonPath argument for the field '$.optional' could not be found in the input '{"required":1}'`,
      }),
    );
  });

  test("the innermost call that fails is named", () => {
    expect(() => call("States.Array(States.ArrayGetItem(States.Array(), 0))")).toThrow(
      expect.objectContaining({
        cause:
          "The function 'States.ArrayGetItem(States.Array(), 0)' had the following error: The index 0 is out of bounds for an array of 0 items",
      }),
    );
  });
});

test.each([
  "",
  "States",
  "States.Array",
  "States.Array(",
  "States.Array(1",
  "States.Array(1,)",
  "States.Array(,)",
  "States.Array(1) x",
  "States.Array(1)[0]",
  "States.Array('a)",
  'States.Array("a")',
  "States.Array('\\n')",
  "States.Array(foo)",
  "States.Array($.)",
  "States.array()",
  "States.Nope()",
  "States.constructor()",
  "$.a",
])("%s is malformed", (text) => {
  expect(() => parseIntrinsic(text)).toThrow(ExpressionSyntaxError);
});
