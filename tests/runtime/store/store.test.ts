import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { defineTable, Store, type StoreSnapshot, withPrefix } from "../../../lib/runtime/store/store.js";

interface Row {
  readonly value: number;
}
const ROWS = defineTable<Row>({ name: "test.rows", key: "name" });
const HERE = { account: "111111111111", region: "eu-west-1" };

const key = fc.constantFrom("", "a", "aa", "b", "c", "é", "Z", "z", "\u{1f600}", "__proto__");
const write = fc.oneof(
  fc.record({ kind: fc.constant("put" as const), key, value: fc.nat(99) }),
  fc.record({ kind: fc.constant("delete" as const), key }),
);
type Write = typeof write extends fc.Arbitrary<infer Value> ? Value : never;
const writes = fc.array(write, { maxLength: 40 });

function apply(store: Store, changes: readonly Write[]): void {
  const table = store.table(ROWS, HERE);
  for (const change of changes) {
    if (change.kind === "put") table.put(change.key, { value: change.value });
    else table.delete(change.key);
  }
}

function applyToModel(model: Map<string, Row>, changes: readonly Write[]): [string, Row][] {
  for (const change of changes) {
    if (change.kind === "put") model.set(change.key, { value: change.value });
    else model.delete(change.key);
  }
  return [...model].sort(([a], [b]) => (a < b ? -1 : 1));
}

function content(store: Store): [string, Row][] {
  return [...store.table(ROWS, HERE).range()];
}

describe("a table behaves as a sorted map", () => {
  test("under puts and deletes", () => {
    fc.assert(
      fc.property(writes, (changes) => {
        const store = new Store();
        apply(store, changes);
        const model = new Map<string, Row>();
        const expected = applyToModel(model, changes);
        const table = store.table(ROWS, HERE);
        expect(content(store)).toEqual(expected);
        expect([...table.values()]).toEqual(expected.map(([, row]) => row));
        expect(table.size).toBe(model.size);
        expect(table.first()).toEqual(expected[0]);
        for (const name of ["", "a", "z", "nowhere"]) {
          expect([table.has(name), table.get(name)]).toEqual([model.has(name), model.get(name)]);
        }
      }),
    );
  });

  test("in ranges from and after any key, both ways", () => {
    fc.assert(
      fc.property(writes, key, (changes, start) => {
        const store = new Store();
        apply(store, changes);
        const all = applyToModel(new Map(), changes);
        const table = store.table(ROWS, HERE);
        expect([...table.range({ from: start })]).toEqual(all.filter(([k]) => k >= start));
        expect([...table.range({ after: start })]).toEqual(all.filter(([k]) => k > start));
        expect([...table.range({ from: start, reverse: true })]).toEqual(
          all.filter(([k]) => k <= start).reverse(),
        );
        expect([...table.range({ after: start, reverse: true })]).toEqual(
          all.filter(([k]) => k < start).reverse(),
        );
      }),
    );
  });

  test("with a prefix", () => {
    fc.assert(
      fc.property(
        writes,
        fc.constantFrom("", "a", "aa", "q"),
        fc.option(key, { nil: undefined }),
        (changes, prefix, after) => {
          const store = new Store();
          apply(store, changes);
          fc.pre(after === undefined || after.startsWith(prefix));
          const expected = applyToModel(new Map(), changes).filter(
            ([k]) => k.startsWith(prefix) && (after === undefined || k > after),
          );
          expect([...withPrefix(store.table(ROWS, HERE), prefix, after)]).toEqual(
            expected.map(([, row]) => row),
          );
        },
      ),
    );
  });
});

const stretch = fc.record({
  added: fc.nat(400),
  kept: fc.nat(200),
  removes: fc.constantFrom("the oldest" as const, "the newest" as const),
  throws: fc.boolean(),
});

test("rows that come and go by the hundred are those of a map", () => {
  fc.assert(
    fc.property(fc.array(stretch, { maxLength: 8 }), (stretches) => {
      const store = new Store();
      const table = store.table(defineTable<number, number>({ name: "test.numbers", key: "number" }), HERE);
      let model = new Map<number, number>();
      let next = 0;
      for (const { added, kept, removes, throws } of stretches) {
        const changed = new Map(model);
        const change = () => {
          for (let i = 0; i < added; i++, next++) {
            table.put(next, -next);
            changed.set(next, -next);
          }
          const numbers = removes === "the oldest" ? [...changed.keys()] : [...changed.keys()].reverse();
          for (const number of numbers.slice(0, Math.max(0, numbers.length - kept))) {
            expect(table.delete(number)).toBe(changed.delete(number));
          }
          if (throws) throw new Error("undone");
        };
        if (throws) expect(() => store.transaction(change)).toThrow("undone");
        else store.transaction(change);
        if (!throws) model = changed;
        expect(new Map(table.entries())).toEqual(model);
        expect([...table.range()]).toEqual([...model].sort(([a], [b]) => a - b));
        expect([table.size, table.has(next), table.get(next - 1)]).toEqual([
          model.size,
          false,
          model.get(next - 1),
        ]);
      }
    }),
  );
});

