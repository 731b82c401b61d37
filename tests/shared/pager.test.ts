import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { defineTable, Store } from "../../lib/runtime/store/store.js";
import { type Page, type PageRequest, Pager } from "../../lib/shared/pager.js";

const ROWS = defineTable<string>({ name: "test.rows", key: "name" });
const HERE = { account: "1", region: "r" };
const rules = {
  limit: "MaxItems",
  token: "Marker",
  size: 3,
  invalidToken: () => new Error("invalid token"),
} as const;
const pager = new Pager(rules);

type Request = PageRequest<"Marker", "MaxItems">;

function tableOf(keys: readonly string[]) {
  const table = new Store().table(ROWS, HERE);
  for (const key of keys) table.put(key, key);
  return table;
}

function tokenOf(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}

function pagesOf(read: (request: Request) => Page<string>, MaxItems: number): Page<string>[] {
  const pages: Page<string>[] = [];
  let Marker: string | undefined;
  do {
    const page = read({ MaxItems, Marker });
    pages.push(page);
    Marker = page.next;
  } while (Marker !== undefined);
  return pages;
}

const lists = {
  page: (keys: readonly string[]) => {
    const table = tableOf(keys);
    return (request: Request) =>
      pager.page(request, {
        name: "listing",
        after: (position) => table.values(position === undefined ? {} : { after: position }),
        position: (row) => row,
      });
  },
  rows: (keys: readonly string[]) => {
    const table = tableOf(keys);
    return (request: Request) => pager.rows(request, "listing", table);
  },
  list: (keys: readonly string[]) => (request: Request) => pager.list(request, "listing", keys.toSorted()),
  "list in an order": (keys: readonly string[]) => (request: Request) =>
    pager.list(request, "listing", keys.toSorted(), (key) => key),
};

describe.each(Object.entries(lists))("%s", (_, listing) => {
  test("pages concatenated equal the listing, all but the last full", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string()), fc.integer({ min: 1, max: 10 }), (keys, limit) => {
        const pages = pagesOf(listing(keys), limit);
        expect(pages.flatMap(({ items }) => items)).toEqual(keys.toSorted());
        expect(pages.slice(0, -1).every(({ items }) => items.length === limit)).toBe(true);
        if (keys.length > 0) expect(pages.at(-1)?.items.length).toBeGreaterThan(0);
      }),
    );
  });

  test.each(["", "x", "e30", tokenOf(["listing", 1]), tokenOf(["other", "a"])])(
    "the token %j is rejected",
    (Marker) => {
      expect(() => listing(["a"])({ Marker })).toThrow("invalid token");
    },
  );

  test("a page has the default size if the request has none", () => {
    expect(listing(["a", "b", "c", "d"])({}).items).toEqual(["a", "b", "c"]);
  });
});

test("a page begins after its token even when that row is deleted", () => {
  const table = tableOf(["a", "b", "c", "d"]);
  const first = pager.rows({ MaxItems: 2 }, "listing", table);
  table.delete("b");
  expect([first.items, pager.rows({ MaxItems: 2, Marker: first.next }, "listing", table).items]).toEqual([
    ["a", "b"],
    ["c", "d"],
  ]);
});

test("a token is bound to the filters of its listing", () => {
  const table = tableOf(["a", "b"]);
  const { next } = pager.rows({ MaxItems: 1 }, ["listing", undefined, "f"], table);
  expect(pager.rows({ Marker: next }, ["listing", undefined, "f"], table).items).toEqual(["b"]);
  expect(() => pager.rows({ Marker: next }, ["listing", undefined, "g"], table)).toThrow("invalid token");
});

test("rows are selected by prefix and filter", () => {
  const table = tableOf(["a1", "b1", "b2", "b3", "c1"]);
  const request = { MaxItems: 1 };
  const selection = { prefix: "b", wanted: (row: string) => row !== "b2" };
  const first = pager.rows(request, "listing", table, selection);
  const second = pager.rows({ ...request, Marker: first.next }, "listing", table, selection);
  expect([first.items, second]).toEqual([["b1"], { items: ["b3"], next: undefined }]);
});

test("a size above the largest page is lowered to it, or rejected", () => {
  const lowering = new Pager({ ...rules, most: 2 });
  const rejecting = new Pager({ ...rules, most: 2, outOfRange: (most) => new Error(`1 to ${most}`) });
  expect(lowering.list({ MaxItems: 3 }, "listing", ["a", "b", "c"]).items).toEqual(["a", "b"]);
  expect(() => rejecting.list({ MaxItems: 3 }, "listing", [])).toThrow("1 to 2");
  expect(() => rejecting.list({ MaxItems: 0 }, "listing", [])).toThrow("1 to 2");
});
