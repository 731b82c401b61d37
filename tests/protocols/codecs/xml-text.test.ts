import fc from "fast-check";
import { expect, test } from "vitest";
import { escapeXml } from "../../../lib/protocols/codecs/xml-text.js";

test("writes references for what XML has a meaning for, and for control characters", () => {
  expect(escapeXml("a<b>&\"'\u0001\r\t\n\u0085\u2028\u00a0é😀")).toBe(
    "a&lt;b&gt;&amp;&quot;'&#x1;&#xD;\t\n&#x85;&#x2028;\u00a0é😀",
  );
});

test("resolved, the references are the text again", () => {
  const names: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"' };
  const resolve = (xml: string) =>
    xml.replace(/&(?:#x([0-9A-F]+)|(\w+));/g, (_, hex?: string, name = "") =>
      hex === undefined ? (names[name] ?? "?") : String.fromCharCode(Number.parseInt(hex, 16)),
    );
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const xml = escapeXml(text);
      expect(resolve(xml)).toBe(text);
      expect(xml).not.toMatch(/[<>"]/);
    }),
  );
});
