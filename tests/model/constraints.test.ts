import { describe, expect, test } from "vitest";
import { brokenConstraints } from "../../lib/model/constraints.js";
import type { ServiceFacts, ShapeFacts, StructureFacts } from "../../lib/model/facts.js";
import { ServiceModel } from "../../lib/model/service-model.js";
import { describeBroken } from "../../lib/shared/constraints.js";

function check(
  shapes: Record<string, ShapeFacts>,
  members: StructureFacts["members"],
  value: object,
  required?: string[],
) {
  const facts: ServiceFacts = {
    protocol: "json",
    apiVersion: "2020-01-01",
    signingName: "test",
    endpointPrefix: "test",
    operations: { Act: { input: "Input" } },
    shapes: { Input: { type: "structure", members, required }, String: { type: "string" }, ...shapes },
  };
  const input = new ServiceModel(facts).operation("Act")?.input;
  if (input === undefined) throw new Error("The operation has no input.");
  return describeBroken(brokenConstraints(input, value));
}

const TAG: Record<string, ShapeFacts> = {
  Key: { type: "string", min: 1, max: 3 },
  Tag: { type: "structure", members: { Key: "Key", Value: "String" }, required: ["Key"] },
  Tags: { type: "list", member: "Tag", max: 2 },
};

describe("one violation", () => {
  test("a missing member", () => {
    expect(check({}, { TaskDefinition: "String" }, {}, ["TaskDefinition"])).toBe(
      "1 validation error detected: Value null at 'taskDefinition' failed to satisfy constraint: Member must not be null",
    );
  });

  test.each([
    ["", "Member must have length greater than or equal to 1"],
    ["abcd", "Member must have length less than or equal to 3"],
  ])("a string of the wrong length: %j", (value, constraint) => {
    expect(check(TAG, { Name: "Key" }, { Name: value })).toBe(
      `1 validation error detected: Value '${value}' at 'name' failed to satisfy constraint: ${constraint}`,
    );
  });

  test.each([
    [0, "Member must have value greater than or equal to 1"],
    [901, "Member must have value less than or equal to 900"],
  ])("a number out of range: %d", (value, constraint) => {
    expect(
      check({ Timeout: { type: "integer", min: 1, max: 900 } }, { Timeout: "Timeout" }, { Timeout: value }),
    ).toBe(
      `1 validation error detected: Value '${value}' at 'timeout' failed to satisfy constraint: ${constraint}`,
    );
  });

  test("a pattern, which has to match the whole value", () => {
    expect(check({ Name: { type: "string", pattern: "[a-z]+" } }, { Name: "Name" }, { Name: "abC" })).toBe(
      "1 validation error detected: Value 'abC' at 'name' failed to satisfy constraint: " +
        "Member must satisfy regular expression pattern: [a-z]+",
    );
  });

  test("an enum", () => {
    expect(check({ Mode: { type: "string", enum: ["A", "B"] } }, { Mode: "Mode" }, { Mode: "C" })).toBe(
      "1 validation error detected: Value 'C' at 'mode' failed to satisfy constraint: " +
        "Member must satisfy enum value set: [A, B]",
    );
  });

  test("a secret is not repeated", () => {
    expect(
      check({ Word: { type: "string", min: 9, sensitive: true } }, { Word: "Word" }, { Word: "hunter2" }),
    ).toBe(
      "1 validation error detected: Value at 'word' failed to satisfy constraint: " +
        "Member must have length greater than or equal to 9",
    );
  });
});

describe("nested values", () => {
  test("members of structures in a list are numbered from 1, and every violation is reported", () => {
    expect(check(TAG, { Tags: "Tags" }, { Tags: [{ Key: "a" }, { Value: "v" }] })).toBe(
      "1 validation error detected: Value null at 'tags.2.member.key' failed to satisfy constraint: Member must not be null",
    );
    expect(
      check(TAG, { Tags: "Tags" }, { Tags: [{ Key: "a" }, { Key: "" }, { Key: "b", Value: "v" }] }),
    ).toBe(
      "2 validation errors detected: " +
        "Value '[Tag(key=a, value=null), Tag(key=, value=null), Tag(key=b, value=v)]' at 'tags' " +
        "failed to satisfy constraint: Member must have length less than or equal to 2; " +
        "Value '' at 'tags.2.member.key' failed to satisfy constraint: Member must have length greater than or equal to 1",
    );
  });

  test("a list of simple values is quoted whole, with all constraints of its elements", () => {
    const shapes: Record<string, ShapeFacts> = {
      Architecture: { type: "string", enum: ["x86_64", "arm64"] },
      Architectures: { type: "list", member: "Architecture" },
    };
    expect(check(shapes, { Architectures: "Architectures" }, { Architectures: ["X86_64"] })).toBe(
      "1 validation error detected: Value '[X86_64]' at 'architectures' failed to satisfy constraint: " +
        "Member must satisfy constraint: [Member must satisfy enum value set: [x86_64, arm64], Member must not be null]",
    );
  });

  test("a map is quoted whole too", () => {
    const shapes: Record<string, ShapeFacts> = {
      Weight: { type: "double", min: 0, max: 1 },
      Weights: { type: "map", key: "Key", value: "Weight" },
      Key: { type: "string", max: 3 },
    };
    expect(check(shapes, { Weights: "Weights" }, { Weights: { 2: 2 } })).toBe(
      "1 validation error detected: Value '{2=2.0}' at 'weights' failed to satisfy constraint: " +
        "Map value must satisfy constraint: [Member must have value less than or equal to 1.0, " +
        "Member must have value greater than or equal to 0.0, Member must not be null]",
    );
    expect(check(shapes, { Weights: "Weights" }, { Weights: { long: 1 } })).toBe(
      "1 validation error detected: Value '{long=1.0}' at 'weights' failed to satisfy constraint: " +
        "Map keys must satisfy constraint: [Member must have length less than or equal to 3, Member must not be null]",
    );
  });

  test("a shape that contains itself is followed to its end", () => {
    const shapes: Record<string, ShapeFacts> = {
      Node: { type: "structure", members: { Next: "Node", Name: "Name" } },
      Name: { type: "string", min: 1 },
    };
    expect(check(shapes, { Node: "Node" }, { Node: { Next: { Next: { Name: "" } } } })).toBe(
      "1 validation error detected: Value '' at 'node.next.next.name' failed to satisfy constraint: " +
        "Member must have length greater than or equal to 1",
    );
  });
});

test("a valid value has no violations", () => {
  expect(check(TAG, { Tags: "Tags" }, { Tags: [{ Key: "abc" }] })).toBe("0 validation errors detected: ");
});
