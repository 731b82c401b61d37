// Not the global function, which tests may replace by fake timers.
import { setImmediate } from "node:timers";

/** Resolves in the next turn of the event loop, after the events of sockets. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** Calls that {@link withTurns} makes in one turn of the event loop. */
const CALLS_PER_TURN = 50;

/**
 * Delays every fiftieth call to the next turn of the event loop. A loop of calls that need no turn would otherwise hold
 * back all else in the process: timers, sockets, the timeout of the test.
 */
export function withTurns<Argument, Result>(
  call: (argument: Argument) => Result | PromiseLike<Result>,
): (argument: Argument) => Result | PromiseLike<Result> {
  let calls = 0;
  return (argument) =>
    ++calls % CALLS_PER_TURN === 0 ? nextTurn().then(() => call(argument)) : call(argument);
}
