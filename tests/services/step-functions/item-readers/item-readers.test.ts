import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Json } from "../../../../lib/runtime/store/codec.js";
import type { ReaderConfig } from "../../../../lib/services/step-functions/definition/types.js";
import { batchesOf } from "../../../../lib/services/step-functions/item-readers/batches.js";
import { textOfFile } from "../../../../lib/services/step-functions/item-readers/contents.js";
import { csvRecords } from "../../../../lib/services/step-functions/item-readers/csv.js";
import { type Item, itemsOfFile } from "../../../../lib/services/step-functions/item-readers/items.js";
import { manifestFiles } from "../../../../lib/services/step-functions/item-readers/manifests.js";

function valuesOf(items: readonly Item[]): Json[] {
  return items.map(({ value }) => value);
}

function failure(cause: string) {
  return expect.objectContaining({ message: expect.stringContaining(cause) });
}

describe("CSV", () => {
  const read = (text: string, config: ReaderConfig = {}) =>
    valuesOf(itemsOfFile(text, { inputType: "CSV", csvHeaderLocation: "FIRST_ROW", ...config }));

  test.each<[name: string, text: string, config: ReaderConfig, rows: Json[]]>([
    [
      "the first row has the headers",
      "id,name\n1,a\n2,b\n",
      {},
      [
        { id: "1", name: "a" },
        { id: "2", name: "b" },
      ],
    ],
    [
      "headers that are given",
      "1,a",
      { csvHeaderLocation: "GIVEN", csvHeaders: ["id", "name"] },
      [{ id: "1", name: "a" }],
    ],
    [
      "short rows and long rows",
      "a,b\n1\n1,2,3",
      {},
      [
        { a: "1", b: "" },
        { a: "1", b: "2" },
      ],
    ],
    ["quotes", 'a,b\n"x,\ny","say ""hi"""', {}, [{ a: "x,\ny", b: 'say "hi"' }]],
    ["backslashes", 'a,b\n\\,\\\\,\\"\\n', {}, [{ a: ",\\", b: '"\\n' }]],
    ["carriage returns and blank lines", "a,b\r\n\r\n1,2\r\n\n", {}, [{ a: "1", b: "2" }]],
    ["a byte order mark", "\ufeffa\n1", {}, [{ a: "1" }]],
    ["semicolons", "a;b\n1,5;2", { csvDelimiter: "SEMICOLON" }, [{ a: "1,5", b: "2" }]],
    ["tabs", "a\tb\n1\t2", { csvDelimiter: "TAB" }, [{ a: "1", b: "2" }]],
    ["pipes", "a|b\n1|2", { csvDelimiter: "PIPE" }, [{ a: "1", b: "2" }]],
    ["spaces", "a b\n1 2", { csvDelimiter: "SPACE" }, [{ a: "1", b: "2" }]],
    ["nothing", "", {}, []],
    ["headers alone", "a,b\n", {}, []],
    [
      "a header that objects inherit",
      "__proto__,constructor\n1,2",
      {},
      [JSON.parse('{"__proto__": "1", "constructor": "2"}')],
    ],
  ])("%s", (_, text, config, rows) => {
    expect(read(text, config)).toEqual(rows);
  });

  test("headers that repeat or are too long", () => {
    expect(() => read("a,a\n1,2")).toThrow(failure("CSV headers cannot contain duplicates."));
    expect(() => read(`${"h".repeat(10_241)}\n1`)).toThrow(
      failure("CSV headers cannot have more than 10240 bytes."),
    );
  });

  test("fields in quotes come back as they are", () => {
    const field = fc.string({ unit: "grapheme" }).filter((text) => !text.includes("\\"));
    const quote = (text: string) => `"${text.replaceAll('"', '""')}"`;
    fc.assert(
      fc.property(fc.array(fc.array(field, { minLength: 1 }), { minLength: 1 }), (records) => {
        const text = records.map((record) => record.map(quote).join(",")).join("\n");
        const kept = records.filter((record) => record.length > 1 || record[0] !== "");
        expect([...csvRecords(text, ",")]).toEqual(kept);
      }),
    );
  });
});

describe("JSON and JSON Lines", () => {
  test.each<[text: string, config: ReaderConfig, items: Json[]]>([
    ["[1, {}]", { inputType: "JSON" }, [1, {}]],
    [
      '{"a": 1, "b": [2]}',
      { inputType: "JSON" },
      [
        { Key: "a", Value: 1 },
        { Key: "b", Value: [2] },
      ],
    ],
    ['{"a": [{"b/c~d": [7]}]}', { inputType: "JSON", itemsPointer: "/a/0/b~1c~0d" }, [7]],
    ["[1]", {}, [1]],
    ['{"a": 1}\n\n[2]\n3\n', { inputType: "JSONL" }, [{ a: 1 }, [2], 3]],
    ["", { inputType: "JSONL" }, []],
  ])("%s as %j", (text, config, items) => {
    expect(valuesOf(itemsOfFile(text, config))).toEqual(items);
  });

  test("members of objects have their names", () => {
    expect(itemsOfFile('{"a": 1}', {})).toEqual([{ key: "a", value: { Key: "a", Value: 1 } }]);
  });

  test.each<[text: string, config: ReaderConfig, cause: string]>([
    ["1", {}, "Attempting to map over non-iterable node."],
    ["null", {}, "Attempting to map over non-iterable node."],
    ["nope", {}, "The file is not valid JSON: Unrecognized token 'nope'"],
    ["{}\nnope", { inputType: "JSONL" }, "The file is not valid JSON: Unrecognized token 'nope'"],
    ["{}", { itemsPointer: "/constructor" }, "The ItemsPointer /constructor selects nothing."],
    ["[[1]]", { itemsPointer: "/length" }, "The ItemsPointer /length selects nothing."],
    ["[".repeat(100_000), {}, "Document nesting depth (1001) exceeds the maximum allowed"],
    ["PAR1", { inputType: "PARQUET" }, "aws-sim does not read PARQUET"],
  ])("%s as %j is rejected", (text, config, cause) => {
    expect(() => itemsOfFile(text, config)).toThrow(failure(cause));
  });
});

