import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readPattern } from "../../../../lib/services/logs/filter-pattern/read-pattern.js";

const LINE = '127.0.0.1 - frank [10/Oct/2000:13:25:15 -0700] "GET /index.html HTTP/1.0" 404 1534';

describe("patterns of fields", () => {
  test.each([
    ["[ip, user, username, timestamp, request, status_code, bytes]", true],
    ["[ip, user, username, timestamp, request, status_code]", false],
    ["[ip, user, username, timestamp, request, status_code, bytes, more]", false],
    ["[..., bytes]", true],
    ["[]", true],
    ["[ ]", true],
    ["[ip, ...]", true],
    ["[ip, ..., status_code = 4*, bytes > 1000]", true],
    ["[ip, ..., status_code = 404, bytes > 2000]", false],
    ["[..., status_code = 404 || status_code = 500, bytes]", true],
    ["[..., status_code != 404, bytes]", false],
    ["[..., bytes >= 1534 && bytes <= 1534]", true],
    ["[ip = 127.0.*, ...]", true],
    ["[ip = %127\\.0\\.0\\.[1-9]%, ...]", true],
    ['[..., request = "GET *", s, b]', true],
    ['[..., request = "*html*", s, b]', true],
    ["[..., request =%POST%, s, b]", false],
    ["[a, b, c, d, e, f, g, ...]", true],
    ["[a, b, c, d, e, f, g, h, ...]", false],
    ["[user > 5, ...]", false],
  ])("D07 %s: %s", (pattern, expected) => {
    expect(readPattern(pattern).matches(LINE)).toBe(expected);
  });

  test("D07 an opening bracket without an end is read only once", () => {
    expect(readPattern("[first, ...]").extract("[ ".repeat(200_000))).toMatchObject({ $first: "[", $2: "[" });
    expect(readPattern("[first, second, third]").extract("[a b] [c d")).toEqual({
      $first: "a b",
      $second: "[c",
      $third: "d",
    });
  });

  test("D07 values are called by the names of their fields, or by their places", () => {
    expect(readPattern("[ip, ..., status, bytes > 5]").extract(LINE)).toEqual({
      $ip: "127.0.0.1",
      $2: "-",
      $3: "frank",
      $4: "10/Oct/2000:13:25:15 -0700",
      $5: "GET /index.html HTTP/1.0",
      $status: "404",
      $bytes: "1534",
    });
  });

  test.each(["[a b]", "[..., a, ...]", "[a > b]", "[=1]", '[a = "x]'])("D07 rejects %s", (pattern) => {
    expect(() => readPattern(pattern)).toThrow(
      expect.objectContaining({ code: "InvalidParameterException" }),
    );
  });

  test("D07 property: a pattern of as many names as the line has fields gives them back", () => {
    const value = fc.stringMatching(/^[a-z0-9.]{1,5}$/);
    const field = fc.oneof(
      value.map((text) => ({ text, shown: text })),
      fc.array(value, { minLength: 1, maxLength: 3 }).map((words) => ({
        text: words.join(" "),
        shown: `"${words.join(" ")}"`,
      })),
      fc.array(value, { minLength: 1, maxLength: 3 }).map((words) => ({
        text: words.join(" "),
        shown: `[${words.join(" ")}]`,
      })),
    );
    fc.assert(
      fc.property(fc.array(field, { minLength: 1, maxLength: 6 }), (fields) => {
        const pattern = readPattern(`[${fields.map((_, i) => `f${i}`).join(", ")}]`);
        const line = fields.map(({ shown }) => shown).join(" ");
        expect(pattern.matches(line)).toBe(true);
        expect(pattern.extract(line)).toEqual(
          Object.fromEntries(fields.map(({ text }, i) => [`$f${i}`, text])),
        );
        expect(pattern.matches(`${line} more`)).toBe(false);
      }),
    );
  });
});
