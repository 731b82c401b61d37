import { describe, expect, test } from "vitest";
import type { Json } from "../../../../lib/runtime/store/codec.js";
import { compilePath } from "../../../../lib/services/step-functions/expressions/compile.js";
import {
  applyInputPath,
  applyOutputPath,
  readDynamic,
  readPath,
} from "../../../../lib/services/step-functions/expressions/paths.js";
import { ExpressionSyntaxError } from "../../../../lib/services/step-functions/expressions/scanner.js";
import { scopeOf } from "./scopes.js";

const STORE: Json = {
  store: {
    book: [
      { category: "reference", author: "Rees", title: "Sayings", price: 8.95 },
      { category: "fiction", author: "Waugh", title: "Sword", price: 12.99 },
      { category: "fiction", author: "Melville", title: "Moby", isbn: "0-553", price: 8.99 },
      { category: "fiction", author: "Tolkien", title: "Ring", isbn: "0-395", price: 22.99 },
    ],
    bicycle: { color: "red", price: 19.95 },
  },
  limit: 10,
  "odd name": { "it's": 1 },
  empty: [],
  nothing: null,
};

function read(path: string, input: Json = STORE): Json {
  return readPath(compilePath(path), scopeOf(input));
}

describe("paths select", () => {
  test.each<[path: string, selected: Json]>([
    ["$", STORE],
    ["$.limit", 10],
    ["$['limit']", 10],
    ['$["limit"]', 10],
    ["$.nothing", null],
    ["$['odd name']['it\\'s']", 1],
    ["$.store.book[0].title", "Sayings"],
    ["$.store.book[-1].title", "Ring"],
    ["$.store['book'][1]['price']", 12.99],
    ["$.store.book[*].author", ["Rees", "Waugh", "Melville", "Tolkien"]],
    ["$..author", ["Rees", "Waugh", "Melville", "Tolkien"]],
    ["$.store.*.color", ["red"]],
    ["$.store..price", [8.95, 12.99, 8.99, 22.99, 19.95]],
    ["$..book[2].title", ["Moby"]],
    ["$..book[0,1].price", [8.95, 12.99]],
    ["$.store.book[0,3].title", ["Sayings", "Ring"]],
    ["$.store.book[1:3].title", ["Sword", "Moby"]],
    ["$.store.book[:2].title", ["Sayings", "Sword"]],
    ["$.store.book[2:].title", ["Moby", "Ring"]],
    ["$.store.book[-2:].title", ["Moby", "Ring"]],
    ["$.store.book[:-3].title", ["Sayings"]],
    ["$.store.book[1:-1].title", []],
    ["$.store.book[0]['title','price']", { title: "Sayings", price: 8.95 }],
    ["$.store.book.length()", 4],
    ["$.store.length()", 2],
    ["$.empty[*]", []],
    ["$.limit[*]", []],
  ])("%s", (path, selected) => {
    expect(read(path)).toEqual(selected);
  });

  test.each<[filter: string, titles: string[]]>([
    ["@.isbn", ["Moby", "Ring"]],
    ["!@.isbn", ["Sayings", "Sword"]],
    ["@.price < 10", ["Sayings", "Moby"]],
    ["@.price <= 8.95", ["Sayings"]],
    ["@.price > $.limit", ["Sword", "Ring"]],
    ["@.price >= 12.99", ["Sword", "Ring"]],
    ["@.price > 10 && @.category == 'fiction'", ["Sword", "Ring"]],
    ["@.price > 20 || @.author == 'Rees'", ["Sayings", "Ring"]],
    ["(@.price > 20 || @.author == 'Rees') && @.isbn", ["Ring"]],
    ["@.author != 'Rees' && !(@.price > 20)", ["Sword", "Moby"]],
    ['@.author == "Waugh"', ["Sword"]],
    ["'Waugh' == @.author", ["Sword"]],
    ["@.author =~ /.*gh|R.*/", ["Sayings", "Sword"]],
    ["@.author =~ /TOL.*/i", ["Ring"]],
    ["@.author in ['Rees', 'Tolkien']", ["Sayings", "Ring"]],
    ["@.author nin ['Rees', 'Tolkien']", ["Sword", "Moby"]],
    ["@.title contains 'o'", ["Sword", "Moby"]],
    ["@.title size 4", ["Moby", "Ring"]],
    ["@.isbn == null", []],
    ["@.isbn != 'x' && !@.isbn", ["Sayings", "Sword"]],
    ["@['price'] == 8.99", ["Moby"]],
  ])("$.store.book[?(%s)]", (filter, titles) => {
    expect(read(`$.store.book[?(${filter})].title`)).toEqual(titles);
    expect(read(`$..book[?(${filter})].title`)).toEqual(titles);
  });

  test.each<[path: string, input: Json, selected: Json]>([
    ["$[?(@ > 1)]", [1, 2, 3], [2, 3]],
    ["$[?(@.a empty true)].b", [{ a: [], b: 1 }, { a: [1], b: 2 }, { b: 3 }], [1]],
    [
      "$[?(@.a subsetof [1, 2])].b",
      [
        { a: [1], b: 1 },
        { a: [3], b: 2 },
      ],
      [1],
    ],
    [
      "$[?(@.a anyof [1, 2])].b",
      [
        { a: [1, 9], b: 1 },
        { a: [3], b: 2 },
      ],
      [1],
    ],
    [
      "$[?(@.a noneof [1, 2])].b",
      [
        { a: [1, 9], b: 1 },
        { a: [3], b: 2 },
      ],
      [2],
    ],
    [
      "$[?(@.a == true)].b",
      [
        { a: true, b: 1 },
        { a: "true", b: 2 },
      ],
      [1],
    ],
    [
      "$[?(@.a == 1)].b",
      [
        { a: 1, b: 1 },
        { a: "1", b: 2 },
      ],
      [1],
    ],
    ["$[?(@.a < 'b')].a", [{ a: "a" }, { a: 1 }, { a: "c" }], ["a"]],
    ["$.o[?(@.a == 1)]", { o: { a: 1 } }, [{ a: 1 }]],
    ["$..[?(@.id)].id", { id: 1, in: [{ id: 2 }, { x: { id: 3 } }] }, [1, 2, 3]],
    ["$[?(@.a == $.k)]", { k: 1, a: 1 }, [{ k: 1, a: 1 }]],
    ["$..*", { a: [1] }, [[1], 1]],
    ["$..[0]", [[1, 2], [3]], [[1, 2], 1, 3]],
    ["$['__proto__']", JSON.parse('{"__proto__": 1}'), 1],
    ["$.constructor", { constructor: 2 }, 2],
    ["$.a-b_c.ü", { "a-b_c": { ü: 1 } }, 1],
    ["$.0", { "0": "zero" }, "zero"],
  ])("%s in %j", (path, input, selected) => {
    expect(read(path, input)).toEqual(selected);
  });

  test("the context object and variables", () => {
    const scope = scopeOf(null, {
      context: { Execution: { Id: "e" } },
      variables: new Map<string, Json>([["order", { items: [{ id: 7 }] }]]),
    });
    expect(readPath(compilePath("$$.Execution.Id"), scope)).toBe("e");
    expect(readPath(compilePath("$$"), scope)).toEqual({ Execution: { Id: "e" } });
    expect(readPath(compilePath("$order.items[0].id"), scope)).toBe(7);
    expect(readPath(compilePath("$order"), scope)).toEqual({ items: [{ id: 7 }] });
  });
});

