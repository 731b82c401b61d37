import fc from "fast-check";
import { expect, test } from "vitest";
import { defineTable, Store } from "../../lib/runtime/store/store.js";
import { type Page, pageOf } from "../../lib/shared/paging.js";

const ROWS = defineTable<string>({ name: "test.rows", key: "name" });
const HERE = { account: "1", region: "r" };

function tableOf(keys: readonly string[]) {
  const table = new Store().table(ROWS, HERE);
  for (const key of keys) table.put(key, key);
  return table;
}

function page(
  table: ReturnType<typeof tableOf>,
  limit: number,
  token: string | undefined,
  name = "listing",
): Page<string> {
  return pageOf({
    name,
    limit,
    token,
    after: (position) => table.values(position === undefined ? {} : { after: position }),
    position: (row) => row,
    invalidToken: () => new Error("invalid token"),
  });
}

test("pages concatenated equal the listing, all but the last full", () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.string()), fc.integer({ min: 1, max: 10 }), (keys, limit) => {
      const table = tableOf(keys);
      const pages: Page<string>[] = [];
      let token: string | undefined;
      do {
        const next = page(table, limit, token);
        pages.push(next);
        token = next.next;
      } while (token !== undefined);
      expect(pages.flatMap(({ items }) => items)).toEqual([...table.values()]);
      expect(pages.slice(0, -1).every(({ items }) => items.length === limit)).toBe(true);
      if (keys.length > 0) expect(pages.at(-1)?.items.length).toBeGreaterThan(0);
    }),
  );
});

test("a page begins behind its token even when that row is gone", () => {
  const table = tableOf(["a", "b", "c", "d"]);
  const first = page(table, 2, undefined);
  table.delete("b");
  expect([first.items, page(table, 2, first.next).items]).toEqual([
    ["a", "b"],
    ["c", "d"],
  ]);
});

test.each(["", "x", "e30", Buffer.from('["listing",1]').toString("base64url")])(
  "the token %j is refused",
  (token) => {
    expect(() => page(tableOf(["a"]), 1, token)).toThrow("invalid token");
  },
);

test("a token of another listing is refused", () => {
  const table = tableOf(["a", "b"]);
  const { next } = page(table, 1, undefined, "other");
  expect(next).toBeTypeOf("string");
  expect(() => page(table, 1, next)).toThrow("invalid token");
});
