import { types } from "node:util";

/**
 * Whether an exception is an error of any realm. Jest runs tests in its own realm, whose `Error` differs from
 * that of Node's own functions.
 */
export function isError(value: unknown): value is Error {
  // `instanceof` runs the traps of a proxy, which may throw.
  return types.isNativeError(value) || (!types.isProxy(value) && value instanceof Error);
}
