/** The key of a row. */
export type Key = string | number;

/** A table as its history uses it: rows can be restored. */
export interface Recorded {
  /** The current row. */
  current(key: Key): unknown;
  /** Writes without recording; `undefined` removes the row. */
  putBack(key: Key, row: unknown): void;
}

/** Rows of many tables in one state of a store; `undefined` for a row that does not exist in that state. */
export class RowSet {
  private readonly tables = new Map<Recorded, Map<Key, unknown>>();

  /** How many rows there are. */
  get size(): number {
    let size = 0;
    for (const rows of this.tables.values()) size += rows.size;
    return size;
  }

  /** Keeps the value of a row before its first change, and drops it if the row returns to that value. */
  change(table: Recorded, key: Key, before: unknown, after: unknown): void {
    const rows = this.rowsOf(table);
    if (!rows.has(key)) rows.set(key, before);
    else if (rows.get(key) === after) rows.delete(key);
  }

  /** Adds the rows of another set; existing rows of this set take precedence. */
  addMissing(others: RowSet): void {
    for (const [table, key, row] of others.all()) {
      const rows = this.rowsOf(table);
      if (!rows.has(key)) rows.set(key, row);
    }
  }

  /** Adds the rows of another set, which replace those of this set. */
  addAll(others: RowSet): void {
    for (const [table, key, row] of others.all()) this.rowsOf(table).set(key, row);
  }

  /** Writes these rows to their tables, and returns the replaced rows. */
  swapIn(): RowSet {
    const replaced = new RowSet();
    for (const [table, key, row] of this.all()) {
      const current = table.current(key);
      if (current === row) continue;
      replaced.rowsOf(table).set(key, current);
      table.putBack(key, row);
    }
    return replaced;
  }

  *all(): Generator<[Recorded, Key, unknown]> {
    for (const [table, rows] of this.tables) for (const [key, row] of rows) yield [table, key, row];
  }

  private rowsOf(table: Recorded): Map<Key, unknown> {
    let rows = this.tables.get(table);
    if (!rows) {
      rows = new Map();
      this.tables.set(table, rows);
    }
    return rows;
  }
}
