import type { Context } from "../../../runtime/context.js";
import { countCalls, forgetCalls, type MockCall, readCalls } from "./calls.js";
import { MOCKS, type Mock } from "./mocks.js";

/** The recorded calls of a mock. Like all records, they are restored with a snapshot. */
export interface MockSpy {
  /** Copies of the latest calls, oldest first, including running ones. */
  readonly calls: readonly MockCall[];
  readonly lastCall: MockCall | undefined;
  /** The number of calls. */
  readonly callCount: number;
  /** Clears the recorded calls. A sequence of outcomes continues. */
  reset(): void;
  /** Removes the mock. */
  restore(): void;
}

/** The spy of a mock set in this context. */
export function spyOn(ctx: Context, mock: Mock): MockSpy {
  const mocks = ctx.transient(MOCKS);
  // A mock removed by a reset has no records.
  const current = () => {
    const now = ctx.renewed();
    return now.transient(MOCKS) === mocks ? now : undefined;
  };
  const calls = () => {
    const now = current();
    return now ? readCalls(now, mock.number) : [];
  };
  return {
    get calls() {
      return calls();
    },
    get lastCall() {
      return calls().at(-1);
    },
    get callCount() {
      const now = current();
      return now ? countCalls(now, mock.number) : 0;
    },
    reset() {
      const now = current();
      if (now) forgetCalls(now, mock.number);
    },
    restore: () => mocks.remove(mock),
  };
}
