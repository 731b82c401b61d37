import { isPromise } from "../values/promises.js";
import type { Context } from "./context.js";

/**
 * One AWS operation: a synchronous function from validated input to output. It runs in one transaction, which
 * is rolled back if it throws. A handler that has to wait returns {@link Pending}, never a promise.
 */
export type OperationHandler<Input, Output> = (
  input: Input,
  ctx: Context,
) => (Output & NoPromise) | Pending<Output>;

/** A handler of unknown input type. The dispatcher calls it with input validated against the model. */
export type AnyHandler = OperationHandler<never, object>;

/** Steps of a service around each of its handlers, in the same transaction. */
export interface HandlerSteps {
  /** Runs before the handler. */
  before?(ctx: Context): void;
  /** Runs after the handler. An error rolls the operation back, as AWS does for a dry run. */
  after?(input: object): void;
}

/** Excludes promises: code after an `await` would write outside the transaction. */
interface NoPromise {
  readonly then?: never;
}

/**
 * Returned by a handler that has to wait: for the rest of a body, for code in S3, or for a running function.
 * The writes so far are committed. No transaction is open during the wait. Then `commit` runs in its own
 * transaction, unless the era has ended.
 */
export class Pending<Output> {
  /** @param ready the commit, once the wait is over, which may have to wait again; a rejection fails the operation. */
  constructor(readonly ready: PromiseLike<() => Output | Pending<Output>>) {}
}

/**
 * Commits with a value that may be pending: immediately if it is available, else when it resolves. The state
 * may have changed by then, so `commit` reads again what it depends on.
 *
 * @param value must not write, because it runs outside of any transaction.
 */
export function whenReady<Value, Output>(
  value: Value | PromiseLike<Value>,
  commit: (value: Value) => Output | Pending<Output>,
): Output | Pending<Output> {
  return isPromise(value) ? new Pending(value.then((ready) => () => commit(ready))) : commit(value);
}