describe("paths that select nothing fail as in AWS", () => {
  test.each<[path: string, reason: string]>([
    ["$.a", "No results for path: $['a']"],
    ["$.no.such.path", "Missing property in path $['no']"],
    ["$.store.book[9]", "No results for path: $['store']['book'][9]"],
    ["$.store.book[-9].title", "No results for path: $['store']['book'][-9]['title']"],
    ["$.store.book.sum()", "No results for path: $['store']['book'].sum()"],
    ["$.constructor", "No results for path: $['constructor']"],
    ["$.__proto__.polluted", "Missing property in path $['__proto__']"],
    ["$['limit', 'empty'].x", "Multi properties can only be used as path leafs: $['limit', 'empty']"],
    ["$.limit[0]", "Filter: [0] can only be applied to arrays. Current context is: 10"],
    ["$.limit[3:]", "Filter: [3:] can only be applied to arrays. Current context is: 10"],
    ["$.nothing[0]", "The path $['nothing'] is null"],
    [
      "$.limit.a",
      "Expected to find an object with property ['a'] in path $['limit'] but found 'com.fasterxml.jackson.databind.node.IntNode'. This is not a json object according to the JsonProvider: 'com.jayway.jsonpath.spi.json.JacksonJsonNodeJsonProvider'.",
    ],
    ["$missing.a", "No results for path: $"],
  ])("%s", (path, reason) => {
    expect(() => read(path)).toThrow(
      expect.objectContaining({ error: "States.Runtime", cause: `Invalid path '${path}' : ${reason}` }),
    );
  });
});

