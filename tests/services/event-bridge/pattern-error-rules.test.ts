import { describe, expect, test } from "vitest";
import { eventBridgeWorld, failureOf, placeIn, rejectedPattern } from "./event-bridge-world.js";

const world = eventBridgeWorld();
const failure = (EventPattern: string) => failureOf(world.events.putRule({ Name: "r", EventPattern }));

const VALUES = "(JSON String, Number, Array, Object or token 'null', 'true' or 'false')";
const TOO_MANY = "Too many elements in numeric expression";
const MIXED = "Inside anything but list, either all values are number or string, mixed type is not supported";

// The reasons and places follow AWS's public rule engine and its JSON parser; they are not verified on AWS.
describe("errors of the engine that were not recorded", () => {
  test.each<[pattern: string, reason: string, column: number]>([
    ["{}", "Empty objects are not allowed", 3],
    ['"x"', "Filter is not an object", 2],
    ['{"a":[[1]]}', "Match value must be String, number, true, false, or null", 8],
    ['{"a":[{}]}', "Match expression name not found", 9],
    ['{"a":[{"exact":"x"}]}', "Unrecognized match type exact", 17],
    ['{"a":[{"exactly":1}]}', "exact match pattern must be a string", 19],
    ['{"a":[{"prefix":"a","suffix":"b"}]}', "Only one key allowed in match expression", 31],
    ['{"a":[{"prefix":{}}]}', "Prefix expression name not found", 19],
    ['{"a":[{"suffix":{}}]}', "Suffix expression name not found", 19],
    ['{"a":[{"prefix":{"wildcard":"a"}}]}', "Unsupported prefix pattern: wildcard", 30],
    ['{"a":[{"suffix":{"wildcard":"a"}}]}', "Unsupported suffix pattern: wildcard", 30],
    ['{"a":[{"prefix":{"equals-ignore-case":1}}]}', "equals-ignore-case match pattern must be a string", 40],
    ['{"a":[{"prefix":{"equals-ignore-case":"x"},"b":1}]}', "Only one key allowed in match expression", 49],
    [String.raw`{"a":[{"wildcard":"é\\x"}]}`, "Invalid escape character at pos 3", 25],
    ['{"a":[{"exists":"yes"}]}', "exists match pattern must be either true or false.", 18],
    ['{"a":[{"numeric":1}]}', "Value of numeric must be an array.", 19],
    ['{"a":[{"numeric":[]}]}', "Invalid member in numeric match: ]", 20],
    ['{"a":[{"numeric":["operator",1]}]}', "Unrecognized numeric range operator: operator", 31],
    ['{"a":[{"numeric":["=","1"]}]}', "Value of equals must be numeric", 24],
    ['{"a":[{"numeric":["<",1,">",0]}]}', TOO_MANY, 26],
    ['{"a":[{"numeric":[">",1,30]}]}', "Bad value in numeric range: 30", 27],
    ['{"a":[{"numeric":[">",2,"<",1]}]}', "Bottom must be less than top", 31],
    ['{"a":[{"numeric":[">",1,"<",2,"<",3]}]}', "Too many terms in numeric range expression", 32],
    ['{"a":[{"numeric":["=",1],"b":1}]}', TOO_MANY, 31],
    ['{"a":[{"anything-but":{}}]}', "Anything-But expression name not found", 25],
    ['{"a":[{"anything-but":[]}]}', MIXED, 25],
    ['{"a":[{"anything-but":[1,"a"]}]}', MIXED, 30],
    ['{"a":[{"anything-but":{"cidr":"a"}}]}', "Unsupported anything-but pattern: cidr", 32],
    ['{"a":[{"anything-but":{"suffix":""}}]}', "Null prefix/suffix not allowed", 35],
    ['{"a":[{"anything-but":{"wildcard":["x","a**b"]}}]}', "Consecutive wildcard characters at pos 2", 47],
    ['{"a":[{"anything-but":1,"b":1}]}', TOO_MANY, 30],
    ['{"$or":1}', "It must be an Array followed with $or.", 9],
    ['{"$or":[{"a":[1]}]}', "There must have at least 2 Objects in $or relationship.", 19],
    ['{"$or":[{"a":[1]},1]}', "Only JSON object is allowed in array of $or relationship.", 20],
    [
      '{"$or":[{"a":[1]},{"b":{"regex":[1]}}],"c":1}',
      "regex is Ruler reserved fieldName which cannot be used inside $or.",
      34,
    ],
    ['{"a":[1],"a":[]}', "Empty arrays are not allowed", 16],
  ])("%s", async (pattern, reason, column) => {
    expect(await failure(pattern)).toEqual(rejectedPattern(reason + placeIn(pattern, column)));
  });

  test.each<[pattern: string, reason: string, column: number, again: number]>([
    [
      '{"a":[{"anything-but":[true]}]}',
      "Inside anything but list, start|null|boolean is not supported.",
      28,
      28,
    ],
    ['{"a":[{"anything-but":{"prefix":["x",""]}}]}', "Null prefix/suffix not allowed", 40, 40],
    [
      '{"a":[{"anything-but":["x" "y"]}]}',
      "Unexpected character ('\"' (code 34)): was expecting comma to separate Array entries",
      28,
      29,
    ],
  ])("%s has its place twice", async (pattern, reason, column, again) => {
    expect(await failure(pattern)).toEqual(
      rejectedPattern(reason + placeIn(pattern, column) + placeIn(pattern, again)),
    );
  });

  test.each([
    ["10.0.0.0/", "Malformed CIDR, one '/' required"],
    ["10.0.0.0/-1", "Malformed CIDR, mask bits must not be negative"],
    ["10.0.0.0/32", "IPv4 mask bits must be < 32"],
    ["::/128", "IPv6 mask bits must be < 128"],
    ["10.0.0.256/8", "Invalid IP address: 10.0.0.256"],
  ])("the block %s has no place", async (block, reason) => {
    expect(await failure(JSON.stringify({ ip: [{ cidr: block }] }))).toEqual(rejectedPattern(reason));
  });
});