describe("a transaction", () => {
  test("that throws leaves nothing behind", () => {
    fc.assert(
      fc.property(writes, writes, (before, during) => {
        const store = new Store();
        apply(store, before);
        const untouched = content(store);
        expect(() =>
          store.transaction(() => {
            apply(store, during);
            throw new Error("undo");
          }),
        ).toThrow("undo");
        expect(content(store)).toEqual(untouched);
      }),
    );
  });

  test("inside another is undone alone, and with it", () => {
    fc.assert(
      fc.property(writes, writes, writes, fc.boolean(), (outer, inner, after, outerFails) => {
        const store = new Store();
        const run = () =>
          store.transaction(() => {
            apply(store, outer);
            expect(() =>
              store.transaction(() => {
                apply(store, inner);
                throw new Error("inner");
              }),
            ).toThrow("inner");
            apply(store, after);
            if (outerFails) throw new Error("outer");
          });
        if (outerFails) expect(run).toThrow("outer");
        else run();
        expect(content(store)).toEqual(outerFails ? [] : applyToModel(new Map(), [...outer, ...after]));
      }),
    );
  });

  test("returns the result of its work", () => {
    expect(new Store().transaction(() => 7)).toBe(7);
  });
});

test("snapshots can be restored in any order, any number of times", () => {
  fc.assert(
    fc.property(
      fc.array(writes, { minLength: 1, maxLength: 6 }),
      fc.array(fc.nat(5), { maxLength: 12 }),
      (steps, order) => {
        const store = new Store();
        const taken: { snapshot: StoreSnapshot; rows: [string, Row][] }[] = [];
        for (const changes of steps) {
          apply(store, changes);
          taken.push({ snapshot: store.snapshot(), rows: content(store) });
        }
        for (const index of order) {
          const one = taken[index % taken.length];
          if (!one) continue;
          store.restore(one.snapshot);
          expect(content(store)).toEqual(one.rows);
          // Writes after a restore must not reach the snapshot.
          apply(store, steps[0] ?? []);
          store.table(ROWS, HERE).put("later", { value: 1 });
        }
      },
    ),
  );
});

describe("partitions", () => {
  const other = { account: "222222222222", region: "us-east-1" };

  test("of a region table are apart", () => {
    const store = new Store();
    store.table(ROWS, HERE).put("a", { value: 1 });
    store.table(ROWS, other).put("a", { value: 2 });
    const seen = [HERE, other, { ...HERE, region: "us-east-1" }].map((at) => store.table(ROWS, at).get("a"));
    expect(seen).toEqual([{ value: 1 }, { value: 2 }, undefined]);
  });

  test("of account and global tables ignore the region, or all", () => {
    const store = new Store();
    const perAccount = defineTable<Row>({ name: "test.accounts", key: "name", scope: "account" });
    const global = defineTable<Row>({ name: "test.globals", key: "name", scope: "global" });
    store.table(perAccount, HERE).put("a", { value: 1 });
    store.table(global, HERE).put("a", { value: 2 });
    expect(store.table(perAccount, { ...HERE, region: "us-east-1" }).get("a")).toEqual({ value: 1 });
    expect(store.table(perAccount, other).get("a")).toBeUndefined();
    expect(store.table(global, other).get("a")).toEqual({ value: 2 });
  });
});

test("keys that are numbers are ordered by value", () => {
  const numbers = defineTable<string, number>({ name: "test.numbers", key: "number" });
  const table = new Store().table(numbers, HERE);
  for (const n of [1, 10, 2]) table.put(n, String(n));
  expect([...table.values()]).toEqual(["1", "2", "10"]);
});

test("clear empties every table", () => {
  const store = new Store();
  store.table(ROWS, HERE).put("a", { value: 1 });
  store.clear();
  expect(content(store)).toEqual([]);
});

test("a change of a row that was not read yet can be undone, whichever row it is", () => {
  for (const name of ["a", "b", "c"]) {
    const store = new Store();
    const table = store.table(ROWS, HERE);
    table.addUnread(["a", "c", "b"], () => ({ value: 1 }));
    expect(() =>
      store.transaction(() => {
        table.put(name, { value: 2 });
        throw new Error("undone");
      }),
    ).toThrow("undone");
    expect(content(store)).toEqual(["a", "b", "c"].map((other) => [other, { value: 1 }]));
  }
});
