import { type Moment, Moments } from "./moments.js";
import { type Key, type Recorded, RowSet } from "./row-set.js";

export type { Moment } from "./moments.js";
export type { Key, Recorded } from "./row-set.js";

/** Receives the rows that a committed transaction changed, as they were before it. */
export type CommitListener = (changed: RowSet) => void;

/**
 * One change log for everything that has to be taken back, or passed on: what
 * a transaction wrote before it threw, what happened since a snapshot, and
 * what was committed.
 */
export class History {
  private undo: { table: Recorded; key: Key; before: unknown }[] | undefined;
  private moments = new Moments();
  /** The rows that differ from what listeners were last told; `undefined` if there is no listener. */
  private changed: RowSet | undefined;
  private readonly listeners = new Set<CommitListener>();
  /** Grows when the store goes to another state as a whole: transactions begun before have nothing left to undo. */
  private jumps = 0;

  /** Remembers what a row was before a write, and is after it. The table has been written. */
  record(table: Recorded, key: Key, before: unknown, after: unknown): void {
    this.undo?.push({ table, key, before });
    this.moments.record(table, key, before, after);
    if (this.changed === undefined) return;
    this.changed.change(table, key, before, after);
    if (this.undo === undefined) this.commit();
  }

  /** Remembers for listeners what a row was before the history, or {@link clear}, wrote it. */
  recordPutBack(table: Recorded, key: Key, before: unknown, after: unknown): void {
    this.changed?.change(table, key, before, after);
  }

  /** Calls a listener after each transaction that changed rows; the function removes it. */
  onCommit(listener: CommitListener): () => void {
    this.changed ??= new RowSet();
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
      if (this.listeners.size === 0) this.changed = undefined;
    };
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
      if (this.changed !== undefined && this.undo === undefined) this.commit();
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
    this.commit();
  }

  release(moment: Moment): void {
    this.moments.release(moment);
  }

  /**
   * Begins again: no moment can be restored, and what open transactions have written is no longer theirs to undo.
   *
   * @param removeRows empties the tables.
   */
  clear(removeRows: () => void): void {
    this.abandonTransactions();
    this.moments = new Moments();
    removeRows();
    this.commit();
  }

  private abandonTransactions(): void {
    this.jumps++;
    this.undo = undefined;
  }

  private commit(): void {
    const { changed } = this;
    if (!changed || changed.size === 0) return;
    this.changed = new RowSet();
    for (const listener of this.listeners) listener(changed);
  }

  private rollBack(mark: number): void {
    for (const { table, key, before } of this.undo?.splice(mark).reverse() ?? []) {
      // The moment may be younger than the write.
      this.moments.record(table, key, table.current(key), before);
      table.putBack(key, before);
    }
  }
}
