import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatTimestamp, parseTimestamp, toEpochSeconds } from "../../../lib/protocols/codecs/timestamps.js";

const noon = new Date("2024-05-01T12:00:00Z");
const later = new Date("2024-05-01T12:00:00.250Z");

test("three formats are written", () => {
  expect(formatTimestamp(noon, "iso8601")).toBe("2024-05-01T12:00:00Z");
  expect(formatTimestamp(later, "iso8601")).toBe("2024-05-01T12:00:00.250Z");
  expect(formatTimestamp(noon, "rfc822")).toBe("Wed, 01 May 2024 12:00:00 GMT");
  expect(formatTimestamp(later, "unixTimestamp")).toBe("1714564800.25");
});

describe("any of them is read", () => {
  test.each([
    ["2024-05-01T12:00:00Z", noon],
    ["2024-05-01T14:00:00+02:00", noon],
    ["2024-05-01T12:00:00.250Z", later],
    ["Wed, 01 May 2024 12:00:00 GMT", noon],
    ["1714564800", noon],
    ["1714564800.25", later],
    ["1.7145648E9", noon],
  ])("%s", (text, date) => {
    expect(parseTimestamp(text)).toEqual(date);
  });

  test.each(["", "soon", "12", "2024-13-45", "1e400"])("%j", (text) => {
    expect(parseTimestamp(text)).toEqual(text === "12" ? new Date(12_000) : undefined);
  });
});

test("seconds never have more than three decimals", () => {
  fc.assert(
    fc.property(fc.date({ min: new Date(0), max: new Date("2100-01-01"), noInvalidDate: true }), (date) => {
      expect(String(toEpochSeconds(date))).toMatch(/^\d+(\.\d{1,3})?$/);
      expect(parseTimestamp(String(toEpochSeconds(date)))).toEqual(date);
    }),
  );
});
