/** Node's timers hold at most this many milliseconds (2^31 - 1). */
export const LONGEST_TIMEOUT = 2_147_483_647;

/** The machine's timer for the next moment at which a clock has something to do. */
export class Alarm {
  private timer: NodeJS.Timeout | undefined;
  private at: number | undefined;

  constructor(private readonly ring: () => void) {}

  get isSet(): boolean {
    return this.at !== undefined;
  }

  /** Rings at `at`, seen from `now`; never, when `at` is undefined. */
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
    // The server keeps the process alive while the simulator is open; the alarm alone must not.
    this.timer.unref();
  }

  cancel(): void {
    clearTimeout(this.timer);
    this.at = undefined;
  }
}
