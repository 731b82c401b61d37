import { types } from "node:util";

/**
 * Whether something thrown is an error of whatever realm: Jest runs tests in
 * one of its own, whose `Error` is not the one that Node's own functions throw.
 */
export function isError(value: unknown): value is Error {
  return value instanceof Error || types.isNativeError(value);
}
