// biome-ignore-all lint/suspicious/noTemplateCurlyInString: references of init documents look like this
import fc from "fast-check";
import { expect, test } from "vitest";
import { resolveReferences } from "../../lib/cli/init/references.js";

const outputs = new Map<string, object>([["made", { id: "fs-1", size: { value: 7 }, tags: ["a", "b"] }]]);

test.each<[unknown, unknown]>([
  ["${made.id}", "fs-1"],
  ["${made.size}", { value: 7 }],
  ["${made.size.value}", 7],
  ["${made.tags.1}", "b"],
  ["${made}", outputs.get("made")],
  ["/x/${made.id}/${made.size.value}", "/x/fs-1/7"],
  ["$${made.id}", "${made.id}"],
  ["costs $5 {made}", "costs $5 {made}"],
  [{ list: ["${made.id}", 1, null] }, { list: ["fs-1", 1, null] }],
])("%j becomes %j", (given, expected) => {
  expect(resolveReferences(given, outputs)).toEqual(expected);
});

test.each([
  ["${other.id}", 'no earlier step "other" for ${other.id}. Steps with "as" before it: made.'],
  ["${made.name}", '${made.name} has no "name". made has: id, size, tags.'],
  ["${made.id.x}", '${made.id.x} has no "x". made.id has: none.'],
  ["${made.constructor}", '${made.constructor} has no "constructor".'],
  ["${}", 'no earlier step "" for ${}.'],
])("%s refers to nothing", (given, message) => {
  expect(() => resolveReferences(given, outputs)).toThrow(message);
});

test("what has no references stays as it is, and doubling the dollar keeps any text", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (json) => {
      const doubled: unknown = JSON.parse(JSON.stringify(json), (_, value: unknown) =>
        typeof value === "string" ? value.replace(/\$\{[^}]*\}/g, (reference) => `$${reference}`) : value,
      );
      // A dollar before a reference is the sign that it is none: such texts are not their own.
      fc.pre(!JSON.stringify(json).includes("$${"));
      expect(resolveReferences(doubled, new Map())).toEqual(JSON.parse(JSON.stringify(json)));
    }),
  );
});
