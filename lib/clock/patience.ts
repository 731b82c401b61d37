import { LONGEST_TIMEOUT } from "./alarm.js";

/** A stretch of real time, for what must not wait for ever in the real simulation. */
export class Patience {
  private timer: NodeJS.Timeout | undefined;
  /** Resolves when it is exhausted. */
  readonly over: Promise<void>;

  /** @param milliseconds of real time. */
  constructor(milliseconds: number) {
    this.over = new Promise((resolve) => {
      // Node replaces a longer timeout by one of a millisecond.
      this.timer = setTimeout(resolve, Math.min(milliseconds, LONGEST_TIMEOUT));
    });
  }

  /** It is no longer needed: {@link over} never resolves. */
  end(): void {
    clearTimeout(this.timer);
  }
}
