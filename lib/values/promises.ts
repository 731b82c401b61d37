/**
 * Whether a value is a promise of whatever make: Jest runs tests in a realm of
 * its own, whose `Promise` is not the one that Node's own functions return.
 */
export function isPromise<Value>(value: Value | PromiseLike<Value>): value is PromiseLike<Value> {
  return typeof value === "object" && value !== null && "then" in value && typeof value.then === "function";
}

/** Goes on with a value: now where it is here already, which costs no turn and no promise, else when it comes. */
export function andThen<Value, Next>(
  value: Value | PromiseLike<Value>,
  next: (value: Value) => Next | PromiseLike<Next>,
): Next | PromiseLike<Next> {
  return isPromise(value) ? value.then(next) : next(value);
}
