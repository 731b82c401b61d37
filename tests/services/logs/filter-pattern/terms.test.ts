import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readPattern } from "../../../../lib/services/logs/filter-pattern/read-pattern.js";

const matches = (pattern: string, message: string) => readPattern(pattern).matches(message);

describe("terms", () => {
  test.each([
    ["", "anything", true],
    [" ", "anything", true],
    ["ERROR", "[ERROR 419] MISSING", true],
    ["ERROR", "error", false],
    ["ERROR ARGUMENTS", "[ERROR 419] MISSING ARGUMENTS", true],
    ["ERROR ARGUMENTS", "[ERROR 420] INVALID", false],
    ["?ERROR ?WARN", "[WARN] low", true],
    ["?ERROR ?WARN", "[INFO] fine", false],
    ["?ERROR WARN", "[WARN] low", true],
    ["?ERROR WARN", "[ERROR] bad", false],
    ["ERROR -ARGUMENTS", "ERROR MISSING", true],
    ["ERROR -ARGUMENTS", "ERROR ARGUMENTS", false],
    ["-ERROR", "INFO", true],
    ["-ERROR", "ERROR", false],
    ["?a -b", "c", true],
    ['"INTERNAL SERVER ERROR"', "500 INTERNAL SERVER ERROR", true],
    ['"INTERNAL SERVER ERROR"', "SERVER ERROR INTERNAL", false],
    ['-"a b" c', "a b c", false],
    ['"say \\"hi\\""', 'they say "hi"', true],
    ["%AUTHORIZED%", "[401] UNAUTHORIZED", true],
    ["%^AUTHORIZED%", "[401] UNAUTHORIZED", false],
    ["%\\d{3}% ERROR", "500 ERROR", true],
    ["%\\x28%", "f(x)", true],
    ["größe", "die größe", true],
  ])("D07 %j and %j: %s", (pattern, message, expected) => {
    expect(matches(pattern, message)).toBe(expected);
  });

  test.each([
    ["a:b", "Invalid character(s) in term ':'"],
    ["(a)", "Invalid character(s) in term '('"],
    ['""', "Invalid character(s) in term '\"\"'"],
    ['"open', "Invalid character(s) in term '\"'"],
    ["%(a)%", "Invalid character(s) in term '('"],
    ["%a% %b% %c%", "Invalid filter pattern"],
    ["%[%", "Invalid filter pattern"],
    ["%é%", "Invalid filter pattern"],
    ["{ $.a = 1", "If a filter pattern starts with '{' it must end with '}'"],
    ["[a", "If a filter pattern starts with '[' it must end with ']'"],
  ])("D07 rejects %j", (pattern, message) => {
    expect(() => readPattern(pattern)).toThrow(
      expect.objectContaining({ code: "InvalidParameterException", message }),
    );
  });

  test.each([
    ["%a*a*a*a*a*a*a*a*a*a*a*a*b%", false],
    ["%.*.*.*.*.*.*.*.*=.*x%", false],
  ])("D07 %j does not backtrack", (pattern, expected) => {
    expect(matches(pattern, "a".repeat(20_000))).toBe(expected);
  });

  test.each(["%a(?=b)%", "%a++%", "%a{1001}%"])("D07 rejects %j, which only backtracks", (pattern) => {
    expect(() => readPattern(pattern)).toThrow(
      expect.objectContaining({ code: "InvalidParameterException" }),
    );
  });

  const word = fc.stringMatching(/^[a-c]{1,3}$/);

  test("D07 property: required and excluded terms are parts of the message, and not", () => {
    fc.assert(
      fc.property(
        fc.array(word, { maxLength: 3 }),
        fc.array(word, { maxLength: 3 }),
        fc.array(word, { minLength: 1, maxLength: 4 }),
        (required, excluded, words) => {
          const message = words.join(" ");
          const pattern = [
            ...required.map((term) => `"${term}"`),
            ...excluded.map((term) => `-${term}`),
          ].join(" ");
          expect(matches(pattern, message)).toBe(
            required.every((term) => message.includes(term)) &&
              !excluded.some((term) => message.includes(term)),
          );
        },
      ),
    );
  });

  test("D07 property: any phrase in quotes matches itself", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", minLength: 1 }), (phrase) => {
        const quoted = `"${phrase.replace(/["\\]/g, "\\$&")}"`;
        expect(matches(quoted, `before ${phrase} behind`)).toBe(true);
      }),
    );
  });

  test("D07 property: reading never fails but with InvalidParameterException", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'ab1 "%{}[]().,=<>!&|?-*$\\:') }), (pattern) => {
        try {
          readPattern(pattern).matches("a b 1");
        } catch (error) {
          expect(error).toMatchObject({ code: "InvalidParameterException" });
        }
      }),
      { numRuns: 2000 },
    );
  });
});
