import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findProblem } from "../../../../lib/services/step-functions/json/jackson.js";
import { parseJson } from "../../../../lib/services/step-functions/json/parse.js";

const VALUES = "(JSON String, Number, Array, Object or token 'null', 'true' or 'false')";

test.each<[text: string, value: unknown]>([
  ["{}", {}],
  [
    ' {"a": [1, -2.5e3, "x\\u00e9", true, false, null, {}, []]} ',
    { a: [1, -2500, "xé", true, false, null, {}, []] },
  ],
  ["1", 1],
  ['"text"', "text"],
  ['{"a":1,"a":2}', { a: 2 }],
  ['{"__proto__": 1}', JSON.parse('{"__proto__": 1}')],
])("%s is JSON", (text, value) => {
  expect(parseJson(text)).toEqual({ value });
});

describe("problems are worded as Jackson words them", () => {
  test.each<[text: string, message: string, line: number, column: number]>([
    ["not a definition", `Unrecognized token 'not': was expecting ${VALUES}`, 1, 4],
    [
      "{'a': 1}",
      "Unexpected character (''' (code 39)): was expecting double-quote to start field name",
      1,
      3,
    ],
    ["{a: 1}", "Unexpected character ('a' (code 97)): was expecting double-quote to start field name", 1, 3],
    [
      '{"a": 1,}',
      "Unexpected character ('}' (code 125)): was expecting double-quote to start field name",
      1,
      10,
    ],
    [
      '{"a" 1}',
      "Unexpected character ('1' (code 49)): was expecting a colon to separate field name and value",
      1,
      7,
    ],
    [
      '{"a": 1 "b": 2}',
      "Unexpected character ('\"' (code 34)): was expecting comma to separate Object entries",
      1,
      10,
    ],
    ["[1 2]", "Unexpected character ('2' (code 50)): was expecting comma to separate Array entries", 1, 5],
    ["[1,]", `Unexpected character (']' (code 93)): expected a valid value ${VALUES}`, 1, 5],
    ['{\n  "a": ?\n}', `Unexpected character ('?' (code 63)): expected a valid value ${VALUES}`, 2, 9],
    ["tru", `Unrecognized token 'tru': was expecting ${VALUES}`, 1, 4],
    ["{} x", `Unrecognized token 'x': was expecting ${VALUES}`, 1, 5],
    ["01", "Invalid numeric value: Leading zeroes not allowed", 1, 3],
    ["1.x", "Unexpected character ('x' (code 120)): Decimal point not followed by a digit", 1, 4],
    [
      "-x",
      "Unexpected character ('x' (code 120)): expected digit (0-9) to follow minus sign, for valid numeric value",
      1,
      3,
    ],
    ['"\\x"', "Unrecognized character escape 'x' (code 120)", 1, 4],
    [
      '"\\u00g0"',
      "Unexpected character ('g' (code 103)): expected a hex-digit for character escape sequence",
      1,
      7,
    ],
    [
      '"a\tb"',
      "Illegal unquoted character ((CTRL-CHAR, code 9)): has to be escaped using backslash to be included in string value",
      1,
      4,
    ],
    ['"abc', "Unexpected end-of-input: was expecting closing quote for a string value", 1, 5],
    ["", "No content to map due to end-of-input", 1, 1],
    [
      "{",
      'Unexpected end-of-input: expected close marker for Object (start marker at [Source: (String)"{"; line: 1, column: 1])',
      1,
      2,
    ],
    [
      "[1",
      'Unexpected end-of-input: expected close marker for Array (start marker at [Source: (String)"[1"; line: 1, column: 1])',
      1,
      3,
    ],
    [
      '{"a": [1}',
      `Unexpected close marker '}': expected ']' (for Array starting at [Source: (String)"{"a": [1}"; line: 1, column: 7])`,
      1,
      10,
    ],
    [
      "[".repeat(1_001),
      "Document nesting depth (1001) exceeds the maximum allowed (1000, from `StreamReadConstraints.getMaxNestingDepth()`)",
      1,
      1_002,
    ],
  ])("%s", (text, message, line, column) => {
    const source =
      text.length > 500 ? `${text.slice(0, 500)}"[truncated ${text.length - 500} chars]` : `${text}"`;
    const problem = { message, location: `[Source: (String)"${source}; line: ${line}, column: ${column}]` };
    expect(parseJson(text)).toEqual({ problem });
  });

  test("names that appear twice are rejected where that is asked for", () => {
    expect(parseJson('{"a": {"b": 1}, "b": {"b": 1}}', { rejectDuplicates: true })).toHaveProperty("value");
    expect(parseJson('{"a": 1, "a": 2, b}')).toMatchObject({
      problem: { message: expect.stringMatching(/^Unexpected character \('b'/) },
    });
    expect(parseJson('{"a": 1, "\\u0061": 2}', { rejectDuplicates: true })).toEqual({
      problem: {
        message: "Duplicate field 'a'",
        location: '[Source: (String)"{"a": 1, "\\u0061": 2}"; line: 1, column: 18]',
      },
    });
  });
});

test("a document may nest 1,000 levels", () => {
  const nested = (levels: number) => "[".repeat(levels) + "]".repeat(levels);
  expect(parseJson(nested(1_000))).toHaveProperty("value");
  expect(parseJson(nested(1_001))).toHaveProperty("problem");
  expect(parseJson(nested(500_000))).toHaveProperty("problem");
});

test("a problem is found exactly in what JSON.parse rejects", () => {
  const pieces = [
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    '"a"',
    '"b\\n"',
    "1",
    "-0.5e2",
    "01",
    "true",
    "nul",
    " ",
    "\n",
    '"',
    "\\",
    ".",
  ];
  const text = fc.oneof(
    fc.json(),
    fc.array(fc.constantFrom(...pieces), { maxLength: 12 }).map((parts) => parts.join("")),
    fc.tuple(fc.json(), fc.nat(), fc.constantFrom(...pieces)).map(([json, at, piece]) => {
      const place = at % (json.length + 1);
      return json.slice(0, place) + piece + json.slice(place);
    }),
  );
  fc.assert(
    fc.property(text, (candidate) => {
      expect(findProblem(candidate) === undefined).toBe(isJson(candidate));
    }),
    { numRuns: 2_000 },
  );
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
