/** What rows are kept under. */
export type Key = string | number;

/** A table as its history sees it: rows that can be put back. */
export interface Recorded {
  /** The row as it is now. */
  current(key: Key): unknown;
  /** Writes without recording; `undefined` removes. */
  putBack(key: Key, row: unknown): void;
}

/** The rows that a stretch of time changed, as they were before it. */
type Before = Map<Recorded, Map<Key, unknown>>;

/** A point in a store's history that one can go to. */
export interface Moment {
  /** @internal The moment before it. */
  readonly parent: Moment | undefined;
  /** @internal Rows that changed since then, as they were then. */
  readonly before: Before;
  /** @internal The same rows as they are at this moment. */
  readonly after: Before;
}

/**
 * One change log for everything that has to be taken back: what a transaction
 * wrote before it threw, and what happened since a snapshot.
 *
 * Snapshots form a tree, because one can go back and on from there another
 * way; each keeps only the rows that changed since the one before.
 */
export class History {
  private undo: { table: Recorded; key: Key; before: unknown }[] | undefined;
  /** Changes since `last`; kept only once there is a snapshot. */
  private before: Before = new Map();
  private last: Moment | undefined;
  /** Grows when the store goes to another state as a whole: transactions begun before have nothing left to undo. */
  private jumps = 0;

  /** Remembers what a row was before a write. */
  record(table: Recorded, key: Key, before: unknown): void {
    this.undo?.push({ table, key, before });
    if (this.last) remember(this.before, table, key, before);
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

  /** What open transactions have written so far is no longer theirs to undo. */
  abandonTransactions(): void {
    this.jumps++;
    this.undo = undefined;
  }

  mark(): Moment {
    const moment: Moment = { parent: this.last, before: this.before, after: current(this.before) };
    this.last = moment;
    this.before = new Map();
    return moment;
  }

  goTo(moment: Moment): void {
    this.abandonTransactions();
    putBack(this.before);
    const ancestors = new Set(pathTo(moment));
    let here = this.last;
    while (here && !ancestors.has(here)) {
      putBack(here.before);
      here = here.parent;
    }
    const way = pathTo(moment);
    for (const next of way.slice(here ? way.indexOf(here) + 1 : 0)) putBack(next.after);
    this.last = moment;
    this.before = new Map();
  }

  private rollBack(mark: number): void {
    const undo = this.undo ?? [];
    for (const { table, key, before } of undo.splice(mark).reverse()) table.putBack(key, before);
  }
}

/** Only the first change of a row since a moment says what it was then. */
function remember(changes: Before, table: Recorded, key: Key, before: unknown): void {
  let rows = changes.get(table);
  if (!rows) {
    rows = new Map();
    changes.set(table, rows);
  }
  if (!rows.has(key)) rows.set(key, before);
}

function current(changed: Before): Before {
  return new Map(
    [...changed].map(([table, rows]) => [
      table,
      new Map([...rows.keys()].map((key) => [key, table.current(key)])),
    ]),
  );
}

function putBack(rows: Before): void {
  for (const [table, changed] of rows) for (const [key, row] of changed) table.putBack(key, row);
}

/** The moments from the first to this one. */
function pathTo(moment: Moment): Moment[] {
  const path: Moment[] = [];
  for (let step: Moment | undefined = moment; step; step = step.parent) path.unshift(step);
  return path;
}
