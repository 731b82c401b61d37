import { type Duration, milliseconds } from "../duration.js";
import type { Scheduler } from "./scheduler.js";
import { Sleepers } from "./sleepers.js";
import type { ClockMode, Timeline } from "./timeline.js";
import type { Work } from "./work.js";

/** Node's timers hold at most this many milliseconds (2^31 - 1). */
const LONGEST_TIMEOUT = 2_147_483_647;
/** How far `runUntilIdle` goes before it says that the simulation never comes to rest. */
const TEN_YEARS = milliseconds("3650d");

/**
 * The one clock of a simulator. Every service, every sleep and every timeout
 * in it goes by this clock and by nothing else.
 */
export class Clock {
  private readonly sleepers = new Sleepers();
  /** The machine's timer for the next due moment, while the clock runs. */
  private alarm: NodeJS.Timeout | undefined;
  private alarmAt: number | undefined;
  /** An advance under way steps time itself; advances run one after the other. */
  private driving = 0;
  private queue: Promise<unknown> = Promise.resolve();
  private closed = false;

  constructor(
    private readonly timeline: Timeline,
    private readonly scheduler: Scheduler,
    private readonly work: Work,
    private readonly onFailure: (error: unknown) => void,
  ) {}

  /** Simulated time, in milliseconds since the epoch. */
  now(): number {
    return this.timeline.now();
  }

  /** Simulated time as a `Date`. */
  date(): Date {
    return new Date(this.timeline.now());
  }

  /** Whether the clock runs with real time or stands still until told. */
  get mode(): ClockMode {
    return this.timeline.mode;
  }

  /**
   * Moves time forward. Everything that falls due on the way happens in order,
   * at its own moment; code that it wakes or calls has acted before time moves
   * on. Resolves when all of it has settled.
   *
   * @throws TypeError when `duration` is not a duration, and whatever due work threw.
   */
  async advance(duration: Duration): Promise<void> {
    const length = milliseconds(duration);
    await this.drive(async () => {
      await this.work.settle();
      await this.stepTo(this.now() + length);
    });
  }

  /**
   * Moves time to a moment: forwards as {@link advance} does, backwards
   * without undoing anything.
   */
  async set(moment: Date | number | string): Promise<void> {
    const target = new Date(moment).getTime();
    if (Number.isNaN(target))
      throw new TypeError(`Not a moment: ${JSON.stringify(moment)}. Give a Date or an ISO 8601 text.`);
    await this.drive(async () => {
      await this.work.settle();
      if (target < this.now()) this.timeline.set(target);
      else await this.stepTo(target);
    });
  }

  /** Stops time until {@link resume}; `advance` still moves it. */
  freeze(): void {
    this.timeline.freeze();
    this.setAlarm();
  }

  /** Lets time run with real time again, from where it stands. */
  resume(): void {
    this.timeline.resume();
    this.setAlarm();
  }

  /**
   * Advances from due moment to due moment until nothing is left to happen,
   * housekeeping apart.
   *
   * @throws Error when things still happen after ten simulated years.
   */
  async runUntilIdle(): Promise<void> {
    await this.drive(async () => {
      await this.work.settle();
      const limit = this.now() + TEN_YEARS;
      for (;;) {
        const next = earliest(this.scheduler.nextForegroundAt(), this.sleepers.nextAt());
        if (next === undefined) return;
        if (next > limit)
          throw new Error("Still not idle after ten simulated years. Use advance() with the time you mean.");
        await this.stepTo(Math.max(next, this.now()));
      }
    });
  }

  /**
   * Resolves when simulated time has moved on by `duration`. Give it to the
   * code under test in place of a timer, and `advance` moves that code too.
   *
   * @throws the signal's reason, when `signal` aborts first.
   */
  async sleep(duration: Duration, options: { signal?: AbortSignal } = {}): Promise<void> {
    const { signal } = options;
    signal?.throwIfAborted();
    const { awake, cancel } = this.sleepers.sleepUntil(this.now() + milliseconds(duration));
    this.work.touch();
    this.setAlarm();
    if (!signal) return this.work.park(awake);
    let onAbort = () => {};
    const aborted = new Promise<never>((_, reject) => {
      onAbort = () => {
        cancel();
        reject(signal.reason);
      };
      signal.addEventListener("abort", onAbort, { once: true });
    });
    try {
      await this.work.park(Promise.race([awake, aborted]));
    } finally {
      signal.removeEventListener("abort", onAbort);
    }
  }

  /** @internal Runs what is due now, unless an advance is doing so; then sets the alarm for what comes next. */
  runDue(): void {
    if (this.closed) return;
    const now = this.now();
    for (const failure of this.scheduler.runDue(now)) this.onFailure(failure);
    // An advance wakes sleepers itself, at their own moments.
    if (this.driving === 0 && this.sleepers.wakeDue(now) > 0) this.work.touch();
    this.setAlarm();
  }

  /** @internal */
  reset(): void {
    this.sleepers.clear();
    this.work.clear();
    this.timeline.reset();
    this.setAlarm();
  }

  /** @internal Jumps without running anything: for restored snapshots. */
  restore(moment: number): void {
    this.timeline.set(moment);
    this.setAlarm();
  }

  /** @internal Leaves nothing behind. */
  close(): void {
    this.closed = true;
    this.sleepers.clear();
    this.work.clear();
    this.setAlarm();
  }

  private async drive(steps: () => Promise<void>): Promise<void> {
    const turn = this.queue.then(async () => {
      const wasRunning = this.timeline.mode === "running";
      this.driving++;
      this.timeline.freeze();
      this.setAlarm();
      try {
        await steps();
      } finally {
        this.driving--;
        if (wasRunning) this.timeline.resume();
        this.setAlarm();
      }
    });
    this.queue = turn.catch(() => {});
    await turn;
  }

  private async stepTo(target: number): Promise<void> {
    for (;;) {
      const next = earliest(this.scheduler.nextAt(), this.sleepers.nextAt());
      if (next === undefined || next > target) break;
      if (next > this.now()) this.timeline.set(next);
      const before = this.work.activity;
      const failures = this.scheduler.runDue(this.now());
      if (this.sleepers.wakeDue(this.now()) > 0) this.work.touch();
      if (this.work.activity !== before) await this.work.settle();
      if (failures.length > 0)
        throw failures.length === 1 ? failures[0] : new AggregateError(failures, "Several timers failed.");
    }
    if (target > this.now()) this.timeline.set(target);
  }

  private setAlarm(): void {
    const next = earliest(this.scheduler.nextAt(), this.sleepers.nextAt());
    const wanted = this.closed || this.driving > 0 || this.mode === "frozen" ? undefined : next;
    if (wanted === this.alarmAt) return;
    clearTimeout(this.alarm);
    this.alarmAt = wanted;
    if (wanted === undefined) return;
    const wait = Math.min(Math.max(wanted - this.now(), 0), LONGEST_TIMEOUT);
    this.alarm = setTimeout(() => {
      this.alarmAt = undefined;
      this.runDue();
    }, wait);
    // The server keeps the process alive while the simulator is open; the alarm alone must not.
    this.alarm.unref();
  }
}

function earliest(a: number | undefined, b: number | undefined): number | undefined {
  if (a === undefined) return b;
  return b === undefined ? a : Math.min(a, b);
}
