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

/** Order among timers: by time, then by the order in which they were scheduled. */
interface TimerKey {
  readonly at: number;
  readonly order: number;
}

const TIMERS = defineTable<Timer, TimerKey>("timers", "global", (a, b) => a.at - b.at || a.order - b.order);
const EVERYWHERE: Partition = { account: "", region: "" };

/** A guard against work that schedules itself again without any time passing. */
const MOST_TIMERS_AT_ONE_MOMENT = 1_000_000;

/** Due work in due order. Its timers live in the store; only the handlers live here. */
export class Scheduler {
  private readonly handlers = new Map<string, (timer: Timer) => void>();
  private readonly timers: Table<Timer, TimerKey>;
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
    this.timers.put({ at, order: this.order++ }, timer);
    this.onSchedule();
  }

  /** Whether due timers are being run right now. */
  get running(): boolean {
    return this.busy;
  }

  /** When the next timer is due; `undefined` when there is none. */
  nextAt(): number | undefined {
    return this.timers.first()?.[0].at;
  }

  /** When the next timer that is no housekeeping is due. */
  nextForegroundAt(): number | undefined {
    for (const [key, timer] of this.timers.range()) if (!timer.background) return key.at;
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
      if (!next || next[0].at > now) return failures;
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