describe("errors of the JSON parser that were not recorded", () => {
  test.each<[pattern: string, reason: string, column: number]>([
    ['{"a"', "Unexpected end-of-input within/between Object entries", 5],
    ['{"a', "Unexpected end-of-input in field name", 4],
    ['{"a":["x', "Unexpected end-of-input: was expecting closing quote for a string value", 9],
    ['{"a":["x\\', "Unexpected end-of-input in character escape sequence", 10],
    ['{"a":[1,]}', `Unexpected character (']' (code 93)): expected a valid value ${VALUES}`, 9],
    ['{"a":[.5]}', `Unexpected character ('.' (code 46)): expected a valid value ${VALUES}`, 7],
    ['{"a":[-.5]}', `Unexpected character ('.' (code 46)): expected a valid value ${VALUES}`, 8],
    ['{"a":}', "Unexpected character ('}' (code 125)): expected a value", 6],
    [
      '{"a":[1],}',
      "Unexpected character ('}' (code 125)): was expecting double-quote to start field name",
      10,
    ],
    [
      '{"a" 1}',
      "Unexpected character ('1' (code 49)): was expecting a colon to separate field name and value",
      6,
    ],
    ['{"a":[1 2]}', "Unexpected character ('2' (code 50)): was expecting comma to separate Array entries", 9],
    [
      '{"a":[1]“}',
      "Unexpected character ('“' (code 8220 / 0x201c)): was expecting comma to separate Object entries",
      9,
    ],
    ['{"a":[trueish]}', `Unrecognized token 'trueish': was expecting ${VALUES}`, 14],
    ['{"a":[01]}', "Invalid numeric value: Leading zeroes not allowed", 8],
    [
      '{"a":[1.]}',
      "Unexpected character (']' (code 93)) in numeric value: Decimal point not followed by a digit",
      8,
    ],
    [
      '{"a":[1e]}',
      "Unexpected character (']' (code 93)) in numeric value: Exponent indicator not followed by a digit",
      8,
    ],
    [
      '{"a":[-]}',
      "Unexpected character (']' (code 93)) in numeric value: expected digit (0-9) to follow minus sign, for valid numeric value",
      8,
    ],
    [
      '{"a":[+1]}',
      "Unexpected character ('+' (code 43)) in numeric value: JSON spec does not allow numbers to have plus signs: enable `JsonReadFeature.ALLOW_LEADING_PLUS_SIGN_FOR_NUMBERS` to allow",
      8,
    ],
    [
      '{"a":[NaN]}',
      "Non-standard token 'NaN': enable `JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS` to allow",
      10,
    ],
    [String.raw`{"a":["\x"]}`, "Unrecognized character escape 'x' (code 120)", 9],
    [
      String.raw`{"a":["\u12"]}`,
      "Unexpected character ('\"' (code 34)): expected a hex-digit for character escape sequence",
      12,
    ],
    [
      '{"a":[1] // x\n}',
      "Unexpected character ('/' (code 47)): maybe a (non-standard) comment? (not recognized as one since Feature 'ALLOW_COMMENTS' not enabled for parser)",
      10,
    ],
    // AWS's parser does not read what follows a pattern.
    ['{"a":[1]} x', `Unrecognized token 'x': was expecting ${VALUES}`, 12],
    ['{"a":[1]}{}', "Unexpected content after the pattern", 11],
  ])("%s", async (pattern, reason, column) => {
    expect(await failure(pattern)).toEqual(rejectedPattern(reason + placeIn(pattern, column)));
  });

  test("control characters are escaped in the text that an error repeats", async () => {
    expect(await failure('{"a":["x\ty"]}')).toEqual(
      rejectedPattern(
        "Illegal unquoted character ((CTRL-CHAR, code 9)): has to be escaped using backslash to be included in string value" +
          placeIn('{"a":["x\\u0009y"]}', 9),
      ),
    );
    expect(await failure("{\u0001}")).toEqual(
      rejectedPattern(
        "Illegal character ((CTRL-CHAR, code 1)): only regular white space (\\r, \\n, \\t) is allowed between tokens" +
          placeIn("{\\u0001}", 3),
      ),
    );
  });

  test("errors of containers have the place where they begin", async () => {
    const started = (pattern: string, line: number, column: number) =>
      placeIn(pattern, column, line).replace("\n at ", "");
    const open = '{\r\n"a":\r[1';
    expect(await failure(open)).toEqual(
      rejectedPattern(
        `Unexpected end-of-input: expected close marker for Array (start marker at ${started(open, 3, 1)})${placeIn(open, 3, 3)}`,
      ),
    );
    const wrong = '{"a":[1}}';
    expect(await failure(wrong)).toEqual(
      rejectedPattern(
        `Unexpected close marker '}': expected ']' (for Array starting at ${started(wrong, 1, 6)})${placeIn(wrong, 8)}`,
      ),
    );
  });

  test("errors repeat 500 characters of a pattern, and 256 of a word", async () => {
    const pattern = `{"a":"${"x".repeat(600)}"}`;
    expect(await failure(pattern)).toEqual(
      rejectedPattern(
        `"a" must be an object or an array\n at [Source: (String)"${pattern.slice(0, 500)}"[truncated 108 chars]; line: 1, column: 7]`,
      ),
    );
    const word = "x".repeat(300);
    expect(await failure(word)).toEqual(
      rejectedPattern(
        `Unrecognized token '${"x".repeat(256)}...': was expecting ${VALUES}${placeIn(word, 257)}`,
      ),
    );
  });
});
