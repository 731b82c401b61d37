import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { lowerCaseTagList, Tagging, tagList, tagRecord } from "../../lib/shared/tags.js";

const tooMany = (most: number, resource?: string) => new Error(`more than ${most} on ${resource}`);
const rules = {
  most: 3,
  tooMany,
  reserved: (key: string) => new Error(`reserved ${key}`),
  duplicate: (key: string) => new Error(`duplicate ${key}`),
};
const strict = new Tagging(tagRecord, rules);
const records = fc.dictionary(fc.string(), fc.string());

describe("laws", () => {
  const tagging = new Tagging(tagRecord, { most: 1000, tooMany });

  test("merged tags have the added values, and the others as they were", () => {
    fc.assert(
      fc.property(records, records, (before, added) => {
        expect(tagging.merged(before, added)).toEqual({ ...before, ...added });
      }),
    );
  });

  test("removing the added keys leaves the tags that were there before, apart from those", () => {
    fc.assert(
      fc.property(records, records, (before, added) => {
        const keys = Object.keys(added);
        expect(tagging.without(tagging.merged(before, added), keys)).toEqual(tagging.without(before, keys));
      }),
    );
  });
});

test("a key that exists keeps its place and gets the new value", () => {
  const before = { a: "1", b: "2" };
  expect(Object.entries(strict.merged(before, { a: "3", c: "4" }))).toEqual([
    ["a", "3"],
    ["b", "2"],
    ["c", "4"],
  ]);
});

test("both forms of lists are read and written, members that are missing as empty strings", () => {
  expect([
    new Tagging(tagList, rules).checked([{ Key: "a" }]),
    new Tagging(lowerCaseTagList, rules).checked([{ key: "a", value: "b" }]),
    new Tagging(lowerCaseTagList, rules).checked(undefined),
  ]).toEqual([[{ Key: "a", Value: "" }], [{ key: "a", value: "b" }], []]);
});

test("a resource has at most as many tags as the service allows", () => {
  const full = { a: "1", b: "2", c: "3" };
  expect(strict.checked(full)).toEqual(full);
  expect(strict.merged(full, { a: "4" })).toEqual({ ...full, a: "4" });
  expect(() => strict.merged(full, { d: "4" }, "arn")).toThrow("more than 3 on arn");
});

test.each(["aws:a", "AWS:a"])("the key %s is reserved", (key) => {
  expect(() => strict.checked({ [key]: "" })).toThrow(`reserved ${key}`);
});

test("a key that occurs twice is rejected, or its last value counts", () => {
  const twice = [
    { Key: "a", Value: "1" },
    { Key: "a", Value: "2" },
  ];
  expect(() => new Tagging(tagList, rules).checked(twice)).toThrow("duplicate a");
  expect(new Tagging(tagList, { tooMany }).checked(twice)).toEqual([{ Key: "a", Value: "2" }]);
});

test("a service may ignore the case of keys", () => {
  const tagging = new Tagging(tagList, { ...rules, ignoresCase: true });
  const before = [{ Key: "Name", Value: "1" }];
  expect([tagging.merged(before, [{ Key: "NAME", Value: "2" }]), tagging.without(before, ["name"])]).toEqual([
    [{ Key: "NAME", Value: "2" }],
    [],
  ]);
});

test("a rule of the service comes first", () => {
  const check = (key: string, value: string) => {
    throw new Error(`${key}=${value}`);
  };
  expect(() => new Tagging(tagRecord, { ...rules, check }).checked({ "aws:a": "b" })).toThrow("aws:a=b");
});
