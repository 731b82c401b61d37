import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Json, plainRows } from "../../../lib/runtime/store/codec.js";
import { Blob } from "../../../lib/wire/blob.js";
import { MemoryBlobs } from "./memory-blobs.js";

const codec = plainRows<unknown>("things.rows");

/** A row after JSON has been written and read. */
function stored(row: unknown): unknown {
  const blobs = new MemoryBlobs();
  const json: Json = JSON.parse(JSON.stringify(codec.encode(row, blobs)));
  return codec.decode(json, blobs);
}

const name = fc.oneof(
  fc.string(),
  fc.constantFrom("$date", "$bytes", "$blob", "$map", "$object", "$", "__proto__", "constructor", "toJSON"),
);
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.constantFrom(null, true, false, -0, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY),
    fc.oneof(name, fc.string({ unit: "binary" })),
    fc.oneof(fc.integer(), fc.double(), fc.bigInt()),
    fc.date({ noInvalidDate: true }),
    fc.uint8Array().map((bytes) => Buffer.from(bytes)),
    fc.uint8Array().map((bytes) => Blob.of([bytes])),
    fc.array(tie("value")),
    fc.array(tie("value")).map((items) => new Set(items)),
    fc.array(fc.tuple(tie("value"), tie("value"))).map((entries) => new Map(entries)),
    fc.array(fc.tuple(name, tie("value"))).map((entries) => Object.fromEntries(entries)),
  ),
}));

describe("rows of plain values", () => {
  test("are the same after they were JSON", () => {
    fc.assert(
      fc.property(value, (row) => {
        expect(isDeepStrictEqual(stored(row), row)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  test("are JSON that a person can read", () => {
    const blobs = new MemoryBlobs();
    const row = {
      name: "web",
      port: 80,
      tags: [{ Key: "team", Value: "shop" }],
      createdAt: new Date("2030-01-02T03:04:05.678Z"),
      digest: Buffer.from("abc"),
      content: Blob.of([Buffer.from("bytes")]),
      files: new Map([["a.env", "A=1"]]),
      labels: { $date: "of a user" },
      size: Number.POSITIVE_INFINITY,
      stoppedAt: undefined,
    };
    expect(codec.encode(row, blobs)).toStrictEqual({
      name: "web",
      port: 80,
      tags: [{ Key: "team", Value: "shop" }],
      createdAt: { $date: "2030-01-02T03:04:05.678Z" },
      digest: { $bytes: "YWJj" },
      content: { $blob: "277089d91c0bdf4f2e6862ba7e4a07605119431f5d13f726dd352b06f1b206a9" },
      files: { $map: [["a.env", "A=1"]] },
      labels: { $object: { $date: "of a user" } },
      size: { $number: "Infinity" },
    });
  });

  test("lack members that are undefined", () => {
    expect(stored({ a: undefined, $date: "x", b: { c: undefined } })).toStrictEqual({ $date: "x", b: {} });
  });

  test("nest as deep as documents of users do", () => {
    let row: unknown = "bottom";
    for (let level = 0; level < 1_050; level++) row = { row };
    expect(JSON.stringify(stored(row))).toBe(JSON.stringify(row));
  });
});

class Live {}
const circle: { self?: object } = {};
circle.self = circle;

test.each([
  [{ runs: [{ run: () => 1 }] }, 'a function at row["runs"][0]["run"]'],
  [{ list: [undefined] }, 'undefined at row["list"][0]'],
  [new Live(), "an instance of Live at row"],
  [{ at: new Date(Number.NaN) }, 'an invalid date at row["at"]'],
  [{ tag: Symbol("a") }, 'a symbol at row["tag"]'],
  [new Float64Array(1), "an instance of Float64Array at row"],
  [/a/, "an instance of RegExp at row"],
  [Promise.resolve(), "an instance of Promise at row"],
  [new Map([["key", () => 1]]), "a function at row[0][1]"],
])("the table and the place of what cannot be stored: %s", (row, message) => {
  expect(() => stored(row)).toThrow(new TypeError(`The table "things.rows" cannot store ${message}.`));
});

test("a row that contains itself cannot be stored", () => {
  expect(() => stored(circle)).toThrow(
    'The table "things.rows" cannot store more than 1100 levels at row["self"]',
  );
});

test.each<Json>([{ $later: "1" }, { $date: 1 }, { $map: {} }, { $object: [] }])(
  "JSON that no row is encoded as: %j",
  (json) => {
    expect(() => codec.decode(json, new MemoryBlobs())).toThrow(
      "A row contains a value of an unknown type: $",
    );
  },
);
