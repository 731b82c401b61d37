import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  matchesTokens,
  type WildcardSyntax,
  wildcardMatcher,
  wildcardTokens,
} from "../../lib/text/wildcards.js";

const QUESTION: WildcardSyntax = { questionMark: true };
const ESCAPES: WildcardSyntax = { questionMark: true, escapes: true };
const CASELESS: WildcardSyntax = { ignoreCase: true };

test.each<[pattern: string, text: string, syntax: WildcardSyntax, expected: boolean]>([
  ["", "", {}, true],
  ["", "a", {}, false],
  ["*", "", {}, true],
  ["***", "any\ntext", {}, true],
  ["a", "a", {}, true],
  ["a", "A", {}, false],
  ["a*", "a", {}, true],
  ["a*", "ba", {}, false],
  ["*a", "ba", {}, true],
  ["*a", "ab", {}, false],
  ["a*b", "ab", {}, true],
  ["a*b", "a b c b", {}, true],
  ["a*b", "a b c", {}, false],
  ["*ab*ab*", "aab", {}, false],
  ["*ab*ab*", "abab", {}, true],
  ["*aab", "aaab", {}, true],
  ["a?c", "abc", {}, false],
  ["a?c", "a?c", {}, true],
  ["a?c", "abc", QUESTION, true],
  ["a?c", "ac", QUESTION, false],
  ["?*", "", QUESTION, false],
  ["?*?", "ab", QUESTION, true],
  ["a\\*b", "a*b", ESCAPES, true],
  ["a\\*b", "axb", ESCAPES, false],
  ["a\\?b", "a?b", ESCAPES, true],
  ["a\\\\*", "a\\b", ESCAPES, true],
  ["a\\b", "a\\b", ESCAPES, true],
  ["a\\*b", "a\\xb", {}, true],
  ["S3:get*", "s3:GetObject", CASELESS, true],
  ["[a-z].+", "[a-z].+", {}, true],
  [".*", "a", {}, false],
  ["constructor*", "constructor", {}, true],
])("%j on %j with %j is %j", (pattern, text, syntax, expected) => {
  expect(wildcardMatcher(pattern, syntax)(text)).toBe(expected);
});

/** The definition: `*` takes any number of characters, each tried. */
function byDefinition(pattern: string, text: string): boolean {
  if (pattern === "") return text === "";
  const [first, rest] = [pattern.charAt(0), pattern.slice(1)];
  if (first === "*") {
    for (let i = 0; i <= text.length; i++) if (byDefinition(rest, text.slice(i))) return true;
    return false;
  }
  return text !== "" && (first === "?" || first === text.charAt(0)) && byDefinition(rest, text.slice(1));
}

test("matches what the definition matches", () => {
  const letters = (...units: string[]) => fc.string({ unit: fc.constantFrom(...units), maxLength: 9 });
  fc.assert(
    fc.property(letters("a", "b", "*", "?"), letters("a", "b"), (pattern, text) => {
      expect(wildcardMatcher(pattern, QUESTION)(text)).toBe(byDefinition(pattern, text));
    }),
    { numRuns: 2_000 },
  );
});

/** How many characters of a text a match looks at. */
function stepsOf(pattern: string, text: string): number {
  let steps = 0;
  const counted = {
    length: text.length,
    charCodeAt: (index: number) => {
      steps++;
      return text.charCodeAt(index);
    },
  };
  expect(matchesTokens(wildcardTokens(pattern, QUESTION), counted)).toBe(false);
  return steps;
}

describe("the cost of a match", () => {
  test.each([
    ["*a*a*b", "a"],
    ["*a*a*a*a*a*a*a*a*b", "a"],
    [`${"*a".repeat(500)}*b`, "a"],
    [`${"*?a".repeat(50)}*b`, "a"],
    [`*${"a".repeat(50)}b`, "a"],
    ["*ab*ab*abb", "ab"],
  ])("of %.20s grows with the text", (pattern, unit) => {
    const [once, tenfold] = [1_000, 10_000].map((times) => stepsOf(pattern, unit.repeat(times)));
    expect(once).toBeLessThanOrEqual(pattern.length * unit.length * 1_000);
    expect(tenfold).toBeLessThanOrEqual(11 * (once ?? 0));
  });
});
