import { describe, expect, test } from "vitest";
import { compilePattern } from "../../lib/model/patterns.js";
import { facts as ecs } from "../../lib/services/ecs/generated/facts.js";
import { facts as lambda } from "../../lib/services/lambda/generated/facts.js";
import { facts as sts } from "../../lib/services/sts/generated/facts.js";

describe("a pattern matches the whole value, as in Java", () => {
  test.each([
    ["[\\w+=,.@-]+", "a.b@c", "a b"],
    ["a|b", "b", "ab"],
    ["^[a-z]+$", "abc", "abc1"],
    ["(?i)abc", "ABC", "abd"],
    ["\\p{L}+", "äß", "a1"],
    ["[\\p{Alnum}-]+", "a-1", "a_1"],
    ["\\p{Upper}x", "Ax", "ax"],
    ["[\\x{10000}-\\x{10FFFF}]", "\u{1F600}", "a"],
    ["\\Aab\\z", "ab", "abc"],
    ["[a-zA-Z0-9-_]+", "a-_", "a.b"],
    // As the model of Scheduler has it.
    [
      "^arn:aws(-[a-z]+)?:iam::\\d{12}:role$",
      "arn:aws-us-gov:iam::123456789012:role",
      "arn:awsx:iam::123456789012:role",
    ],
  ])("%s", (pattern, matching, other) => {
    const expression = compilePattern(pattern);
    expect(expression?.test(matching)).toBe(true);
    expect(expression?.test(other)).toBe(false);
  });
});

test.each(["[a-z&&[^b]]", "a++", "(?>a)b", "\\Qa\\E", "a\\h", "(?<=a", "(?-i)a"])(
  "%s has no equivalent and is not checked",
  (pattern) => {
    expect(compilePattern(pattern)).toBeUndefined();
  },
);

test("every pattern of the generated facts can be checked", () => {
  const patterns = [ecs, lambda, sts]
    .flatMap((facts) => Object.values(facts.shapes))
    .flatMap((shape) => (shape.type === "string" && shape.pattern !== undefined ? [shape.pattern] : []));
  expect(patterns.length).toBeGreaterThan(50);
  expect(patterns.filter((pattern) => compilePattern(pattern) === undefined)).toEqual([]);
});
