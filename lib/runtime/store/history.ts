import { type Moment, Moments } from "./moments.js";
import type { Key, Recorded } from "./row-set.js";

export type { Moment } from "./moments.js";
export type { Key, Recorded } from "./row-set.js";

/**
 * One change log for everything that has to be taken back: what a transaction
 * wrote before it threw, and what happened since a snapshot.
 */
export class History {
  private undo: { table: Recorded; key: Key; before: unknown }[] | undefined;
  private moments = new Moments();
  /** Grows when the store goes to another state as a whole: transactions begun before have nothing left to undo. */
  private jumps = 0;

  /** Remembers what a row was before a write, and is after it. */
  record(table: Recorded, key: Key, before: unknown, after: unknown): void {
    this.undo?.push({ table, key, before });
    this.moments.record(table, key, before, after);
  }

  transaction<Result>(work: () => Result): Result {
    const outer = this.undo;
    this.undo ??= [];
    const mark = this.undo.length;
    const { jumps } = this;
    try {
      return work();
    } catch (error) {
      if (jumps === this.jumps) this.rollBack(mark);
      throw error;
    } finally {
      this.undo = jumps === this.jumps ? outer : undefined;
    }
  }

  mark(): Moment {
    return this.moments.mark();
  }

  /** Whether a moment can be restored: it is from here, and was neither released nor cleared. */
  has(moment: Moment): boolean {
    return this.moments.has(moment);
  }

  goTo(moment: Moment): void {
    this.abandonTransactions();
    this.moments.goTo(moment);
  }

  release(moment: Moment): void {
    this.moments.release(moment);
  }

  /** Begins again: no moment can be restored, and what open transactions have written is no longer theirs to undo. */
  clear(): void {
    this.abandonTransactions();
    this.moments = new Moments();
  }

  private abandonTransactions(): void {
    this.jumps++;
    this.undo = undefined;
  }

  private rollBack(mark: number): void {
    for (const { table, key, before } of this.undo?.splice(mark).reverse() ?? []) {
      // The moment may be younger than the write.
      this.moments.record(table, key, table.current(key), before);
      table.putBack(key, before);
    }
  }
}
