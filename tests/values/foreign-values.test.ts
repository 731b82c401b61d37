import { describe, expect, test } from "vitest";
import { describeThrown, logText, shown } from "../../lib/values/foreign-values.js";
import { isError } from "../../lib/values/is-error.js";

function boom(): never {
  throw new Error("must not surface");
}

const cyclic: Record<string, unknown> = {};
cyclic.self = cyclic;

/** Values whose members cannot be read. */
const hostile: [string, unknown][] = [
  [
    "an error whose members throw",
    Object.defineProperties(new Error("x"), {
      // First: V8 reads the message when it replaces the stack.
      stack: { get: boom },
      message: { get: boom },
      name: { get: boom },
    }),
  ],
  [
    "an error whose members are of other types",
    Object.assign(new Error("x"), { message: cyclic, name: 7n, stack: {} }),
  ],
  ["a proxy whose traps throw", new Proxy({}, { get: boom, has: boom, ownKeys: boom, getPrototypeOf: boom })],
  ["a revoked proxy", revoked()],
  ["an object whose conversions throw", { toString: boom, toJSON: boom, [Symbol.toPrimitive]: boom }],
  ["an object without a prototype", Object.create(null)],
  ["a cyclic object", cyclic],
  ["a BigInt", 1n],
  ["a symbol", Symbol("s")],
  ["undefined", undefined],
];

function revoked(): unknown {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

describe.each(hostile)("%s", (_, value) => {
  test("is described in strings", () => {
    const { name, message, stack } = describeThrown(value);
    expect([typeof name, typeof message, typeof (stack ?? "")]).toEqual(["string", "string", "string"]);
    expect(typeof logText(value)).toBe("string");
    expect(shown(value).length).toBeLessThanOrEqual(201);
    expect(typeof isError(value)).toBe("boolean");
  });
});

test("an error is its name, message and stack", () => {
  const error = new RangeError("too far");
  expect(describeThrown(error)).toEqual({ name: "RangeError", message: "too far", stack: error.stack });
  expect(logText(error)).toBe(error.stack);
});

test("other values are their type and text", () => {
  expect(describeThrown("sold out")).toEqual({ name: "string", message: "sold out" });
  expect([logText("as it is"), logText({ a: [1] }), logText(7), logText(undefined)]).toEqual([
    "as it is",
    '{"a":[1]}',
    "7",
    "undefined",
  ]);
});
