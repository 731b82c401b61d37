import fc from "fast-check";
import { expect, test } from "vitest";
import { XmlDocument } from "../../../lib/protocols/codecs/xml-document.js";

function written(pieces: readonly string[]): string {
  const document = new XmlDocument();
  for (const piece of pieces) document.append(piece);
  const content = document.finish();
  const bytes = typeof content === "string" ? Buffer.from(content) : Buffer.concat(content);
  if (typeof content !== "string") expect(document.bytes).toBe(bytes.length);
  return bytes.toString("utf8");
}

test("a short document stays text", () => {
  const document = new XmlDocument();
  document.append("<a>");
  document.append("ü</a>");
  expect(document.finish()).toBe("<a>ü</a>");
});

test("a document is its pieces one after the other, however long they are", () => {
  const piece = fc
    .tuple(fc.string({ unit: "binary", maxLength: 20 }), fc.integer({ min: 1, max: 9_000 }))
    .map(([text, times]) => text.repeat(times));
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
      expect(written(pieces)).toBe(pieces.join(""));
    }),
    { numRuns: 60 },
  );
});
