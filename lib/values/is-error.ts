import { types } from "node:util";

/**
 * Whether something thrown is an error of whatever realm: Jest runs tests in
 * one of its own, whose `Error` is not the one that Node's own functions throw.
 */
export function isError(value: unknown): value is Error {
  // `instanceof` runs the traps of a proxy, which may throw.
  return types.isNativeError(value) || (!types.isProxy(value) && value instanceof Error);
}
