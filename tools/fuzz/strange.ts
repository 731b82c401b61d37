import type { Random } from "./random.js";

/** Strings that have broken parsers and lookups before. */
const STRINGS = [
  "",
  " ",
  "0",
  "-1",
  "null",
  "undefined",
  "NaN",
  "true",
  "constructor",
  "__proto__",
  "prototype",
  "toString",
  "hasOwnProperty",
  "valueOf",
  "%",
  "%ff",
  "%00",
  "%2F%2e%2e",
  "../..",
  "..",
  "*",
  "(",
  "[a-",
  "$&",
  "$" + "{x}",
  "{}",
  "[]",
  '"',
  "'",
  "<a>",
  "]]>",
  "&amp;",
  "a\u0000b",
  "a\nb",
  "\u00e9\u{1f600}",
  "\ud800",
  "a=b&c=d",
  "a,b,,c",
  "arn:aws",
  "arn:aws:s3:::",
  "arn:aws:iam::123456789012:role/x",
  "arn:aws:lambda:us-east-1:123456789012:function:f:1",
  "1e400",
  "9007199254740993",
  "99999999999999999999",
  "-0",
  "0x10",
  "1.5",
  "2030-01-01T00:00:00Z",
  "9999999-01-01T00:00:00Z",
  "Thu, 01 Jan 1970 00:00:00 GMT",
  "bytes=0-",
  "10.0.0.0/8",
  "10..0.0/16",
  "::/0",
];

/** Values of a wrong type. */
const VALUES: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1.5,
  1e308,
  2 ** 53,
  [],
  {},
  [null],
  [[]],
  { constructor: 1 },
  { __proto__: null, toString: "x" },
];

/** A string that a parser may not expect. */
export function strangeString(random: Random): string {
  if (random.chance(0.05)) return random.pick(["a", "(", "*", "é", "/"]).repeat(random.below(3_000));
  if (random.chance(0.1)) return nested(random, 1_000 + random.below(5_000));
  return random.pick(STRINGS);
}

/** A value of any type. */
export function strangeValue(random: Random): unknown {
  return random.chance(0.6) ? strangeString(random) : random.pick(VALUES);
}

function nested(random: Random, depth: number): string {
  const [open, close] = random.pick([
    ["[", "]"],
    ["(", ")"],
    ['{"a":', "}"],
    ["<a>", "</a>"],
  ] as const);
  return open.repeat(depth) + (random.chance(0.5) ? "1" : "") + close.repeat(depth);
}
