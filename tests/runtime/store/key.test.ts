import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  descending,
  key,
  keyAbove,
  keyBelow,
  keyEnd,
  keyParts,
  keyPrefix,
} from "../../../lib/runtime/store/key.js";

const unit = fc.oneof(
  fc.constantFrom("\0", "\u0001", " ", "!", '"', "`", "a", "\u{1f600}"),
  fc.string({ maxLength: 2 }),
);
const part = fc.array(unit, { maxLength: 4 }).map((units) => units.join(""));
const parts = fc.array(part, { minLength: 1, maxLength: 3 });

function compare<T>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** By the first part that differs; what ends earlier comes first. */
function compareParts(a: readonly string[], b: readonly string[]): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const order = compare(a[i] ?? "", b[i] ?? "");
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

describe("keys", () => {
  test("of different parts are different: the parts can be read from them", () => {
    fc.assert(
      fc.property(parts, (given) => {
        expect(keyParts(key(...given))).toEqual(given);
      }),
    );
  });

  test("come apart again into the key above and the last part", () => {
    fc.assert(
      fc.property(parts, part, (above, last) => {
        expect(keyAbove(keyBelow(key(...above), last))).toEqual([key(...above), last]);
      }),
    );
  });

  test("sort as their parts do", () => {
    fc.assert(
      fc.property(parts, parts, (a, b) => {
        expect(Math.sign(compare(key(...a), key(...b)))).toBe(Math.sign(compareParts(a, b)));
      }),
      { numRuns: 1000 },
    );
  });

  test("begin with a prefix exactly when their first parts are those of the prefix", () => {
    fc.assert(
      fc.property(parts, parts, (a, b) => {
        const sharesParts = b.length > a.length && a.every((each, i) => each === b[i]);
        expect(key(...b).startsWith(keyPrefix(...a))).toBe(sharesParts);
      }),
      { numRuns: 1000 },
    );
  });

  test("begin with another key exactly when their last part begins with its last", () => {
    fc.assert(
      fc.property(parts, part, part, (first, a, b) => {
        expect(key(...first, b).startsWith(key(...first, a))).toBe(b.startsWith(a));
      }),
      { numRuns: 1000 },
    );
  });

  test("with more parts end before the end of a key, and all later keys come after it", () => {
    fc.assert(
      fc.property(parts, parts, (a, b) => {
        const within = b.length >= a.length && a.every((each, i) => each === b[i]);
        expect(key(...b) < keyEnd(key(...a))).toBe(within || compareParts(b, a) < 0);
      }),
      { numRuns: 1000 },
    );
  });

  test("have the parts of a parent and more", () => {
    fc.assert(
      fc.property(parts, parts, (a, b) => {
        expect(keyBelow(key(...a), ...b)).toBe(key(...a, ...b));
      }),
    );
  });

  test("sort numbers by value, and downwards", () => {
    const number = fc.maxSafeNat();
    fc.assert(
      fc.property(number, number, (a, b) => {
        expect(compare(key("a", a), key("a", b))).toBe(compare(a, b));
        expect(compare(key("a", descending(a)), key("a", descending(b)))).toBe(compare(b, a));
      }),
    );
    expect(key("web", 7)).toBe("web 0000000000000007");
  });

  test.each([-1, 0.5, Number.NaN, 2 ** 53])("cannot contain the number %d", (number) => {
    expect(() => key(number)).toThrow(new RangeError(`A key cannot contain the number ${number}.`));
  });

  test("are readable", () => {
    expect(key("exports", "a b!.txt", "0f")).toBe("exports a!_b!`.txt 0f");
  });
});
