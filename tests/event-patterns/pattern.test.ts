import { expect, test } from "vitest";
import { EventPattern } from "../../lib/event-patterns/pattern.js";

const matches = (pattern: unknown, event: unknown) => EventPattern.of(pattern).matches(event);
const state = (...matchers: unknown[]) => ({ detail: { state: matchers } });

// The vectors were recorded from AWS.
test.each<[pattern: unknown, ...events: [event: unknown, result: boolean][]]>([
  [{ resources: ["a", "b"] }, [{ resources: ["x", "a"] }, true], [{ resources: ["x"] }, false]],
  [{ resources: [null] }, [{ resources: [] }, false], [{ resources: null }, true], [{}, false]],
  [{ resources: [{ exists: true }] }, [{ resources: [] }, false], [{ resources: ["a"] }, true]],
  [{ a: ["x"] }, [{ a: "x" }, true], [{ a: "X" }, false], [{ a: " x" }, false], [{ A: "x" }, false]],
  [{ a: [""] }, [{ a: "" }, true], [{ a: "x" }, false]],
  [{ a: [{ exactly: "x" }] }, [{ a: "x" }, true], [{ a: "y" }, false]],
  [
    state({ "anything-but": "initializing" }),
    [{ detail: {} }, false],
    [{ detail: { state: null } }, true],
    [{ detail: { state: "initializing" } }, false],
  ],
  [
    state({ "anything-but": { prefix: "init" } }),
    [{ detail: { state: "post-init" } }, true],
    [{ detail: { state: "init-prefix" } }, false],
    [{ detail: { state: 12 } }, true],
    [{ detail: {} }, false],
  ],
  [
    state({ "anything-but": { suffix: ["x", "y"] } }),
    [{ detail: { state: "ax" } }, false],
    [{ detail: { state: "ay" } }, false],
    [{ detail: { state: "az" } }, true],
  ],
  [
    state({ "anything-but": { wildcard: ["*/init/*", "*/dir/*"] } }),
    [{ detail: { state: "dir/post/dir" } }, true],
    [{ detail: { state: "dir/init/dir" } }, false],
  ],
  [
    state({ "anything-but": { "equals-ignore-case": ["initializing", "stopped"] } }),
    [{ detail: { state: "Stopped" } }, false],
    [{ detail: { state: null } }, true],
  ],
  [{ n: [{ "anything-but": [0, 1] }] }, [{ n: 0 }, false], [{ n: 2 }, true], [{ n: "0" }, true]],
  [
    { detail: { "c-count": [{ numeric: [">", 0, "<=", 5] }], "x-limit": [{ numeric: ["=", 301.8] }] } },
    [{ detail: { "c-count": 3, "x-limit": 301.8 } }, true],
    [{ detail: { "c-count": 42, "x-limit": 301.8 } }, false],
    [{ detail: { "c-count": 0, "x-limit": 301.8 } }, false],
    [{ detail: { "c-count": 5, "x-limit": 301.8 } }, true],
  ],
  [{ n: [300] }, [JSON.parse('{"n":300.0}'), true], [{ n: "300" }, false]],
  [
    { n: [{ numeric: [">", 100] }] },
    [{ n: 101 }, true],
    [{ n: "300" }, false],
    [{ n: null }, false],
    [{ n: 100 }, false],
  ],
  [{ n: [{ numeric: [">=", 100, "<", 101] }] }, [{ n: 100 }, true], [{ n: 101 }, false]],
  [{ n: [{ numeric: ["<=", 1] }] }, [{ n: 1 }, true], [{ n: 2 }, false]],
  [
    {
      detail: {
        $or: [
          { "c-count": [{ numeric: [">", 0, "<=", 5] }] },
          { "d-count": [{ numeric: ["<", 10] }] },
          { "x-limit": [{ numeric: ["=", 301.8] }] },
        ],
      },
    },
    [{ detail: { "c-count": 0, "d-count": 0, "x-limit": 901.8 } }, true],
    [{ detail: { "c-count": 0, "d-count": 10, "x-limit": 901.8 } }, false],
  ],
  [{ a: ["x"], $or: [{ b: [1] }, { c: [2] }] }, [{ a: "x", c: 2 }, true], [{ a: "y", c: 2 }, false]],
  [{ $or: [{ prefix: "x" }] }, [{ $or: "xy" }, true], [{ $or: "y" }, false]],
  [{ $or: [{ prefix: "x" }, "y"] }, [{ $or: "xy" }, true], [{ $or: "y" }, true], [{ $or: "z" }, false]],
  [{ $or: { a: [1] } }, [{ $or: { a: 1 } }, true], [{ a: 1 }, false]],
  [
    { detail: { level1: { level2: { level3: [{ exists: false }] } } } },
    [{ detail: { level1: { level2: "value" } } }, true],
  ],
  [{ dynamodb: { presentKey: [{ exists: true }] } }, [{ dynamodb: { presentKey: { S: "x" } } }, false]],
  [{ dynamodb: { presentKey: [{ exists: false }] } }, [{ dynamodb: { presentKey: { S: "x" } } }, true]],
  [
    { dynamodb: { NewImage: { homemade: { S: [{ "anything-but": ["roses"] }, { exists: false }] } } } },
    [{ dynamodb: { NewImage: { homemade: { S: "ABCD" } } } }, true],
    [{ dynamodb: { NewImage: { homemade: { N: "1" } } } }, true],
    [{ dynamodb: {} }, true],
    [{ dynamodb: { NewImage: { homemade: { S: "roses" } } } }, false],
  ],
  [
    { f: { N: [{ numeric: [">", 100] }, { "anything-but": "101" }] } },
    [{ f: { N: "42" } }, true],
    [{ f: { N: "101" } }, false],
  ],
  [
    { FileName: [{ wildcard: "/Users/*/doc.txt" }] },
    [{ FileName: "/Users/u/dir/dir/doc.txt" }, true],
    [{ FileName: "/Users/u/notmatchingdoc.txt" }, false],
  ],
  [
    { a: [{ wildcard: String.raw`a\*b\\*` }] },
    [{ a: String.raw`a*b\c` }, true],
    [{ a: String.raw`axb\c` }, false],
  ],
  [{ FileName: [{ suffix: ".PNG" }] }, [{ FileName: "image.png" }, false], [{ FileName: "image.PNG" }, true]],
  [{ FileName: [{ suffix: { "equals-ignore-case": ".png" } }] }, [{ FileName: "image.PNG" }, true]],
  [
    { a: [{ prefix: { "equals-ignore-case": "EventB" } }] },
    [{ a: "eventbridge" }, true],
    [{ a: "bridge" }, false],
  ],
  [{ a: [{ prefix: "" }] }, [{ a: "x" }, true], [{ a: 1 }, false]],
  [{ a: [{ "equals-ignore-case": "" }] }, [{ a: "" }, true], [{ a: "x" }, false]],
  [{ a: [{ "equals-ignore-case": "AbC" }] }, [{ a: "aBc" }, true], [{ a: "ab" }, false]],
  [
    { ip: [{ cidr: "10.0.0.0/24" }] },
    [{ ip: "10.0.0.255" }, true],
    [{ ip: "10.0.0.256" }, false],
    [{ ip: 123 }, false],
    [{ ip: "10.0.1.0" }, false],
  ],
  [
    { ip: [{ cidr: "2001:db8:1234:1a00::/64" }] },
    [{ ip: "2001:0db8:1234:1a00:0000:0000:0000:0000" }, true],
    [{ ip: "2001:0db8:1234:1a01:0000:0000:0000:0000" }, false],
    [{ ip: "10.0.0.1" }, false],
  ],
  [{ detail: { "state.status": ["running"] } }, [{ detail: { state: { status: "running" } } }, true]],
  [{ detail: { state: { status: ["running"] } } }, [{ detail: { "state.status": "running" } }, true]],
  [{ a: [{ exists: true }, { prefix: "x" }] }, [{ a: "y" }, true]],
  [{ a: [1] }, [{ a: [[2], [[1]]] }, true], [{ a: [[2]] }, false]],
  [
    { items: { id: [1], state: ["on"] } },
    [
      {
        items: [
          { id: 1, state: "off" },
          { id: 2, state: "on" },
        ],
      },
      false,
    ],
    [
      {
        items: [
          { id: 2, state: "on" },
          { id: 1, state: "on" },
        ],
      },
      true,
    ],
  ],
  [{ detail: { a: [1] } }, [{ detail: '{"a":1}' }, false]],
  [{ constructor: [{ exists: true }] }, [{}, false]],
])("%j", (pattern, ...events) => {
  expect(events.map(([event]) => [event, matches(pattern, event)])).toEqual(events);
});

