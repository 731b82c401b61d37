import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { parseTime } from "../../lib/clock/simulated-time.js";

test.each<[unknown, number]>([
  [0, 0],
  [1_893_456_000_000.7, 1_893_456_000_000],
  ["2030-01-01T00:00:00Z", 1_893_456_000_000],
  [new Date(1_893_456_000_000), 1_893_456_000_000],
  ["0001-01-01T00:00:00Z", -62_135_596_800_000],
  ["9999-12-31T23:59:59.999Z", 253_402_300_799_999],
])("%j is the moment %d", (value, expected) => {
  expect(parseTime(value)).toBe(expected);
});

test("a Date of another realm is a moment", () => {
  expect(parseTime(runInNewContext("new Date(7)"))).toBe(7);
});

test.each([
  null,
  undefined,
  true,
  {},
  [],
  [5],
  "tomorrow",
  Number.NaN,
  Number.POSITIVE_INFINITY,
  9e15,
  "+010000-01-01T00:00:00Z",
  "0000-12-31T23:59:59.999Z",
  new Date(Number.NaN),
])("%j is not a moment of simulated time", (value) => {
  expect(parseTime(value)).toBeUndefined();
});
