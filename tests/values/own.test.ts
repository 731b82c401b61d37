import { describe, expect, it } from "vitest";
import { inLowerCase, own } from "../../lib/values/own.js";

describe("own()", () => {
  it("finds nothing that objects inherit", () => {
    const record: Record<string, string> = { name: "value" };
    expect(own(record, "name")).toBe("value");
    expect([own(record, "constructor"), own(record, "__proto__"), own(record, "toString")]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe("inLowerCase()", () => {
  it("keeps values, and the last of names that differ only in case", () => {
    expect(inLowerCase({ ETag: '"e"', "x-amz-id-2": "i", Server: "S", SERVER: "T" })).toEqual({
      etag: '"e"',
      "x-amz-id-2": "i",
      server: "T",
    });
  });

  it("never changes the prototype", () => {
    const record = JSON.parse('{"__proto__":"p","__PROTO__":"q","constructor":"c"}') as Record<
      string,
      string
    >;
    const lower = inLowerCase(record);
    expect(Object.entries(lower)).toEqual([["constructor", "c"]]);
    expect(Object.getPrototypeOf(lower)).toBe(Object.prototype);
  });
});
