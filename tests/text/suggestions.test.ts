import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { closestName, editDistance, rejectUnknownMembers, unknownName } from "../../lib/text/suggestions.js";

describe("editDistance", () => {
  test.each([
    ["", "", 0],
    ["a", "", 1],
    ["RunTsk", "RunTask", 1],
    ["RunTaks", "RunTask", 1],
    ["kitten", "sitting", 3],
    ["ca", "abc", 3],
  ])("from %j to %j is %d", (from, to, distance) => {
    expect(editDistance(from, to)).toBe(distance);
  });

  test("is symmetric, zero only for equals, and no more than the longer length", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 8 }), fc.string({ maxLength: 8 }), (a, b) => {
        const distance = editDistance(a, b);
        expect(editDistance(b, a)).toBe(distance);
        expect(distance === 0).toBe(a === b);
        expect(distance).toBeLessThanOrEqual(Math.max(a.length, b.length));
        expect(editDistance(a, b, 2)).toBe(Math.min(distance, 2));
      }),
    );
  });
});

test.each([
  ["RunTsk", "RunTask"],
  ["runtask", "RunTask"],
  ["run_task", "RunTask"],
  ["StopTsak", "StopTask"],
  ["Nothing", undefined],
  ["x", undefined],
])("the name closest to %j is %j", (name, closest) => {
  expect(closestName(name, ["RunTask", "StopTask", "ListClusters"])).toBe(closest);
});

test("an unknown name is reported with a suggestion, and with the valid names unless they are many", () => {
  expect(unknownName("service", "esc", ["ecs", "ecr"]).message).toBe(
    'There is no service "esc". Did you mean "ecs"? There are: ecs, ecr.',
  );
  expect(unknownName("service", "zzz", ["ecs", "ecr"]).message).toBe(
    'There is no service "zzz". There are: ecs, ecr.',
  );
  const many = Array.from({ length: 50 }, (_, i) => `Operation${i}Of`);
  expect(unknownName("operation", "Operation7O", many).message).toBe(
    'There is no operation "Operation7O". Did you mean "Operation7Of"?',
  );
});

test("an unknown member is rejected", () => {
  rejectUnknownMembers({ a: 1 }, ["a", "b"], "An outcome");
  expect(() => rejectUnknownMembers({ exitcode: 1 }, ["exitCode", "stdout"], "An outcome")).toThrow(
    'An outcome has no "exitcode". Did you mean "exitCode"? It has: exitCode, stdout.',
  );
});
