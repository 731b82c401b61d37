import fc from "fast-check";
import { expect, test } from "vitest";
import { parseQueryString, queryParameter } from "../../lib/model/query-string.js";

const raw = fc
  .array(fc.constantFrom("&", "=", "+", "%", "%41", "A", "a", "Action", "Version", "ä"), { maxLength: 12 })
  .map((pieces) => pieces.join(""));

test("one parameter is the first value that all parameters have for its name", () => {
  fc.assert(
    fc.property(raw, fc.constantFrom("A", "a", "Action", " "), (query, name) => {
      expect(queryParameter(query, name)).toBe(parseQueryString(query).get(name)?.[0]);
    }),
    { numRuns: 2_000 },
  );
});

test.each([
  ["Action=Publish&Version=2010-03-31", "Publish"],
  ["Version=2010-03-31&Action=List+Topics%21", "List Topics!"],
  ["%41ction=Publish", "Publish"],
  ["Action", ""],
  ["Action=A&Action=B", "A"],
  ["Actions=A", undefined],
  ["", undefined],
])("the action of %j is %j", (query, action) => {
  expect(queryParameter(query, "Action")).toBe(action);
});
