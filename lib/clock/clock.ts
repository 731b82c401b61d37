import { rejectUnknownOptions } from "../text/suggestions.js";
import { shown } from "../values/foreign-values.js";
import { Alarm } from "./alarm.js";
import { type Duration, milliseconds } from "./duration.js";
import { Failures } from "./failures.js";
import type { Scheduler } from "./scheduler.js";
import { earliest, parseTime, TIME_FORMS, withinTime } from "./simulated-time.js";
import { SLEEP_OPTIONS, Sleepers, type SleepOptions } from "./sleepers.js";
import type { ClockMode, Timeline } from "./timeline.js";
import { Unstored } from "./unstored.js";
import { untilTimeStops } from "./until-time-stops.js";
import type { Work } from "./work.js";

/** How far `runUntilIdle` advances before it rejects. */
const TEN_YEARS = milliseconds("3650d");
/** Real milliseconds that an advance waits, before its first step, for requests that are already sent. */
const LISTENING = 2;

/** The clock of a simulator. All services, sleeps and timeouts use it. */
export class Clock {
  private readonly sleepers = new Sleepers();
  private readonly failures = new Failures();
  private readonly unstored = new Unstored();
  private readonly alarm = new Alarm(() => this.runDue());
  /** Set during an advance, which steps time itself and then restores this mode. */
  private driving: { modeAfter: ClockMode } | undefined;
  /** Advances run one after the other. */
  private queue: Promise<unknown> = Promise.resolve();
  /** Replaced by reset, restore and close. An advance of an earlier era stops. */
  private era = {};
  private closed = false;
  /** @internal Called when time has been moved, stopped or started. */
  onMoved = (): void => {};

