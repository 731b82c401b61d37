import { LONGEST_TIMEOUT } from "./alarm.js";

/** A timeout in real time, for what must not wait indefinitely outside the simulation. */
export class Patience {
  private timer: NodeJS.Timeout | undefined;
  /** Resolves when the time is over. */
  readonly over: Promise<void>;

  /** @param milliseconds of real time. */
  constructor(milliseconds: number) {
    this.over = new Promise((resolve) => {
      // Node replaces a longer timeout by one millisecond.
      this.timer = setTimeout(resolve, Math.min(milliseconds, LONGEST_TIMEOUT));
    });
  }

  /** Cancels the timeout: {@link over} never resolves. */
  end(): void {
    clearTimeout(this.timer);
  }
}
