import { isPromise } from "../values/promises.js";
import type { Context } from "./context.js";

/**
 * One AWS operation: a plain function from checked input to output. It runs in one transaction; what it throws undoes
 * what it wrote. A handler that has to wait returns {@link Pending}, never a promise.
 */
export type OperationHandler<Input, Output> = (
  input: Input,
  ctx: Context,
) => (Output & NoPromise) | Pending<Output>;

/** A handler whose input type is not known: the dispatcher calls it with input checked against the model. */
export type AnyHandler = OperationHandler<never, object>;

/** What a service does around each of its handlers, in the same transaction. */
export interface HandlerSteps {
  /** Runs before the handler. */
  before?(ctx: Context): void;
  /** Runs after the handler. What it throws undoes the operation, as AWS does for a dry run. */
  after?(input: object): void;
}

/** Excludes promises, whose code after an `await` would write outside of the transaction. */
interface NoPromise {
  readonly then?: never;
}

/**
 * What a handler returns when it has to wait: for the rest of a body, for code in S3, for a function that runs.
 * What the handler has written so far is committed. No transaction is open during the wait; the commit then runs in
 * one of its own, unless the era has ended.
 */
export class Pending<Output> {
  /** @param ready the commit, once the wait is over; a rejection fails the operation. */
  constructor(readonly ready: PromiseLike<() => Output>) {}
}

/**
 * Commits with a value that a handler may have to wait for: immediately if it is here, else when it comes. The state
 * may have changed by then, so `commit` reads again what it relies on.
 *
 * @param value what leads to it writes nothing: it runs outside of every transaction.
 */
export function whenReady<Value, Output>(
  value: Value | PromiseLike<Value>,
  commit: (value: Value) => Output,
): Output | Pending<Output> {
  return isPromise(value) ? new Pending(value.then((ready) => () => commit(ready))) : commit(value);
}