test.each<[pattern: unknown, reason: string]>([
  [[], "Filter is not an object"],
  ["a", "Filter is not an object"],
  [{}, "Empty objects are not allowed"],
  [{ a: {} }, "Empty objects are not allowed"],
  [{ int: 1 }, '"int" must be an object or an array'],
  [{ a: "x" }, '"a" must be an object or an array'],
  [{ a: [] }, "Empty arrays are not allowed"],
  [{ a: [[1]] }, "Match value must be String, number, true, false, or null"],
  [{ a: [{}] }, "Match expression name not found"],
  [{ a: [{ NUMERIC: ["=", 1] }] }, "Unrecognized match type NUMERIC"],
  [{ a: [{ EXISTS: true }] }, "Unrecognized match type EXISTS"],
  [{ a: [{ prefix: "a", suffix: "b" }] }, "Only one key allowed in match expression"],
  [{ a: [{ prefix: 1 }] }, "prefix match pattern must be a string"],
  [{ a: [{ prefix: ["a"] }] }, "prefix match pattern must be a string"],
  [{ a: [{ cidr: 1 }] }, "prefix match pattern must be a string"],
  [{ a: [{ suffix: 1 }] }, "suffix match pattern must be a string"],
  [{ a: [{ exactly: 1 }] }, "exact match pattern must be a string"],
  [{ a: [{ prefix: { wildcard: "a" } }] }, "Unsupported prefix pattern: wildcard"],
  [{ a: [{ "equals-ignore-case": ["a"] }] }, "equals-ignore-case match pattern must be a string"],
  [{ a: [{ wildcard: 1 }] }, "wildcard match pattern must be a string"],
  [{ a: [{ wildcard: "a**b" }] }, "Consecutive wildcard characters at pos 2"],
  [{ a: [{ exists: "yes" }] }, "exists match pattern must be either true or false."],
  [{ a: [{ numeric: 1 }] }, "Value of numeric must be an array."],
  [{ a: [{ numeric: [] }] }, "Invalid member in numeric match: ]"],
  [{ a: [{ numeric: ["operator", 1] }] }, "Unrecognized numeric range operator: operator"],
  [{ a: [{ numeric: ["=", "1"] }] }, "Value of equals must be numeric"],
  [{ a: [{ numeric: ["<", "1"] }] }, "Value of < must be numeric"],
  [{ a: [{ numeric: ["<", 1, ">", 0] }] }, "Too many elements in numeric expression"],
  [{ a: [{ numeric: [">", 1, ">", 2] }] }, "Bad numeric range operator: >"],
  [{ a: [{ numeric: [">", 1, 30] }] }, "Bad value in numeric range: 30"],
  [{ a: [{ numeric: [">", 2, "<", 1] }] }, "Bottom must be less than top"],
  [{ a: [{ numeric: [">", 1, "<", 2, "<", 3] }] }, "Too many terms in numeric range expression"],
  [
    { a: [{ "anything-but": null }] },
    "Value of anything-but must be an array or single string/number value.",
  ],
  [
    { a: [{ "anything-but": [] }] },
    "Inside anything but list, either all values are number or string, mixed type is not supported",
  ],
  [{ a: [{ "anything-but": [true] }] }, "Inside anything but list, start|null|boolean is not supported."],
  [
    { a: [{ "anything-but": [1, "a"] }] },
    "Inside anything but list, either all values are number or string, mixed type is not supported",
  ],
  [{ a: [{ "anything-but": { cidr: "a" } }] }, "Unsupported anything-but pattern: cidr"],
  [{ a: [{ "anything-but": { prefix: 1 } }] }, "prefix/suffix match pattern must be a string"],
  [{ a: [{ "anything-but": { suffix: "" } }] }, "Null prefix/suffix not allowed"],
  [
    { a: [{ "anything-but": { "equals-ignore-case": [1] } }] },
    "Inside anything-but/equals-ignore-case list, number|start|null|boolean is not supported.",
  ],
  [{ a: [{ "anything-but": { wildcard: 1 } }] }, "wildcard match pattern must be a string"],
  [{ a: [{ cidr: "10.0.0.0" }] }, "Malformed CIDR, one '/' required"],
  [{ a: [{ cidr: "10.0.0.0/a" }] }, "Malformed CIDR, mask bits must be an integer"],
  [{ a: [{ cidr: "10.0.0.0/-1" }] }, "Malformed CIDR, mask bits must not be negative"],
  [{ a: [{ cidr: "10.0.0.0/32" }] }, "IPv4 mask bits must be < 32"],
  [{ a: [{ cidr: "::/128" }] }, "IPv6 mask bits must be < 128"],
  [{ a: [{ cidr: "xx.11.xx/8" }] }, "Nonstandard IP address: xx.11.xx"],
  [{ $or: 1 }, "It must be an Array followed with $or."],
  [{ $or: [{ a: [1] }] }, "There must have at least 2 Objects in $or relationship."],
  [{ $or: [{ a: [1] }, 1] }, "Only JSON object is allowed in array of $or relationship."],
])("%j is rejected: %s", (pattern, reason) => {
  expect(() => EventPattern.of(pattern)).toThrow(reason);
});

