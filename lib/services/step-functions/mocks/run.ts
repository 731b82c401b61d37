import type { Context } from "../../../runtime/context.js";
import { defineTransient } from "../../../runtime/transient-state.js";
import { isPromise } from "../../../values/promises.js";
import { addCall, type CallSubject, endCall } from "./calls.js";
import { MOCKS, type Mock } from "./mocks.js";
import { type MockResult, toFailure, toResult } from "./outcome.js";

/** A running call of a mock. Plain data: the state of a run. */
export interface MockRun {
  /** Number of the mock. */
  readonly mock: number;
  /** Number of the call's record. */
  readonly call: number;
  /** Number of earlier calls of the mock. */
  readonly position: number;
  readonly subject: CallSubject;
}

/** Records a call of a mock, in the transaction of the caller, before {@link performMock}. */
export function prepareMock(ctx: Context, mock: Mock, subject: CallSubject): MockRun {
  return { mock: mock.number, ...addCall(ctx, mock, subject), subject };
}

/** Calls a mock. Its exceptions are results. */
export function performMock(ctx: Context, run: MockRun): MockResult | Promise<MockResult> {
  const mock = ctx.transient(MOCKS).get(run.mock);
  if (!mock) return REMOVED;
  const { input, ...subject } = run.subject;
  const { stop } = ctx.transient(RUNNING);
  const context = {
    ...subject,
    signal: stop.signal,
    sleep: (duration: Parameters<Context["sleep"]>[0]) => ctx.sleep(duration, { signal: stop.signal }),
  };
  try {
    // A copy, because a handler may change its input, and the run may be repeated.
    const result = ctx.work.run(() => mock.perform(run.position, structuredClone(input), context));
    return isPromise(result) ? Promise.resolve(result).then(toResult, toFailure) : toResult(result);
  } catch (reason) {
    return toFailure(reason);
  }
}

/** Records the end of a call, in the transaction in which the execution continues. */
export function concludeMock(ctx: Context, { call }: MockRun, result: MockResult): void {
  endCall(ctx, call, result);
}

const REMOVED: MockResult = {
  error: "States.Runtime",
  cause: "The mock was removed while its call was under way.",
};

/** Aborts running handlers. */
class Running {
  stop = new AbortController();

  interrupt(): void {
    this.stop.abort(new Error("The simulator was reset, restored or closed while the handler ran."));
    this.stop = new AbortController();
  }
}

export const RUNNING = defineTransient("step-functions.running-mocks", () => new Running());
