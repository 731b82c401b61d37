import fc from "fast-check";
import { expect, test } from "vitest";
import { summarizeZip } from "../../../lib/services/lambda/zip.js";
import { emptyZip, zipOf } from "./zip.js";

test("an archive returns its entries and their size", () => {
  fc.assert(
    fc.property(
      fc.string({ minLength: 1, maxLength: 40 }),
      fc.string({ maxLength: 200 }),
      (name, content) => {
        expect(summarizeZip(zipOf(name, content))).toEqual({
          entries: 1,
          unzippedSize: Buffer.byteLength(content),
        });
      },
    ),
  );
  expect(summarizeZip(emptyZip())).toEqual({ entries: 0, unzippedSize: 0 });
});

test("an archive that is cut off is none, and no bytes make it throw", () => {
  const whole = zipOf("index.mjs", "export {}");
  fc.assert(
    fc.property(fc.integer({ min: 0, max: whole.length - 1 }), (length) => {
      expect(summarizeZip(whole.subarray(0, length))).toBeUndefined();
    }),
  );
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (junk) => {
      const damaged = Buffer.concat([junk, zipOf("a", "b").subarray(-22)]);
      expect(() => summarizeZip(damaged)).not.toThrow();
    }),
  );
});
