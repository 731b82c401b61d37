import { expect, test } from "vitest";
import { isDeeperThan, MOST_LEVELS, NestedTooDeep, parseDocument } from "../../lib/text/json-document.js";

const nested = (levels: number) => `${"[".repeat(levels)}${"]".repeat(levels)}`;
const inObjects = (levels: number) => `${'{"a":'.repeat(levels)}1${"}".repeat(levels)}`;

test.each([nested, inObjects])("the last level that is allowed, and the first that is not", (text) => {
  expect(isDeeperThan(parseDocument(text(MOST_LEVELS)), MOST_LEVELS - 1)).toBe(true);
  expect(() => parseDocument(text(MOST_LEVELS + 1))).toThrow(NestedTooDeep);
  expect(() => parseDocument(text(100_000))).toThrow("The document is nested deeper than 1000 levels.");
});

test("wide documents are not deep", () => {
  const wide = JSON.stringify(Array.from({ length: 10_000 }, (_, i) => ({ i, inner: { values: [i] } })));
  expect(isDeeperThan(JSON.parse(wide), 4)).toBe(false);
  expect(isDeeperThan(JSON.parse(wide), 3)).toBe(true);
  expect(parseDocument(wide)).toHaveLength(10_000);
});

test("what is not JSON is a SyntaxError", () => {
  expect(() => parseDocument("{")).toThrow(SyntaxError);
});
