import { refuseUnknownOptions } from "../text/suggestions.js";
import { shown } from "../values/foreign-values.js";
import { Alarm } from "./alarm.js";
import { type Duration, milliseconds } from "./duration.js";
import { Failures } from "./failures.js";
import { isMoment, MOMENT_FORMS, momentOf } from "./moment.js";
import type { Scheduler } from "./scheduler.js";
import { SLEEP_OPTIONS, Sleepers, type SleepOptions } from "./sleepers.js";
import type { ClockMode, Timeline } from "./timeline.js";
import type { Work } from "./work.js";

/** How far `runUntilIdle` goes before it says that the simulation never comes to rest. */
const TEN_YEARS = milliseconds("3650d");
/** Real milliseconds that an advance listens, before its first step, for requests that are on their way. */
const LISTENING = 2;

/**
 * The one clock of a simulator. Every service, every sleep and every timeout
 * in it goes by this clock and by nothing else.
 */
export class Clock {
  private readonly sleepers = new Sleepers();
  private readonly failures = new Failures();
  private readonly alarm = new Alarm(() => this.runDue());
  /** An advance is under way: it steps time itself, and goes back to this mode at its end. */
  private driving: { modeAfter: ClockMode } | undefined;
  /** Advances run one after the other. */
  private queue: Promise<unknown> = Promise.resolve();
  /** Changes with reset, restore and close: an advance begun before goes no further. */
  private era = {};
  private closed = false;

  /** @internal */
  constructor(
    private readonly timeline: Timeline,
    private readonly scheduler: Scheduler,
    private readonly work: Work,
    private readonly onFailure: (error: unknown) => void,
  ) {
    // What is scheduled outside any request must fire by itself too.
    scheduler.onSchedule = () => this.setAlarm();
  }

  /** Simulated time, in milliseconds since the epoch. */
  now(): number {
    return this.timeline.now();
  }

  /** Simulated time as a `Date`. */
  date(): Date {
    return new Date(this.timeline.now());
  }

  /** @internal Milliseconds by which simulated time is ahead of the machine's clock. */
  ahead(): number {
    return this.timeline.ahead();
  }

  /** Whether the clock runs with real time or stands still until told. */
  get mode(): ClockMode {
    return this.driving?.modeAfter ?? this.timeline.mode;
  }

  /**
   * Moves time forward. Everything that falls due on the way happens in order,
   * at its own moment; code that it wakes or calls has acted before time moves
   * on. Resolves when all of it has settled.
   *
   * @throws TypeError when `duration` is not a duration or leads beyond the year 9999; whatever due work threw, also
   *   before this call (time does not move then); AggregateError for several failures.
   */
  async advance(duration: Duration): Promise<void> {
    const length = milliseconds(duration);
    await this.drive((era) => this.stepTo(withinTime(this.now() + length), era));
  }

  /**
   * Moves time to a moment: forwards as {@link advance} does, backwards
   * without undoing anything.
   *
   * @throws TypeError when `moment` is not a moment, and whatever due work threw, as {@link advance} does.
   */
  async set(moment: Date | number | string): Promise<void> {
    const target = momentOf(moment);
    if (target === undefined) throw new TypeError(`Not a moment: ${shown(moment)}. Give ${MOMENT_FORMS}.`);
    await this.drive(async (era) => {
      if (target < this.now()) this.timeline.set(target);
      else await this.stepTo(target, era);
    });
  }

  /** Stops time until {@link resume}; `advance` still moves it. */
  freeze(): void {
    if (this.driving) this.driving.modeAfter = "frozen";
    else this.timeline.freeze();
    this.setAlarm();
  }

  /** Lets simulated time advance with real time again, from its current value. */
  resume(): void {
    if (this.driving) this.driving.modeAfter = "running";
    else this.timeline.resume();
    this.setAlarm();
  }

  /**
   * Advances from due moment to due moment until nothing is left to happen,
   * housekeeping apart.
   *
   * @throws Error when things still happen after ten simulated years, and whatever due work threw, as
   *   {@link advance} does.
   */
  async runUntilIdle(): Promise<void> {
    await this.drive(async (era) => {
      const limit = this.now() + TEN_YEARS;
      for (;;) {
        const next = earliest(this.scheduler.nextForegroundAt(), this.sleepers.nextAt());
        if (next === undefined) return;
        if (next > limit)
          throw new Error("Still not idle after ten simulated years. Use advance() with the time you mean.");
        await this.stepTo(withinTime(Math.max(next, this.now())), era);
        if (era !== this.era) return;
      }
    });
  }

