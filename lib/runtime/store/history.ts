import { type Origin, Origins } from "./origins.js";
import { type RestorePoint, RestorePoints } from "./restore-points.js";
import { type Key, type Recorded, RowSet } from "./row-set.js";

export type { RestorePoint } from "./restore-points.js";
export type { Key, Recorded } from "./row-set.js";

/**
 * Receives the rows that a transaction changed, with their previous values; traced histories also pass the
 * origins.
 */
export type CommitListener = (changed: RowSet, origins: Origins | undefined) => void;

/** A write of the open transaction. */
interface Write {
  readonly table: Recorded;
  readonly key: Key;
  readonly before: unknown;
  /** The write before this one. */
  readonly earlier: Write | undefined;
}

/**
 * The change log for everything that is rolled back or passed on: the writes of a transaction that threw, the
 * changes since a snapshot, and committed changes.
 */
export class History {
  private isOpen = false;
  /** The last write of the open transaction. Linked, because most transactions have few: a list reserves room. */
  private latest: Write | undefined;
  private restorePoints = new RestorePoints();
  /** The rows that differ from what listeners last received; `undefined` without a listener. */
  private changed: RowSet | undefined;
  private readonly listeners = new Set<CommitListener>();
  /** The origin of current changes and of each changed row, while tracing is on. */
  private origin: Origin | undefined;
  private origins: Origins | undefined;
  /**
   * Increases when the store as a whole moves to another state; earlier transactions then have nothing to
   * roll back.
   */
  private jumps = 0;

  /** Records the value of a row before and after a write. The table has been written. */
  record(table: Recorded, key: Key, before: unknown, after: unknown): void {
    if (this.isOpen) this.latest = { table, key, before, earlier: this.latest };
    this.restorePoints.record(table, key, before, after);
    if (this.changed === undefined) return;
    this.changed.change(table, key, before, after);
    this.origins?.note(table, key, this.origin);
    if (!this.isOpen) this.commit();
  }

  /** Records for listeners the value that a row had before the history, or {@link clear}, wrote it. */
  recordPutBack(table: Recorded, key: Key, before: unknown, after: unknown): void {
    this.changed?.change(table, key, before, after);
  }

  /**
   * Calls a listener at the end of each transaction that changed rows. Returns a function that removes it.
   */
  onCommit(listener: CommitListener): () => void {
    this.changed ??= new RowSet();
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
      if (this.listeners.size === 0) this.changed = undefined;
    };
  }

  /** From now on, passes the origin of each change to listeners. */
  trace(): void {
    this.origins ??= new Origins();
  }

  transaction<Result>(work: () => Result, origin?: object): Result {
    const { isOpen: isInner, latest: before, origin: outerOrigin, jumps } = this;
    if (origin !== undefined) this.enter(origin);
    this.isOpen = true;
    try {
      const result = work();
      if (!isInner && this.changed !== undefined) this.commit();
      return result;
    } catch (error) {
      if (jumps === this.jumps) this.rollBack(before);
      throw error;
    } finally {
      this.isOpen = isInner && jumps === this.jumps;
      if (!this.isOpen) this.latest = undefined;
      this.origin = outerOrigin;
    }
  }

  /** Runs `work`, whose changes have the origin that `origin` returns, in the open transaction or in none. */
  attribute<Result>(origin: () => object, work: () => Result): Result {
    // Nothing is made for it unless tracing: each attempt of a delivery has one.
    if (!this.origins) return work();
    const outer = this.origin;
    this.enter(origin());
    try {
      return work();
    } finally {
      this.origin = outer;
    }
  }

  mark(): RestorePoint {
    return this.restorePoints.mark();
  }

  /** Whether a restore point can be restored: it belongs to this history, and was neither released nor cleared. */
  has(point: RestorePoint): boolean {
    return this.restorePoints.has(point);
  }

  goTo(point: RestorePoint): void {
    this.abandonTransactions();
    this.restorePoints.goTo(point);
    this.commit();
  }

  release(point: RestorePoint): void {
    this.restorePoints.release(point);
  }

  /**
   * Starts again: no restore point can be restored, and open transactions have nothing left to roll back.
   *
   * @param removeRows empties the tables.
   */
  clear(removeRows: () => void): void {
    this.abandonTransactions();
    this.restorePoints = new RestorePoints();
    removeRows();
    this.commit();
  }

  private enter(origin: object): void {
    // Created only while tracing, because each request has several.
    if (this.origins) this.origin = { of: origin, outer: this.origin };
  }

  private abandonTransactions(): void {
    this.jumps++;
    this.isOpen = false;
    this.latest = undefined;
  }

  private commit(): void {
    const { changed } = this;
    if (!changed || changed.size === 0) return;
    for (const listener of this.listeners) listener(changed, this.origins);
    // Cleared only now: changes that a listener rejected are passed on later or rolled back.
    this.changed = new RowSet();
    this.origins?.clear();
  }

  /** Undoes the writes after `last`, the latest first. */
  private rollBack(last: Write | undefined): void {
    for (let write = this.latest; write !== last && write; write = write.earlier) {
      const { table, key, before } = write;
      // The restore point may be newer than the write.
      this.restorePoints.record(table, key, table.current(key), before);
      table.putBack(key, before);
    }
    this.latest = last;
  }
}
