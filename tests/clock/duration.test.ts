import fc from "fast-check";
import { expect, test } from "vitest";
import { type Duration, milliseconds } from "../../lib/clock/duration.js";

test.each<[Duration, number]>([
  [0, 0],
  [250, 250],
  ["250ms", 250],
  ["2s", 2_000],
  ["5m", 300_000],
  ["1h", 3_600_000],
  ["90d", 7_776_000_000],
  ["1.5s", 1_500],
])("%s is %d milliseconds", (duration, expected) => {
  expect(milliseconds(duration)).toBe(expected);
});

test.each([
  -1,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  "",
  "2",
  "s",
  "-2s",
  "2 s",
  "2S",
  "1e3s",
  " 2s",
  null,
  {},
  [],
  true,
])("%j is not a duration", (wrong) => {
  expect(() => milliseconds(wrong as Duration)).toThrow(/^Invalid duration: .*"90d"/s);
});

test.each<Duration>([9e15, "100000001d", "9e15ms", Number.MAX_VALUE])(
  "%s is more than a Date can hold",
  (duration) => {
    expect(() => milliseconds(duration)).toThrow(TypeError);
  },
);

test("reports how long a duration can be", () => {
  expect(() => milliseconds("100000001d")).toThrow(
    'The duration "100000001d" is too long: a Date cannot hold more than 8e15 milliseconds.',
  );
});

test("a unit multiplies", () => {
  const units = fc.constantFrom(["ms", 1], ["s", 1e3], ["m", 6e4], ["h", 36e5], ["d", 864e5]) as fc.Arbitrary<
    ["ms" | "s" | "m" | "h" | "d", number]
  >;
  fc.assert(
    fc.property(fc.nat(1_000_000), units, (count, [unit, factor]) => {
      expect(milliseconds(`${count}${unit}`)).toBe(count * factor);
    }),
  );
});