describe("malformed paths", () => {
  test.each([
    "",
    "a",
    "$.",
    "$..",
    "$.a.",
    "$...a",
    "$[",
    "$[]",
    "$['a'",
    "$['a]",
    "$[a]",
    "$[1:]x",
    "$[:]",
    "$.a b",
    "$[?]",
    "$[?()]",
    "$[?(@.a ==)]",
    "$[?(@.a == 1]",
    "$[?(1)]",
    "$[?(@.a =~ /(?=x)/)]",
    "$.length().a",
    "@.a",
    `$${"[?(@".repeat(100)}`,
    `$[?(${"(".repeat(200)}@.a${")".repeat(200)})]`,
  ])("%s", (path) => {
    expect(() => compilePath(path)).toThrow(ExpressionSyntaxError);
  });
});

describe("paths do not stop the process", () => {
  test("over values that nest deeper than the stack", () => {
    let deep: Json = 1;
    for (let i = 0; i < 100_000; i++) deep = { a: deep };
    expect(read("$..b", deep)).toEqual([]);
  });

  test("over arrays with more items than a function may have arguments", () => {
    const items = Array.from({ length: 200_000 }, (_, i) => i);
    expect(read("$..[?(@.a)]", [items])).toEqual([]);
    expect(read("$[*]", items)).toHaveLength(200_000);
  });

  test("with filters in filters that look at everything", () => {
    const items = Array.from({ length: 5_000 }, (_, i) => ({ i }));
    expect(() => read("$[?($..[?($..i)])]", items)).toThrow(
      expect.objectContaining({
        cause: "Invalid path '$[?($..[?($..i)])]' : The path looks at more than 5000000 values",
      }),
    );
  });

  test("with expressions that would backtrack", () => {
    expect(read("$[?(@ =~ /(a+)+b/)]", ["a".repeat(100)])).toEqual([]);
  });
});

test("InputPath and OutputPath select everything by default, and nothing if they are null", () => {
  const scope = scopeOf({ a: 1 });
  expect([applyInputPath(undefined, scope), applyOutputPath(undefined, scope)]).toEqual([{ a: 1 }, { a: 1 }]);
  expect([applyInputPath(null, scope), applyOutputPath(null, scope)]).toEqual([{}, {}]);
  expect([applyInputPath(compilePath("$.a"), scope), applyOutputPath(compilePath("$.a"), scope)]).toEqual([
    1, 1,
  ]);
});

test("fields that are constants or paths", () => {
  const scope = scopeOf({ seconds: 5 });
  expect(readDynamic({ kind: "constant", field: "Seconds", value: 3 }, scope)).toBe(3);
  expect(readDynamic({ kind: "path", field: "SecondsPath", path: compilePath("$.seconds") }, scope)).toBe(5);
  expect(() =>
    readDynamic({ kind: "path", field: "ErrorPath", path: compilePath("$.ErrorX") }, scope),
  ).toThrow(
    expect.objectContaining({
      error: "States.Runtime",
      cause: `The JSONPath '$.ErrorX' specified for the field 'ErrorPath' could not be found in the input '{"seconds":5}'`,
    }),
  );
});
