/**
 * Whether a value is a promise of any realm. Jest runs tests in its own realm, whose `Promise` differs from
 * that of Node's own functions.
 */
export function isPromise<Value>(value: Value | PromiseLike<Value>): value is PromiseLike<Value> {
  return typeof value === "object" && value !== null && typeof thenOf(value) === "function";
}

/** V8 caches that a property is absent, but not the answer of the operator `in`. */
function thenOf(value: { readonly then?: unknown }): unknown {
  return value.then;
}

/**
 * Continues with a value: synchronously if it is available, without a promise or event-loop turn, else when
 * it resolves.
 */
export function andThen<Value, Next>(
  value: Value | PromiseLike<Value>,
  next: (value: Value) => Next | PromiseLike<Next>,
): Next | PromiseLike<Next> {
  return isPromise(value) ? value.then(next) : next(value);
}
