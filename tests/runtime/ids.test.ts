import fc from "fast-check";
import { expect, test } from "vitest";
import { IdSource } from "../../lib/runtime/ids.js";
import { UUID } from "../support/wire.js";

function sample(ids: IdSource) {
  return [
    ids.hex(32),
    ids.uuid(),
    ids.digits(19),
    ids.text("AB", 8),
    ids.integer(1000),
    ids.fraction(),
    [...ids.bytes(5)],
  ];
}

test("the same seed gives the same ids, also after a reset (A12)", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.integer()), (seed) => {
      const one = new IdSource(seed);
      const first = sample(one);
      one.reset();
      expect([sample(new IdSource(seed)), sample(one)]).toEqual([first, first]);
    }),
  );
});

test("different seeds, and no seed, give different ids", () => {
  const uuids = [1, 2, "3", "a", "b", undefined, undefined].map((seed) => new IdSource(seed).uuid());
  expect(new Set(uuids).size).toBe(uuids.length);
});

test("a snapshot continues where it was taken", () => {
  const ids = new IdSource("seed");
  ids.uuid();
  const state = ids.snapshot();
  const next = sample(ids);
  ids.restore(state);
  expect(sample(ids)).toEqual(next);
});

test("ids have AWS's formats", () => {
  const ids = new IdSource("formats");
  for (let i = 0; i < 500; i++) {
    expect(ids.uuid()).toMatch(UUID);
    expect(ids.hex(17)).toMatch(/^[0-9a-f]{17}$/);
    expect(ids.digits(19)).toMatch(/^[1-9]\d{18}$/);
    expect(ids.fraction()).toBeLessThan(1);
    expect(ids.integer(3)).toBeLessThan(3);
  }
});

test("the cheap texts have the length asked for, and use their whole alphabet", () => {
  const ids = new IdSource("cheap");
  const sizes = [1, 5, 6, 7, 16, 76, 128];
  expect(sizes.map((size) => [ids.base64(size).length, ids.capitals(size).length])).toEqual(
    sizes.map((size) => [size, size]),
  );
  const many = (make: () => string) => new Set(Array.from({ length: 200 }, make).join(""));
  expect(many(() => ids.base64(76)).size).toBe(64);
  expect([...many(() => ids.capitals(16))].sort().join("")).toBe("0123456789ABCDEFGHJKMNPQRSTVWXYZ");
});

test("ten thousand ids are all different", () => {
  const ids = new IdSource("many");
  expect(new Set(Array.from({ length: 10_000 }, () => ids.uuid())).size).toBe(10_000);
});
