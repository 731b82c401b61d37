import { describe, expect, test } from "vitest";
import { linearRegExp, type RegExpFlag, UnsupportedRegExp } from "../../lib/text/linear-regexp.js";

test.each<[source: string, flags: RegExpFlag[], text: string, expected: boolean]>([
  ["5\\d\\d", [], "status 503", true],
  ["5\\d\\d", [], "status 404", false],
  ["^GET", [], "a GET", false],
  ["error", [], "ERROR", false],
  ["error", ["i"], "ERROR", true],
  ["a.b", [], "a\nb", false],
  ["a.b", ["s"], "a\nb", true],
  ["^b$", [], "a\nb", false],
  ["^b$", ["m"], "a\nb", true],
  ["(?i)error", [], "ERROR", true],
  ["\\x41", [], "A", true],
])("/%s/ with %j on %j is %j", (source, flags, text, expected) => {
  expect(linearRegExp(source, flags).test(text)).toBe(expected);
});

test("gives the groups of the first match", () => {
  const expression = linearRegExp("(?P<user>\\w+)-(?<id>\\d+)(x)?");
  expect(expression.groupNames).toEqual(["user", "id"]);
  expect(expression.groups("see bob-12 and eve-13")).toEqual({
    numbered: ["bob", "12", undefined],
    named: new Map([
      ["user", "bob"],
      ["id", "12"],
    ]),
  });
  expect(expression.groups("nobody")).toBeUndefined();
});

test("finds matches from a position, with their places", () => {
  const expression = linearRegExp("b(.)(x)?");
  expect(expression.matchFrom("abcabd", 0)).toEqual({ start: 1, end: 3, groups: ["c", undefined] });
  expect(expression.matchFrom("abcabd", 2)).toEqual({ start: 4, end: 6, groups: ["d", undefined] });
  expect(expression.matchFrom("abcabd", 5)).toBeUndefined();
  expect(expression.matchFrom("abc", 4)).toBeUndefined();
});

test("groups named as members of objects are groups", () => {
  const expression = linearRegExp("(?<constructor>a)(?<toString>b)?");
  expect(expression.groupNames).toEqual(["constructor", "toString"]);
  expect(expression.groups("a")?.named).toEqual(new Map([["constructor", "a"]]));
});

describe("what a backtracking engine would not survive", () => {
  test.each(["^(a+)+$", "^(a|a)*$", "^(a*)*b$", `${"a*".repeat(20)}b$`])("/%s/", (source) => {
    expect(linearRegExp(source).test(`${"a".repeat(50_000)}!`)).toBe(false);
  });
});

test.each([
  ["a(?=b)", "lookahead"],
  ["(?<!a)b", "lookbehind"],
  ["(a)\\1", "a backreference"],
  ["a++", "a possessive quantifier"],
  ["a{1001}", "more repetitions than RE2 allows"],
  ["((a{100}){100}){100}", "nested repetitions"],
  [`${"(".repeat(2_000)}${")".repeat(2_000)}`, "deep nesting"],
  ["[", "an open class"],
  ["(?<a>x)(?<a>y)", "a name given twice"],
])("rejects %.20s: %s", (source) => {
  expect(() => linearRegExp(source)).toThrow(UnsupportedRegExp);
  expect(() => linearRegExp(source)).toThrow(
    "lookaround, backreferences and possessive quantifiers are not supported",
  );
});
