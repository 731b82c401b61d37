import type { Context } from "../../../runtime/context.js";
import type { InvocationTarget } from "./attempt.js";
import { LAMBDA } from "./live.js";

/**
 * The timeout of an invocation, on the simulated clock. Most functions in tests return without waiting, so
 * the timer is created only when something waits.
 */
export class TimeLimit {
  private readonly deadline: number;
  private readonly running: Set<AbortController>;
  private stop: AbortController | undefined;
  private ended = false;

  constructor(
    private readonly ctx: Context,
    private readonly target: InvocationTarget,
  ) {
    this.deadline = ctx.now() + target.settings.Timeout * 1000;
    this.running = ctx.transient(LAMBDA).running;
  }

  /** Aborts when the invocation ends, for any reason. */
  get signal(): AbortSignal {
    return this.stopper.signal;
  }

  /** Remaining milliseconds of simulated time. */
  get remaining(): number {
    return Math.max(0, this.deadline - this.ctx.now());
  }

  /**
   * The outcome, or that of a timeout if it is late. @throws if the simulator is reset, restored or closed.
   */
  async apply<Outcome>(outcome: PromiseLike<Outcome>, timedOut: () => Outcome): Promise<Outcome> {
    const expiry = this.ctx.sleep(this.remaining, { signal: this.signal }).then(timedOut);
    // The timeout is irrelevant after the function has ended.
    expiry.catch(() => {});
    // A handler that takes exactly its timeout is late, whichever of the two wakes first.
    const inTime = outcome.then((known) => (this.remaining > 0 ? known : timedOut()));
    try {
      return await Promise.race([inTime, expiry]);
    } finally {
      this.end();
    }
  }

  end(): void {
    this.ended = true;
    if (!this.stop) return;
    this.running.delete(this.stop);
    this.stop.abort(this.reason());
  }

  private get stopper(): AbortController {
    if (this.stop) return this.stop;
    this.stop = new AbortController();
    // A handler may keep its context, and read the signal only after its end.
    if (this.ended) this.stop.abort(this.reason());
    else this.running.add(this.stop);
    return this.stop;
  }

  private reason(): Error {
    return new Error(`The function ${this.target.name} ended.`);
  }
}
