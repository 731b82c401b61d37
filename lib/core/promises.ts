/**
 * Whether a value is a promise of whatever make: Jest runs tests in a realm of
 * its own, whose `Promise` is not the one that Node's own functions return.
 */
export function isPromise<Value>(value: Value | PromiseLike<Value>): value is PromiseLike<Value> {
  return typeof value === "object" && value !== null && "then" in value && typeof value.then === "function";
}
