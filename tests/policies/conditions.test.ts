// biome-ignore-all lint/suspicious/noTemplateCurlyInString: variables of policies look so.
import { describe, expect, test } from "vitest";
import { compileConditions } from "../../lib/policies/conditions.js";
import type { ConditionValue } from "../../lib/policies/values.js";

type Keys = Readonly<Record<string, ConditionValue>>;

function holds(operator: string, wanted: unknown, keys: Keys, key = "aws:k"): boolean {
  const values = new Map(Object.entries(keys).map(([name, value]) => [name.toLowerCase(), value]));
  const conditions = compileConditions({ [operator]: { [key]: wanted } }, true);
  return conditions.every((condition) => condition.holds({ value: (name) => values.get(name) }));
}

describe("an operator compares the value of a request with those of a policy", () => {
  test.each<[operator: string, wanted: unknown, actual: ConditionValue, holds: boolean]>([
    ["StringEquals", "a", "a", true],
    ["StringEquals", "a", "A", false],
    ["StringEquals", ["a", "b"], "b", true],
    ["StringEquals", "a*", "ab", false],
    ["stringequals", "a", "a", true],
    ["StringNotEquals", ["a", "b"], "b", false],
    ["StringNotEquals", ["a", "b"], "c", true],
    ["StringEqualsIgnoreCase", "Ab", "aB", true],
    ["StringNotEqualsIgnoreCase", "Ab", "aB", false],
    ["StringLike", "a?c*", "abcd", true],
    ["StringLike", "a?c*", "ac", false],
    ["StringNotLike", "a*", "ab", false],
    ["NumericEquals", "1.50", "1.5", true],
    ["NumericNotEquals", "1", "x", false],
    ["NumericLessThan", 10, "9", true],
    ["NumericLessThanEquals", "10", "10", true],
    ["NumericGreaterThan", "10", "10", false],
    ["NumericGreaterThanEquals", "x", "10", false],
    ["DateEquals", "2024-05-01T12:00:00Z", "1714564800", true],
    ["DateLessThan", "2024-05-01", "2024-04-30T23:59:59Z", true],
    ["DateGreaterThan", "2024-05-01", "2024-04-30T23:59:59Z", false],
    ["DateNotEquals", "2024-05-01", "yesterday", false],
    ["Bool", true, "true", true],
    ["Bool", "FALSE", "false", true],
    ["Bool", "false", "true", false],
    ["BinaryEquals", "QUI=", "QUI", true],
    ["BinaryEquals", "QUI=", "QUM=", false],
    ["IpAddress", "10.0.0.0/8", "10.1.2.3", true],
    ["IpAddress", "10.0.0.1", "10.0.0.2", false],
    ["IpAddress", ["10.0.0.0/8", "2001:db8::/32"], "2001:db8::1", true],
    ["IpAddress", "10.0.0.0/8", "2001:db8::1", false],
    ["IpAddress", "300.0.0.0/8", "10.0.0.1", false],
    ["NotIpAddress", "10.0.0.0/8", "2001:db8::1", true],
    ["ArnEquals", "arn:aws:sns:*:123456789012:t*", "arn:aws:sns:eu-west-1:123456789012:topic", true],
    ["ArnLike", "arn:aws:*:topic", "arn:aws:sns:eu-west-1:123456789012:topic", false],
    ["ArnNotLike", "arn:aws:sns:*:*:t", "arn:aws:sns:eu-west-1:123456789012:t", false],
    ["Null", "true", "a", false],
    ["Null", "false", "a", true],
    ["Null", "true", "", true],
  ])("%s %j, asked about %j: %s", (operator, wanted, actual, expected) => {
    expect(holds(operator, wanted, { "aws:k": actual })).toBe(expected);
  });
});

test.each([
  ["StringEquals", false],
  ["StringNotEquals", true],
  ["NumericLessThan", false],
  ["Bool", false],
  ["StringEqualsIfExists", true],
  ["BoolIfExists", true],
  ["NotIpAddress", true],
  ["ArnNotEquals", true],
  ["ForAllValues:StringEquals", true],
  ["ForAnyValue:StringEquals", false],
  ["ForAnyValue:StringNotEquals", false],
  ["ForAnyValue:StringEqualsIfExists", true],
])("%s, asked about a key that the request lacks: %s", (operator, expected) => {
  expect(holds(operator, "1", {})).toBe(expected);
});

test.each<[operator: string, wanted: readonly string[], actual: readonly string[], holds: boolean]>([
  ["StringEquals", ["a"], ["a"], false],
  ["StringNotEquals", ["b"], ["a"], false],
  ["ForAllValues:StringEquals", ["a", "b"], ["a"], true],
  ["ForAllValues:StringEquals", ["a", "b"], ["a", "c"], false],
  ["ForAllValues:StringEquals", ["a"], [], true],
  ["ForAllValues:StringNotEquals", ["a"], ["b", "c"], true],
  ["ForAllValues:StringNotEquals", ["a"], ["a", "c"], false],
  ["ForAnyValue:StringLike", ["a*"], ["b", "ab"], true],
  ["ForAnyValue:StringEquals", ["a"], [], false],
  ["ForAnyValue:StringNotEquals", ["a"], ["a", "c"], true],
])("%s %j, asked about the list %j: %s", (operator, wanted, actual, expected) => {
  expect(holds(operator, wanted, { "aws:k": actual })).toBe(expected);
});

test("names of keys ignore case", () => {
  expect(holds("StringEquals", "a", { "s3:ExistingObjectTag/Team": "a" }, "S3:existingobjecttag/team")).toBe(
    true,
  );
});

test("values may hold variables, with defaults; without a value they match nothing", () => {
  const keys = { "aws:username": "ann*", "aws:k": "home/ann*" };
  expect(holds("StringEquals", "home/${aws:username}", keys)).toBe(true);
  expect(holds("StringLike", "home/${aws:username}", { ...keys, "aws:k": "home/anna" })).toBe(false);
  expect(holds("StringEquals", "home/${aws:UserId}", keys)).toBe(false);
  expect(holds("StringNotEquals", "home/${aws:UserId}", keys)).toBe(true);
  expect(holds("StringEquals", "home/${aws:userid, 'ann*'}", keys)).toBe(true);
  expect(holds("StringLike", "home/a*${*}", keys)).toBe(true);
  expect(holds("StringLike", "home/${*}", keys)).toBe(false);
});
