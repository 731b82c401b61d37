/** Longest delay of Node's timers, in milliseconds (2^31 - 1). */
export const LONGEST_TIMEOUT = 2_147_483_647;

/** The machine's timer for the next due time of a clock. */
export class Alarm {
  private timer: NodeJS.Timeout | undefined;
  private at: number | undefined;

  constructor(private readonly ring: () => void) {}

  get isSet(): boolean {
    return this.at !== undefined;
  }

  /** Schedules the timer for `at`, seen from `now`; clears it if `at` is undefined. */
  set(at: number | undefined, now: number): void {
    if (at === this.at) return;
    this.cancel();
    if (at === undefined) return;
    this.at = at;
    this.timer = setTimeout(
      () => {
        this.at = undefined;
        this.ring();
      },
      Math.min(Math.max(at - now, 0), LONGEST_TIMEOUT),
    );
    // The server keeps the process alive while the simulator is open. The timer alone must not.
    this.timer.unref();
  }

  cancel(): void {
    clearTimeout(this.timer);
    this.at = undefined;
  }
}
