import { LONGEST_TIMEOUT } from "./alarm.js";

/** A timeout in real time, for what must not wait indefinitely outside the simulation. */
export class RealTimeout {
  private timer: NodeJS.Timeout | undefined;
  /** Resolves when the time is over. */
  readonly elapsed: Promise<void>;

  /** @param milliseconds of real time. */
  constructor(milliseconds: number) {
    this.elapsed = new Promise((resolve) => {
      // Node replaces a longer timeout by one millisecond.
      this.timer = setTimeout(resolve, Math.min(milliseconds, LONGEST_TIMEOUT));
    });
  }

  /** Cancels the timeout: {@link elapsed} never resolves. */
  cancel(): void {
    clearTimeout(this.timer);
  }
}
