import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readPattern } from "../../../../lib/services/logs/filter-pattern/read-pattern.js";

const EVENT = {
  eventType: "UpdateTrail",
  sourceIPAddress: "111.111.111.111",
  arrayKey: ["value", "another value"],
  objectList: [
    { name: "a", id: 1 },
    { name: "b", id: 2 },
  ],
  SomeObject: null,
  "cluster.name": "c",
  latency: 12.5,
  small: 1e-3,
  ok: true,
  off: false,
  nested: { deep: { code: 404, text: "500" } },
  "detail-type": "x",
};
const MESSAGE = JSON.stringify(EVENT);

describe("JSON patterns", () => {
  test("D07 wildcards do not backtrack", () => {
    const message = JSON.stringify({ text: "a".repeat(50_000) });
    expect(readPattern(`{ $.text = "${"*a".repeat(40)}*b" }`).matches(message)).toBe(false);
    expect(readPattern(`{ $.text = "${"*a".repeat(40)}*" }`).matches(message)).toBe(true);
  });

  test.each([
    ['{ $.eventType = "UpdateTrail" }', true],
    ["{ $.eventType = UpdateTrail }", true],
    ['{ $.eventType = "Update*" }', true],
    ["{ $.eventType = Delete* }", false],
    ['{ $.eventType != "DeleteTrail" }', true],
    ['{ $.eventType != "UpdateTrail" }', false],
    ["{ $.eventType = %Trail% }", true],
    ["{ $.eventType = %^Trail% }", false],
    ['{ $.arrayKey[0] = "value" }', true],
    ['{ $.arrayKey[2] = "value" }', false],
    ["{ $.arrayKey[*] = %val.{2}% }", true],
    ['{ $.arrayKey[*] = "another value" }', true],
    ['{ $.arrayKey = "value" }', false],
    ["{ $.objectList[1].id = 2 }", true],
    ["{ $.objectList[*].id = 2 }", true],
    ["{ $.objectList[*].id > 2 }", false],
    ["{ $.['cluster.name'] = \"c\" }", true],
    ["{ $['cluster.name'] = c }", true],
    ["{ $.* = 12.5 }", true],
    ['{ $.detail-type = "x" }', true],
    ["{ $.SomeObject IS NULL }", true],
    ["{ $.eventType IS NULL }", false],
    ["{ $.SomeOtherObject NOT EXISTS }", true],
    ["{ $.nested NOT EXISTS }", false],
    ["{ $.ok IS TRUE }", true],
    ["{ $.ok IS FALSE }", false],
    ["{ $.off IS FALSE }", true],
    ["{ $.latency > 12 }", true],
    ["{ $.latency >= 12.5 }", true],
    ["{ $.latency < 12.5 }", false],
    ["{ $.latency <= 1.25e1 }", true],
    ["{ $.latency = 12.50 }", true],
    ["{ $.small = 0.001 }", true],
    ["{ $.nested.deep.code = 4* }", true],
    ["{ $.nested.deep.code != 404 }", false],
    ["{ $.nested.deep = 404 }", false],
    ["{ $.missing = 1 }", false],
    ["{ $.missing != 1 }", false],
    ["{ $.sourceIPAddress = 111.111.* }", true],
    ["{ $.sourceIPAddress != 123.123.* }", true],
    ['{ $.latency > 12 && $.eventType = "X" }', false],
    ['{ $.latency > 99 && $.ok IS TRUE || $.eventType = "UpdateTrail" }', true],
    ['{ $.latency > 99 && ($.ok IS TRUE || $.eventType = "UpdateTrail") }', false],
    ['{($.latency>12)&&($.eventType="UpdateTrail")}', true],
  ])("D07 %s: %s", (pattern, expected) => {
    expect(readPattern(pattern).matches(MESSAGE)).toBe(expected);
  });

  test("D07 messages that are not JSON match nothing, not even absence", () => {
    for (const message of ["plain", "{broken", '"text"', "12"]) {
      expect(readPattern("{ $.a NOT EXISTS }").matches(message)).toBe(false);
    }
  });

  test.each([
    ["{ }", "Invalid filter pattern"],
    ["{ $.a }", "Invalid filter pattern"],
    ["{ a = 1 }", "Invalid filter pattern"],
    ["{ $ = 1 }", "Invalid filter pattern"],
    ['{ $."a" = 1 }', "Invalid character(s) in term '.\"'"],
    ['{ $.a > "x" }', "Invalid filter pattern"],
    ["{ $.a EXISTS }", "Invalid filter pattern"],
    ["{ $.a IS NOT NULL }", "Invalid filter pattern"],
    ["{ ($.a = 1 }", "Invalid filter pattern"],
    ["{ $.a = 1 & $.b = 2 }", "Invalid character(s) in term '&'"],
  ])("D07 rejects %s", (pattern, message) => {
    expect(() => readPattern(pattern)).toThrow(
      expect.objectContaining({ code: "InvalidParameterException", message }),
    );
  });

  /** A condition as a string, and its expected result for an event with the numbers a, b and c. */
  type Known = { text: string; holds: (event: Record<string, number>) => boolean };
  const known = fc.letrec<{ condition: Known }>((tie) => ({
    condition: fc.oneof(
      { maxDepth: 4 },
      fc
        .tuple(
          fc.constantFrom("a", "b", "c"),
          fc.constantFrom("=", "!=", "<", "<=", ">", ">="),
          fc.integer({ min: -3, max: 3 }),
        )
        .map(([name, operator, number]) => ({
          text: `$.${name} ${operator} ${number}`,
          holds: (event: Record<string, number>) => {
            const value = event[name] ?? Number.NaN;
            const order = { "=": value === number, "!=": value !== number, "<": value < number };
            const rest = { "<=": value <= number, ">": value > number, ">=": value >= number };
            return { ...order, ...rest }[operator] ?? false;
          },
        })),
      fc.tuple(tie("condition"), tie("condition"), fc.boolean()).map(([x, y, all]) => ({
        text: `(${x.text}) ${all ? "&&" : "||"} (${y.text})`,
        holds: (event: Record<string, number>) =>
          all ? x.holds(event) && y.holds(event) : x.holds(event) || y.holds(event),
      })),
    ),
  })).condition;

  test("D07 property: conditions are evaluated correctly", () => {
    const number = fc.integer({ min: -3, max: 3 });
    fc.assert(
      fc.property(known, fc.record({ a: number, b: number, c: number }), (condition, event) => {
        const pattern = readPattern(`{ ${condition.text} }`);
        expect(pattern.matches(JSON.stringify(event))).toBe(condition.holds(event));
      }),
    );
  });

  test("D07 property: && binds tighter than ||", () => {
    const bit = fc.constantFrom(0, 1);
    fc.assert(
      fc.property(
        fc.array(fc.array(bit, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 3 }),
        (sum) => {
          const text = sum
            .map((product) => product.map((value) => `$.one = ${value}`).join(" && "))
            .join(" || ");
          const holds = sum.some((product) => product.every((value) => value === 1));
          expect(readPattern(`{ ${text} }`).matches('{"one":1}')).toBe(holds);
        },
      ),
    );
  });
});