  /**
   * Resolves when simulated time has moved on by `duration`. Give it to the
   * code under test in place of a timer, and `advance` moves that code too.
   *
   * @throws the signal's reason, when `signal` aborts first; Error when the simulator is closed; TypeError for an
   * option that does not exist.
   */
  async sleep(duration: Duration, options: SleepOptions = {}): Promise<void> {
    refuseUnknownOptions(options, SLEEP_OPTIONS, "sleep");
    const { signal } = options;
    const length = milliseconds(duration);
    signal?.throwIfAborted();
    this.refuseWhenClosed();
    const awake = this.sleepers.sleepUntil(this.now() + length, signal);
    this.work.touch();
    this.setAlarm();
    await this.work.park(awake);
  }

  /** @internal Runs what is due now, unless an advance is doing so; then sets the alarm for what comes next. */
  runDue(): void {
    // Asked for with every request: mostly there is nothing to come.
    if (this.closed || (this.nextAt() === undefined && !this.alarm.isSet)) return;
    const now = this.now();
    const failures = this.scheduler.runDue(now);
    if (failures.length > 0) this.fail(failures);
    // An advance wakes sleepers itself, at their own moments.
    if (!this.driving && this.sleepers.wakeDue(now) > 0) this.work.touch();
    this.setAlarm();
  }

  /** @internal Back to the start time, or to the present where none was given; pending sleeps never resolve. */
  reset(): void {
    this.sleepers.clear();
    this.begin();
    this.timeline.reset();
    this.setAlarm();
  }

  /** @internal Jumps without running anything: for restored snapshots. */
  restore(moment: number): void {
    this.begin();
    this.timeline.set(moment);
    this.setAlarm();
  }

  /**
   * @internal Throws what due work threw and no advance has rejected with. Without this, an error of work that
   * is due at the moment of a request would be seen by nobody: the request itself is answered.
   */
  throwFailures(): void {
    this.failures.throwAll();
  }

  /** @internal Leaves nothing behind. */
  close(): void {
    this.closed = true;
    this.sleepers.clear();
    this.begin();
  }

  /** A new era: advances and jobs of the old one no longer concern this clock. */
  private begin(): void {
    this.era = {};
    this.failures.endEra();
    this.queue = Promise.resolve();
    this.work.clear();
    this.alarm.cancel();
    if (this.driving?.modeAfter === "running") this.timeline.resume();
    this.driving = undefined;
  }

  private async drive(steps: (era: object) => Promise<void>): Promise<void> {
    this.refuseWhenClosed();
    const { era } = this;
    const turn = this.queue.then(async () => {
      if (era !== this.era) return;
      const driving = { modeAfter: this.timeline.mode };
      this.driving = driving;
      this.timeline.freeze();
      this.setAlarm();
      try {
        await this.work.settle(LISTENING);
        if (era !== this.era) return;
        this.failures.throwCurrent();
        await steps(era);
        if (era === this.era) this.failures.throwCurrent();
      } finally {
        if (era === this.era) {
          this.driving = undefined;
          if (driving.modeAfter === "running") this.timeline.resume();
        }
        this.setAlarm();
      }
    });
    this.queue = turn.catch(() => {});
    await turn;
  }

  /** @internal Keeps what work threw that nothing waits for, until an advance or a close can reject with it. */
  fail(failures: readonly unknown[]): void {
    this.failures.add(failures);
    for (const failure of failures) this.onFailure(failure);
  }

  private refuseWhenClosed(): void {
    if (!this.closed) return;
    throw new Error(
      "This simulator is closed: its time no longer moves. Make another one with createAwsSim().",
    );
  }

  private async stepTo(target: number, era: object): Promise<void> {
    for (;;) {
      const next = this.nextAt();
      if (next === undefined || next > target) break;
      if (next > this.now()) this.timeline.set(next);
      const before = this.work.activity;
      const failures = this.scheduler.runDue(this.now());
      if (failures.length > 0) this.fail(failures);
      if (this.sleepers.wakeDue(this.now()) > 0) this.work.touch();
      if (this.work.activity !== before) await this.work.settle();
      if (era !== this.era) return;
      this.failures.throwCurrent();
    }
    if (target > this.now()) this.timeline.set(target);
  }

  private nextAt(): number | undefined {
    return earliest(this.scheduler.nextAt(), this.sleepers.nextAt());
  }

  private setAlarm(): void {
    if (this.scheduler.running) return;
    this.alarm.set(this.alarmMoment(), this.now());
  }

  /** Frozen time stands still, but what is due at this very moment still happens. */
  private alarmMoment(): number | undefined {
    if (this.closed || this.driving) return undefined;
    const next = this.nextAt();
    return this.mode === "running" || (next !== undefined && next <= this.now()) ? next : undefined;
  }
}

/** @throws TypeError when simulated time cannot be at `target`. */
function withinTime(target: number): number {
  if (isMoment(target)) return target;
  throw new TypeError(
    "Time cannot move beyond the end of the year 9999. Advance by less, or set the clock to a moment before that.",
  );
}

function earliest(a: number | undefined, b: number | undefined): number | undefined {
  if (a === undefined) return b;
  return b === undefined ? a : Math.min(a, b);
}