  /** @internal */
  constructor(
    private readonly timeline: Timeline,
    private readonly scheduler: Scheduler,
    private readonly work: Work,
    private readonly onFailure: (error: unknown) => void,
  ) {
    // Work that is scheduled outside any request must also run.
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

  /** `"running"` if time follows real time, `"frozen"` if only a test changes it. */
  get mode(): ClockMode {
    return this.driving?.modeAfter ?? this.timeline.mode;
  }

  /**
   * Moves time forward. Due work runs in order, each at its own time. Code that it wakes or calls settles
   * before time moves on. Resolves when all of it has settled.
   *
   * @throws TypeError if `duration` is invalid or leads beyond the year 9999; any error of due work, also of
   * work before this call (time does not move then); AggregateError for several errors.
   */
  async advance(duration: Duration): Promise<void> {
    const length = milliseconds(duration);
    await this.drive((era) => this.stepTo(withinTime(this.now() + length), era));
  }

  /**
   * Sets the time: forward as {@link advance} does, backward without undoing anything.
   *
   * @throws TypeError if `moment` is invalid; any error of due work, as {@link advance} does.
   */
  async set(moment: Date | number | string): Promise<void> {
    const target = parseTime(moment);
    if (target === undefined) throw new TypeError(`Invalid time: ${shown(moment)}. Use ${TIME_FORMS}.`);
    await this.drive(async (era) => {
      if (target < this.now()) this.timeline.set(target);
      else await this.stepTo(target, era);
    });
  }

  /** Stops time until {@link resume} is called. `advance` still moves it. */
  freeze(): void {
    if (this.driving) this.driving.modeAfter = "frozen";
    else this.timeline.freeze();
    this.setAlarm();
  }

  /** Makes simulated time follow real time again, from its current value. */
  resume(): void {
    if (this.driving) this.driving.modeAfter = "running";
    else this.timeline.resume();
    this.setAlarm();
  }

  /**
   * Advances from due time to due time until no work is left except recurring housekeeping.
   *
   * @throws Error if work is still scheduled after ten simulated years; any error of due work, as
   * {@link advance} does.
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
   * Resolves when simulated time has advanced by `duration`. Pass it to the code under test in place of a
   * real timer, so that `advance` controls that code too.
   *
   * @throws the reason of `signal` if it aborts first; Error if the simulator is closed; TypeError for an
   * unknown option.
   */
  async sleep(duration: Duration, options: SleepOptions = {}): Promise<void> {
    rejectUnknownOptions(options, SLEEP_OPTIONS, "sleep");
    const { signal } = options;
    const length = milliseconds(duration);
    signal?.throwIfAborted();
    this.refuseWhenClosed();
    const awake = this.sleepers.sleepUntil(this.now() + length, signal);
    this.work.touch();
    this.setAlarm();
    await this.work.park(awake);
  }

  /**
   * @internal Resolves when time has stood still for some seconds of real time. What waits for simulated time in the
   * name of a client ends by this as well: a client that does nothing but wait would otherwise wait for ever.
   *
   * @param signal when it aborts, the promise never resolves.
   */
  untilTimeStops(signal: AbortSignal): Promise<void> {
    const stoppedAt = () => (this.timeline.mode === "frozen" && !this.driving ? this.now() : undefined);
    return untilTimeStops(stoppedAt, signal);
  }

  /** @internal Runs what is due now, unless an advance is doing so; then sets the alarm for what comes next. */
  runDue(): void {
    // Runs for every request; usually nothing is scheduled, or only for later.
    const next = this.nextAt();
    if (this.closed || (next === undefined && !this.alarm.isSet)) return;
    const now = this.now();
    if (next !== undefined && next > now && this.unstored.isEmpty) return this.setAlarm(now, next);
    this.noteRun([...this.unstored.retry(), ...this.scheduler.runDue(now)]);
    // An advance wakes sleepers itself, each at its own time.
    if (!this.driving && this.sleepers.wakeDue(now) > 0) this.work.touch();
    this.setAlarm();
  }

  /** @internal Does work again that the machine did not store, soon. It has to ask for this again if it fails again. */
  retry(work: () => void): void {
    this.unstored.add(work);
    this.setAlarm();
  }

  /** @internal Back to the start time, or to the present where none was given; pending sleeps never resolve. */
  reset(): void {
    this.sleepers.clear();
    this.failures.endEra();
    this.begin();
    this.timeline.reset();
    this.setAlarm();
    this.onMoved();
  }

  /** @internal Jumps without running anything: for restored snapshots. */
  restore(moment: number): void {
    this.failures.endEra();
    this.begin();
    this.timeline.set(moment);
    this.setAlarm();
    this.onMoved();
  }

  /**
   * @internal Throws what due work threw and no advance has rejected with. Without this, an error of work that
   * is due at the moment of a request would not be visible: the request itself has a response.
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

  /** Starts an era. Advances and jobs of the previous one no longer affect this clock. */
  private begin(): void {
    this.era = {};
    this.unstored.clear();
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
        this.fail(this.unstored.retry());
        this.failures.throwCurrent();
        await steps(era);
        if (era === this.era) this.failures.throwCurrent();
      } finally {
        if (era === this.era) {
          this.driving = undefined;
          if (driving.modeAfter === "running") this.timeline.resume();
        }
        this.setAlarm();
        this.onMoved();
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

  /** @param failures of all work that was due. */
  private noteRun(failures: readonly unknown[]): void {
    if (!this.unstored.noteFailures(failures)) this.failures.stored();
    if (failures.length > 0) this.fail(failures);
  }

  private refuseWhenClosed(): void {
    if (!this.closed) return;
    throw new Error(
      "This simulator is closed: its clock has stopped. Create another one with createAwsSim().",
    );
  }

  private async stepTo(target: number, era: object): Promise<void> {
    for (;;) {
      const next = this.nextAt();
      if (next === undefined || next > target) break;
      if (next > this.now()) this.timeline.set(next);
      const before = this.work.activity;
      this.noteRun(this.scheduler.runDue(this.now()));
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

  private setAlarm(now = this.now(), next?: number): void {
    // Runs for every timer that starts. Due timers that start others set the alarm once, when all have run.
    if (this.scheduler.running) return;
    this.alarm.set(this.alarmMoment(now, next ?? this.nextAt()), now);
  }

  /** While time is frozen, work that is due now still runs. */
  private alarmMoment(now: number, next: number | undefined): number | undefined {
    if (this.closed || this.driving) return undefined;
    const rings = this.mode === "running" || (next !== undefined && next <= now);
    return this.unstored.alarmAt(rings ? next : undefined, now);
  }
}
