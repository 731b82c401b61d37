/** Longest delay of Node's timers, in milliseconds (2^31 - 1). */
export const LONGEST_TIMEOUT = 2_147_483_647;

/** The machine's timer for the next due time of a clock. */
export class Alarm {
  private timer: NodeJS.Timeout | undefined;
  private dueAt: number | undefined;

  constructor(private readonly ring: () => void) {}

  get isSet(): boolean {
    return this.dueAt !== undefined;
  }

  /** Schedules the timer for `dueAt`, seen from `now`; clears it if `dueAt` is undefined. */
  set(dueAt: number | undefined, now: number): void {
    if (dueAt === this.dueAt) return;
    this.cancel();
    if (dueAt === undefined) return;
    this.dueAt = dueAt;
    this.timer = setTimeout(
      () => {
        this.dueAt = undefined;
        this.ring();
      },
      Math.min(Math.max(dueAt - now, 0), LONGEST_TIMEOUT),
    );
    // The server keeps the process alive while the simulator is open. The timer alone must not.
    this.timer.unref();
  }

  cancel(): void {
    clearTimeout(this.timer);
    this.dueAt = undefined;
  }
}