test("a pattern is read from JSON", () => {
  const pattern = EventPattern.read('{"body":{"kind":["order"]},"eventSource":["aws:sqs"]}');
  expect(pattern.matches({ body: { kind: "order" }, eventSource: "aws:sqs" })).toBe(true);
  expect(["body", "eventSource", "other"].map((name) => pattern.looksInto(name))).toEqual([
    true,
    false,
    false,
  ]);
  expect(() => EventPattern.read("this")).toThrow(/^Unrecognized token 'this'/);
});

test("of members with one name, the last leaf counts, and objects are merged", () => {
  const pattern = EventPattern.read('{"a":{"b":[1],"c":[1]},"a":{"b":[2],"d":[1]},"e":[1],"e":[2]}');
  expect(pattern.matches({ a: { b: 2, c: 1, d: 1 }, e: 2 })).toBe(true);
  expect(pattern.matches({ a: { b: 1, c: 1, d: 1 }, e: 2 })).toBe(false);
  expect(pattern.matches({ a: { b: 2, c: 1, d: 1 }, e: 1 })).toBe(false);
  expect(pattern.matches({ a: { b: 2, d: 1 }, e: 2 })).toBe(false);
});

test("a pattern has at most 1,000 levels", () => {
  const nested = (levels: number) => `${'{"a":'.repeat(levels - 1)}{"a":1}${"}".repeat(levels - 1)}`;
  expect(() => EventPattern.read(nested(1_000))).toThrow('"a" must be an object or an array');
  expect(() => EventPattern.read(nested(1_001))).toThrow(
    "Document nesting depth (1001) exceeds the maximum allowed (1000, from `StreamReadConstraints.getMaxNestingDepth()`)",
  );
});
