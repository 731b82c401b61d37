import type { Eras } from "../runtime/era.js";
import { type AccountRegion, defineTable, type Store, type Table } from "../runtime/store/store.js";
import { TimerQueue } from "./timer-queue.js";

/** Work that is due at a moment. Data, never a closure, so that snapshots carry it. */
export interface Timer extends AccountRegion {
  /** Which handler runs, as registered with {@link Scheduler.handle}: `ecs.task`. */
  readonly kind: string;
  /** What it is about, usually the key of a row that the handler reads again. */
  readonly key: string;
  /** Housekeeping that repeats for ever: `runUntilIdle` does not wait for it. */
  readonly background?: boolean;
}

/** A timer as the store keeps it, by the order in which it was scheduled. */
interface TimerRow extends Timer {
  readonly order: number;
  readonly at: number;
}

export const TIMERS = defineTable<TimerRow, number>({ name: "clock.timers", key: "order", scope: "global" });
const EVERYWHERE: AccountRegion = { account: "", region: "" };

/** A guard against work that schedules itself again without any time passing. */
const MOST_TIMERS_AT_ONE_MOMENT = 1_000_000;

/**
 * Due work in due order. Its timers live in the store; here are the handlers,
 * and a queue that can be made from the timers again at any time.
 */
export class Scheduler {
  private readonly handlers = new Map<string, (timer: Timer) => void>();
  private readonly timers: Table<TimerRow, number>;
  private readonly queue = new TimerQueue();
  /** Which state of the table the queue was made from. */
  private queued = 0;
  private order = 0;
  private busy = false;
  /** Called after each {@link schedule}. */
  onSchedule = (): void => {};

  constructor(
    private readonly store: Store,
    private readonly eras: Eras,
    private readonly mostAtOneMoment = MOST_TIMERS_AT_ONE_MOMENT,
  ) {
    this.timers = store.table(TIMERS, EVERYWHERE);
  }

  /** Names the handler of a kind of timer. It runs in a transaction of its own. */
  handle(kind: string, handler: (timer: Timer) => void): void {
    this.handlers.set(kind, handler);
  }

  schedule(at: number, { kind, key, account, region, background }: Timer): void {
    if (this.queued !== this.timers.rewrites) this.rebuild();
    const order = this.order++;
    const moment = Math.ceil(at);
    this.timers.put(order, { order, at: moment, kind, key, account, region, background });
    this.queue.add(moment, order);
    this.onSchedule();
  }

  /** Whether due timers are being run right now. */
  get running(): boolean {
    return this.busy;
  }

  /** When the next timer is due; `undefined` when there is none. */
  nextAt(): number | undefined {
    return this.first()?.at;
  }

  /** When the next timer that is no housekeeping is due. */
  nextForegroundAt(): number | undefined {
    this.first();
    for (const order of this.queue.all()) {
      const timer = this.timers.get(order);
      if (timer && !timer.background) return timer.at;
    }
    return undefined;
  }

  /**
   * Runs every timer due at `now` or before, those included that are scheduled
   * by them, and returns what any of them threw. Called by one of those
   * timers, it does nothing: they must not run inside each other's transaction.
   * When one of them ends the era, `now` is a moment of the past and nothing else runs.
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
    const era = this.eras.current;
    for (let ran = 0; ; ran++) {
      if (era.ended) return [];
      const next = this.first();
      if (!next || next.at > now) return failures;
      this.queue.shift();
      this.timers.delete(next.order);
      if (ran === this.mostAtOneMoment) return [...failures, restless(next, ran)];
      try {
        this.store.transaction(() => this.run(next));
      } catch (error) {
        failures.push(error);
      }
    }
  }

  /** The first timer of the queue that is still there: a transaction may have taken its timer back. */
  private first(): TimerRow | undefined {
    if (this.queued !== this.timers.rewrites) this.rebuild();
    for (;;) {
      const order = this.queue.first();
      if (order === undefined) return undefined;
      const timer = this.timers.get(order);
      if (timer) return timer;
      this.queue.shift();
    }
  }

  /** The table went back to another state. */
  private rebuild(): void {
    this.queue.clear();
    const inOrder = [...this.timers.entries()].sort(([a], [b]) => a - b);
    for (const [order, { at }] of inOrder) this.queue.add(at, order);
    this.order = Math.max(this.order, (inOrder.at(-1)?.[0] ?? -1) + 1);
    this.queued = this.timers.rewrites;
  }

  private run(timer: Timer): void {
    const handler = this.handlers.get(timer.kind);
    if (!handler) throw new Error(`No handler for the timer "${timer.kind}" of "${timer.key}".`);
    handler(timer);
  }
}

/** The timer that it names was dropped: otherwise it would go on for ever. */
function restless({ kind, key }: Timer, ran: number): Error {
  return new Error(
    `More than ${ran} timers were due at one moment; the last is "${kind}" for "${key}". ` +
      "Something schedules itself again with a delay of 0: give that transition a delay.",
  );
}
