import type { Eras } from "../runtime/era.js";
import { StorageError } from "../runtime/storage-error.js";
import { type AccountRegion, defineTable, type Store, type Table } from "../runtime/store/store.js";
import { TimerQueue } from "./timer-queue.js";

/** Work that is due at a time. It is data, never a closure, so that snapshots include it. */
export interface Timer extends AccountRegion {
  /** The handler, as registered with {@link Scheduler.handle}: `ecs.task`. */
  readonly kind: string;
  /** What the work applies to, usually the key of a row that the handler reads again. */
  readonly key: string;
  /** Recurring housekeeping: `runUntilIdle` does not wait for it. */
  readonly background?: boolean;
}

type Handler = (timer: Timer) => void;

/** A stored timer, with its position in the order of scheduling. */
interface TimerRow extends Timer {
  readonly order: number;
  readonly at: number;
}

export const TIMERS = defineTable<TimerRow, number>({ name: "clock.timers", key: "order", scope: "global" });
const EVERYWHERE: AccountRegion = { account: "", region: "" };

/** Guards against work that reschedules itself without any time passing. */
const MOST_TIMERS_AT_ONE_MOMENT = 1_000_000;
/** Number of cancelled timers that may remain in the queue. */
const FEW_CANCELLED = 1_000;

/**
 * Runs due work in order. Timers are stored in a table; the scheduler has the handlers, and a queue that can
 * be rebuilt from the timers at any time.
 */
export class Scheduler {
  private readonly handlers = new Map<string, Handler>();
  /** Finds handlers of kinds by what is before the dot. */
  private readonly owners = new Map<string, (kind: string) => Handler | undefined>();
  private readonly timers: Table<TimerRow, number>;
  private readonly queue = new TimerQueue();
  /** The version of the table that the queue was built from. */
  private queued = 0;
  private order = 0;
  /** Number of timers cancelled since the queue was built, which may still be in it. */
  private cancelled = 0;
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

  /** Registers the handler of a kind of timer. It runs in its own transaction. */
  handle(kind: string, handler: Handler): void {
    this.handlers.set(kind, handler);
  }

  /** Registers the handlers of all kinds of an owner: `ecs.task` is of `ecs`. Each is found when it is first due. */
  handleAll(owner: string, find: (kind: string) => Handler | undefined): void {
    this.owners.set(owner, find);
  }

  /** @returns the order of the timer, by which {@link cancel} finds it. */
  schedule(dueAt: number, { kind, key, account, region, background }: Timer): number {
    if (this.queued !== this.timers.rewrites) this.rebuild();
    const order = this.order++;
    const moment = Math.ceil(dueAt);
    this.timers.put(order, { order, at: moment, kind, key, account, region, background });
    this.queue.add(moment, order);
    this.onSchedule();
    return order;
  }

  /** Removes a timer; does nothing if it has run. */
  cancel(order: number): void {
    if (!this.timers.delete(order)) return;
    // The queue skips timers that the table does not have. It is rebuilt before these outnumber the others.
    if (++this.cancelled > Math.max(FEW_CANCELLED, this.timers.size)) this.rebuild();
  }

  /** Whether due timers are running. */
  get running(): boolean {
    return this.busy;
  }

  /** Due time of the next timer; `undefined` if there is none. */
  nextAt(): number | undefined {
    return this.first()?.at;
  }

  /** Due time of the next timer that is not housekeeping. */
  nextForegroundAt(): number | undefined {
    this.first();
    for (const order of this.queue.all()) {
      const timer = this.timers.get(order);
      if (timer && !timer.background) return timer.at;
    }
    return undefined;
  }

  /**
   * Runs every timer due at or before `now`, including those that these schedule, and returns the errors
   * thrown. If one of these timers calls it, it does nothing, because their transactions must not nest. If
   * one of them ends the era, the rest does not run. If the machine cannot store the writes of one, that one
   * and the rest remain due.
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
      if (ran === this.mostAtOneMoment) {
        this.drop(next, failures);
        return [...failures, restless(next, ran)];
      }
      try {
        // In one transaction: a store on disk must not remove the timer without storing its effect.
        this.store.transaction(() => {
          this.timers.delete(next.order);
          this.run(next);
        }, next);
      } catch (error) {
        failures.push(error);
        // It was rolled back, and runs again when the machine can store its writes.
        if (error instanceof StorageError) return failures;
        // After a restore the timer may exist again, and must then run again.
        if (!era.ended) this.drop(next, failures);
      }
    }
  }

  private drop({ order }: TimerRow, failures: unknown[]): void {
    try {
      this.timers.delete(order);
    } catch (error) {
      failures.push(error);
    }
  }

  /** The first timer of the queue that still exists; a rolled-back transaction may have removed its timer. */
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

  /** Rebuilds the queue after the table returned to another state. */
  private rebuild(): void {
    this.queue.clear();
    this.cancelled = 0;
    const inOrder = [...this.timers.entries()].sort(([a], [b]) => a - b);
    for (const [order, { at }] of inOrder) this.queue.add(at, order);
    this.order = Math.max(this.order, (inOrder.at(-1)?.[0] ?? -1) + 1);
    this.queued = this.timers.rewrites;
  }

  private run(timer: Timer): void {
    const handler = this.handlers.get(timer.kind) ?? this.found(timer.kind);
    if (!handler) throw new Error(`No handler for the timer "${timer.kind}" of "${timer.key}".`);
    handler(timer);
  }

  private found(kind: string): Handler | undefined {
    const handler = this.owners.get(kind.slice(0, kind.indexOf(".")))?.(kind);
    if (handler) this.handlers.set(kind, handler);
    return handler;
  }
}

/** The timer that the error names was dropped; otherwise it would run without end. */
function restless({ kind, key }: Timer, ran: number): Error {
  return new Error(
    `More than ${ran} timers were due at the same time; the last is "${kind}" for "${key}". ` +
      "Work reschedules itself with a delay of 0: set a delay for that transition.",
  );
}
