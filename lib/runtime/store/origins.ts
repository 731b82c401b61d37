import type { Key, Recorded } from "./row-set.js";

/** The origin of a change: a request, a timer, a run. */
export interface Origin {
  readonly of: object;
  /** The origin that contains this one. */
  readonly outer: Origin | undefined;
}

/** The origin of the first change of each row in a transaction. */
export class Origins {
  private readonly tables = new Map<Recorded, Map<Key, Origin>>();

  /** Records the origin of a row's first change. */
  note(table: Recorded, key: Key, origin: Origin | undefined): void {
    if (origin === undefined) return;
    let rows = this.tables.get(table);
    if (!rows) {
      rows = new Map();
      this.tables.set(table, rows);
    }
    if (!rows.has(key)) rows.set(key, origin);
  }

  /** `undefined` for a row without a known origin. */
  of(table: Recorded, key: Key): Origin | undefined {
    return this.tables.get(table)?.get(key);
  }

  clear(): void {
    this.tables.clear();
  }
}
