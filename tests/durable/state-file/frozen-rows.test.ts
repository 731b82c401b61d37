import fc from "fast-check";
import { expect, test } from "vitest";
import type { PlacedRow } from "../../../lib/durable/state-file/export.js";
import { FrozenRows } from "../../../lib/durable/state-file/frozen-rows.js";
import { defineTable, Store } from "../../../lib/runtime/store/store.js";

const NAMES = defineTable<number>({ name: "test.names", key: "name" });
const NUMBERS = defineTable<number, number>({ name: "test.numbers", key: "number", scope: "global" });
const REGIONS = ["eu-west-1", "us-east-1"].map((region) => ({ account: "111111111111", region }));
const NOWHERE = { account: "", region: "" };

/** More than two pages. */
const KEYS = 600;

/** Writes a row of one of the tables; `undefined` removes it. Several of them are a transaction. */
const write = fc.record({
  table: fc.constantFrom("names", "other region", "numbers"),
  key: fc.integer({ min: 0, max: KEYS + 50 }),
  row: fc.option(fc.integer(), { nil: undefined }),
});
/** What happens between two pages. */
const transactions = fc.array(
  fc.record({ writes: fc.array(write, { maxLength: 20 }), fails: fc.boolean() }),
  { maxLength: 3 },
);

function apply(
  store: Store,
  { table, key, row }: typeof write extends fc.Arbitrary<infer W> ? W : never,
): void {
  const [here = NOWHERE, there = NOWHERE] = REGIONS;
  const rows = store.table(NAMES, table === "names" ? here : there);
  const name = String(key).padStart(4, "0");
  if (table === "numbers") {
    if (row === undefined) store.table(NUMBERS, NOWHERE).delete(key);
    else store.table(NUMBERS, NOWHERE).put(key, row);
  } else if (row === undefined) rows.delete(name);
  else rows.put(name, row);
}

test("pages have the rows of one moment, whatever is written between them (S04)", () => {
  fc.assert(
    fc.property(fc.array(transactions, { minLength: 12, maxLength: 12 }), (between) => {
      const store = new Store();
      for (const at of REGIONS)
        for (let key = 0; key < KEYS; key += 2) store.table(NAMES, at).put(String(key).padStart(4, "0"), key);
      for (let key = 0; key < KEYS; key++) store.table(NUMBERS, NOWHERE).put(key, key);
      const rowsNow = () =>
        [NAMES, NUMBERS].flatMap((table) =>
          [...store.everywhere<number, string | number>(table)].flatMap((part) =>
            Array.from(part.range(), ([key, row]) => ({ ...part.at, key, row })),
          ),
        );
      const expected = rowsNow();
      const frozen = new FrozenRows(store);
      const pages: (readonly PlacedRow[])[] = [];
      for (const table of [NAMES, NUMBERS])
        for (const page of frozen.pagesOf(table)) {
          pages.push(page);
          for (const { writes, fails } of between[pages.length - 1] ?? [])
            try {
              store.transaction(() => {
                for (const each of writes) apply(store, each);
                if (fails) throw new Error("undone");
              });
            } catch {
              // Its writes are undone.
            }
        }
      frozen.close();
      expect(pages.length).toBeGreaterThanOrEqual(7);
      expect(pages.flat()).toEqual(expected);
    }),
    { numRuns: 60 },
  );
});
