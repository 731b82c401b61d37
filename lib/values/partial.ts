import { isDeepStrictEqual, types } from "node:util";
import { isAsymmetricMatcher } from "./asymmetric.js";

/**
 * Whether a value has all members of another. Other members may have any value; lists must have the same
 * length. Asymmetric matchers of test runners work at every depth.
 */
export function hasPart(actual: unknown, expected: unknown): boolean {
  if (isAsymmetricMatcher(expected)) return expected.asymmetricMatch(actual);
  if (typeof expected !== "object" || expected === null) return Object.is(actual, expected);
  if (typeof actual !== "object" || actual === null) return false;
  if (expected instanceof Date) return actual instanceof Date && actual.getTime() === expected.getTime();
  const bytes = bytesIn(expected);
  if (bytes) return bytesIn(actual)?.equals(bytes) === true;
  if (types.isSet(expected)) return types.isSet(actual) && isDeepStrictEqual(actual, expected);
  if (Array.isArray(expected) && (!Array.isArray(actual) || actual.length !== expected.length)) return false;
  return Object.entries(expected).every(
    ([name, value]) => Object.hasOwn(actual, name) && hasPart(Reflect.get(actual, name), value),
  );
}

/** The bytes of a value, or of a stream that is complete. */
function bytesIn(value: object): Buffer | undefined {
  const bytes = "whole" in value ? value.whole : value;
  return bytes instanceof Uint8Array
    ? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    : undefined;
}
