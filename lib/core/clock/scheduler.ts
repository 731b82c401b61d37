import { defineTable, type Partition, type Store, type Table } from "../store.js";

/** Work that is due at a moment. Data, never a closure, so that snapshots carry it. */
export interface Timer extends Partition {
  /** Which handler runs, as registered with {@link Scheduler.handle}: `ecs.task`. */
  readonly kind: string;
  /** What it is about, usually the key of a row that the handler reads again. */
  readonly key: string;
  /** Housekeeping that repeats for ever: `runUntilIdle` does not wait for it. */
  readonly background?: boolean;
}

/** Timers by {@link timerKey}. */
const TIMERS = defineTable<Timer>("timers", "global");
const EVERYWHERE: Partition = { account: "", region: "" };

/** Digits of a moment in milliseconds, moved so far that moments before 1970 sort too. */
const DIGITS = 15;
const EPOCH = 10 ** (DIGITS - 1);

/** Orders timers by time, then by the order in which they were scheduled. */
function timerKey(at: number, order: number): string {
  return String(Math.ceil(at) + EPOCH) + order.toString(36).padStart(10, "0");
}

function dueAt(key: string): number {
  return Number(key.slice(0, DIGITS)) - EPOCH;
}

/** A guard against work that schedules itself again without any time passing. */
const MOST_TIMERS_AT_ONE_MOMENT = 1_000_000;

/** Due work in due order. Its timers live in the store; only the handlers live here. */
export class Scheduler {
  private readonly handlers = new Map<string, (timer: Timer) => void>();
  private readonly timers: Table<Timer>;
  private order = 0;
  private busy = false;
  /** Called after each {@link schedule}. */
  onSchedule = (): void => {};

  constructor(private readonly store: Store) {
    this.timers = store.table(TIMERS, EVERYWHERE);
  }

  /** Names the handler of a kind of timer. It runs in a transaction of its own. */
  handle(kind: string, handler: (timer: Timer) => void): void {
    this.handlers.set(kind, handler);
  }

  schedule(at: number, timer: Timer): void {
    this.timers.put(timerKey(at, this.order++), timer);
    this.onSchedule();
  }

  /** Whether due timers are being run right now. */
  get running(): boolean {
    return this.busy;
  }

  /** When the next timer is due; `undefined` when there is none. */
  nextAt(): number | undefined {
    const next = this.timers.first();
    return next && dueAt(next[0]);
  }

  /** When the next timer that is no housekeeping is due. */
  nextForegroundAt(): number | undefined {
    for (const [key, timer] of this.timers.range()) if (!timer.background) return dueAt(key);
    return undefined;
  }

  /**
   * Runs every timer due at `now` or before, those included that are scheduled
   * meanwhile, and gives back what any of them threw. Called by one of those
   * timers, it does nothing: they must not run inside each other's transaction.
   */
  runDue(now: number): unknown[] {
    if (this.busy) return [];
    this.busy = true;
    try {
      return this.runAll(now);
    } finally {
      this.busy = false;
    }
  }

  private runAll(now: number): unknown[] {
    const failures: unknown[] = [];
    for (let ran = 0; ; ran++) {
      const next = this.timers.first();
      if (!next || dueAt(next[0]) > now) return failures;
      this.timers.delete(next[0]);
      if (ran === MOST_TIMERS_AT_ONE_MOMENT) return [...failures, restless(next[1])];
      try {
        this.store.transaction(() => this.run(next[1]));
      } catch (error) {
        failures.push(error);
      }
    }
  }

  private run(timer: Timer): void {
    const handler = this.handlers.get(timer.kind);
    if (!handler) throw new Error(`No handler for the timer "${timer.kind}" of "${timer.key}".`);
    handler(timer);
  }
}

/** The timer that it names was dropped: otherwise it would go on for ever. */
function restless({ kind, key }: Timer): Error {
  return new Error(
    `More than ${MOST_TIMERS_AT_ONE_MOMENT} timers were due at one moment; the last is "${kind}" for "${key}". ` +
      "Something schedules itself again with a delay of 0: give that transition a delay.",
  );
}