describe("manifests", () => {
  test("of an S3 inventory", () => {
    const manifest = {
      destinationBucket: "arn:aws:s3:::inventories",
      fileFormat: "CSV",
      fileSchema: "Bucket, Key, Size",
      files: [{ key: "data/1.csv.gz", size: 1 }, { key: "data/2.csv.gz" }],
    };
    const config = { inputType: "CSV", csvHeaderLocation: "GIVEN", csvHeaders: ["Bucket", "Key", "Size"] };
    expect(
      manifestFiles(JSON.stringify(manifest), { inputType: "MANIFEST", manifestType: "S3_INVENTORY" }),
    ).toEqual([
      { bucket: "inventories", key: "data/1.csv.gz", config },
      { bucket: "inventories", key: "data/2.csv.gz", config },
    ]);
  });

  test("of Athena", () => {
    const config: ReaderConfig = { inputType: "MANIFEST", manifestType: "ATHENA_DATA" };
    expect(manifestFiles("s3://b/x/1.gz\r\ns3://b/2.gz\n", config)).toEqual([
      { bucket: "b", key: "x/1.gz", config: { ...config, inputType: "JSONL" } },
      { bucket: "b", key: "2.gz", config: { ...config, inputType: "JSONL" } },
    ]);
  });

  test.each<[text: string, config: ReaderConfig, cause: string]>([
    ["nope", {}, "The manifest is not valid JSON: Unrecognized token 'nope'"],
    ["{}", {}, "The manifest of an S3 inventory lacks fileSchema."],
    ['{"fileSchema": "Key", "destinationBucket": "b"}', {}, "must have a list of files"],
    ['{"fileSchema": "Key", "destinationBucket": "b", "files": [1]}', {}, "lacks key"],
    ["http://b/x", { manifestType: "ATHENA_DATA" }, "a line that is no S3 URI: http://b/x"],
  ])("%s is rejected", (text, config, cause) => {
    expect(() => manifestFiles(text, config)).toThrow(failure(cause));
  });
});

test("files are decompressed by the suffix of their keys", () => {
  expect(textOfFile("a.json", Buffer.from("{ü}"))).toBe("{ü}");
  expect(textOfFile("a.json.gz", gzipSync("{ü}"))).toBe("{ü}");
  expect(() => textOfFile("a.gz", Buffer.from("{}"))).toThrow(failure("The file a.gz is not GZIP."));
  expect(() => textOfFile("a.zst", Buffer.from("{}"))).toThrow(failure("aws-sim does not read ZSTD"));
});

describe("batches", () => {
  test.each([
    [{ maxItemsPerBatch: 2 }, ['{"Items":[1,2]}', '{"Items":[3,4]}', '{"Items":[5]}']],
    [{ maxInputBytesPerBatch: 15 }, ['{"Items":[1,2]}', '{"Items":[3,4]}', '{"Items":[5]}']],
    [
      { maxItemsPerBatch: 3, maxInputBytesPerBatch: 15 },
      ['{"Items":[1,2]}', '{"Items":[3,4]}', '{"Items":[5]}'],
    ],
    [
      { maxInputBytesPerBatch: 1 },
      ['{"Items":[1]}', '{"Items":[2]}', '{"Items":[3]}', '{"Items":[4]}', '{"Items":[5]}'],
    ],
    [{ batchInput: { x: 1 } }, ['{"BatchInput":{"x":1},"Items":[1,2,3,4,5]}']],
    [{}, ['{"Items":[1,2,3,4,5]}']],
  ])("%j", (limits, inputs) => {
    expect(batchesOf([1, 2, 3, 4, 5], limits).map(({ input }) => input)).toEqual(inputs);
  });

  test("every item is in one batch, in order, and no batch of several items is too large", () => {
    const limits = fc.record({
      maxItemsPerBatch: fc.nat(5),
      maxInputBytesPerBatch: fc.nat(100),
      batchInput: fc.option(fc.constant("ü"), { nil: undefined }),
    });
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), limits, (values, batchLimits) => {
        const items: Json[] = values.map((value) => JSON.parse(JSON.stringify(value)));
        const batches = batchesOf(items, batchLimits);
        const parsed = batches.map(({ input }): { Items: Json[]; BatchInput?: Json } => JSON.parse(input));
        expect(parsed.flatMap(({ Items }) => Items)).toEqual(items);
        expect(batches.map(({ items: count }) => count)).toEqual(parsed.map(({ Items }) => Items.length));
        const { maxItemsPerBatch: most, maxInputBytesPerBatch: mostBytes } = batchLimits;
        for (const { input, items: count } of batches) {
          expect(most === 0 || count <= most).toBe(true);
          expect(mostBytes === 0 || count === 1 || Buffer.byteLength(input) <= mostBytes).toBe(true);
        }
      }),
    );
  });
});
