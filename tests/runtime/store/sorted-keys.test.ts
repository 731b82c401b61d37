import fc from "fast-check";
import { expect, test } from "vitest";
import { compareKeys, SortedKeys } from "../../../lib/runtime/store/sorted-keys.js";

/** Enough keys for several runs, which split and are joined again. */
const MOST = 2_000;

function sorted(keys: Iterable<number>): number[] {
  return [...keys].sort(compareKeys);
}

/** Fails unless the keys are those of the model, from each side and from some keys on. */
function check(keys: SortedKeys<number>, model: ReadonlySet<number>): void {
  const expected = sorted(model);
  expect([...keys.from()]).toEqual(expected);
  expect([...keys.backFrom()]).toEqual(expected.toReversed());
  expect(keys.first()).toBe(expected[0]);
  for (const start of [-1, 0, 1, MOST / 2, MOST / 2 + 0.5, MOST, MOST + 1]) {
    expect([...keys.from(start)]).toEqual(expected.filter((key) => key >= start));
    expect([...keys.backFrom(start)]).toEqual(expected.filter((key) => key <= start).toReversed());
  }
}

const stretch = fc.record({
  from: fc.nat(MOST),
  count: fc.integer({ min: 1, max: MOST }),
  step: fc.constantFrom(1, -1, 7, 1_009),
  adds: fc.boolean(),
});

test("keys are in order after any additions and removals", () => {
  fc.assert(
    fc.property(fc.array(stretch, { minLength: 1, maxLength: 12 }), (stretches) => {
      const keys = new SortedKeys<number>();
      const model = new Set<number>();
      for (const { from, count, step, adds } of stretches) {
        for (let i = 0; i < count; i++) {
          const key = (((from + i * step) % MOST) + MOST) % MOST;
          if (adds) {
            keys.add(key);
            model.add(key);
          } else {
            keys.delete(key);
            model.delete(key);
          }
        }
        check(keys, model);
      }
    }),
    { numRuns: 60 },
  );
});

test("strings are in the order of their UTF-16 code units", () => {
  const texts = ["", "a", "B", "ä", "\ud83d\ude00", "\uffff", "a b", "a!"];
  const keys = new SortedKeys<string>();
  for (const text of texts) keys.add(text);
  expect([...keys.from()]).toEqual([...texts].sort());
  expect([...keys.from("a!")]).toEqual([...texts].sort().slice(4));
});

test("a key that is added again is there once", () => {
  const keys = new SortedKeys<number>();
  for (const key of [2, 1, 2, 1]) keys.add(key);
  expect([...keys.from()]).toEqual([1, 2]);
  keys.delete(3);
  keys.delete(1);
  keys.delete(1);
  expect([...keys.from()]).toEqual([2]);
});
