import { compareKeys, SortedKeys } from "../../runtime/store/sorted-keys.js";
import type { AnyRows, AnyTable, Key, Store } from "../../runtime/store/store.js";
import type { PlacedRow } from "./export.js";

/** Rows that are read in one turn of the event loop. */
const PAGE = 50;

/** Earlier values of changed rows; `undefined` for added rows. */
class Before {
  readonly rows = new Map<Key, unknown>();
  readonly keys = new SortedKeys<Key>();
}

/**
 * The rows of a store at one time, in pages, while the store continues to change: if a row changes before its page is
 * read, its earlier value is kept.
 */
export class FrozenRows {
  private readonly before = new Map<AnyRows, Before>();
  /** The last key that was read, in key order. */
  private readonly readUpTo = new Map<AnyRows, Key>();
  private readonly done = new Set<AnyTable>();
  private readonly stop: () => void;

  constructor(private readonly store: Store) {
    this.stop = store.onChange((table, key, before) => this.keep(table, key, before));
  }

  /** Each row of a table once, sorted by account, region and key, so that equal states result in equal files. */
  *pagesOf(table: AnyTable): Generator<readonly PlacedRow[]> {
    const parts = [...this.store.everywhere(table)];
    parts.sort((a, b) => compare(a.at.account, b.at.account) || compare(a.at.region, b.at.region));
    for (const part of parts) {
      let page: readonly PlacedRow[];
      do {
        page = this.nextPage(part);
        yield page;
      } while (page.length === PAGE);
    }
    this.done.add(table);
    for (const part of parts) this.before.delete(part);
  }

  /** Stops keeping earlier values. */
  close(): void {
    this.stop();
  }

  private keep(table: AnyRows, key: Key, before: unknown): void {
    const readUpTo = this.readUpTo.get(table);
    if (this.done.has(table.definition) || (readUpTo !== undefined && compareKeys(key, readUpTo) <= 0))
      return;
    let earlier = this.before.get(table);
    if (!earlier) {
      earlier = new Before();
      this.before.set(table, earlier);
    }
    if (earlier.rows.has(key)) return;
    earlier.rows.set(key, before);
    earlier.keys.add(key);
  }

  private nextPage(part: AnyRows): readonly PlacedRow[] {
    const page: PlacedRow[] = [];
    for (const [key, row] of this.following(part, this.readUpTo.get(part))) {
      this.readUpTo.set(part, key);
      if (row !== undefined) page.push({ ...part.at, key, row });
      if (page.length === PAGE) break;
    }
    return page;
  }

  /** The earlier rows of a table after a key; `undefined` for rows added since. */
  private *following(part: AnyRows, after: Key | undefined): Generator<readonly [Key, unknown]> {
    const { rows, keys } = this.before.get(part) ?? new Before();
    const removed = keys.from(after);
    let next = removed.next();
    for (const [key, row] of part.passing(after)) {
      for (; !next.done && compareKeys(next.value, key) < 0; next = removed.next())
        if (next.value !== after) yield [next.value, rows.get(next.value)];
      yield rows.has(key) ? [key, rows.get(key)] : [key, row];
      if (!next.done && next.value === key) next = removed.next();
    }
    for (; !next.done; next = removed.next())
      if (next.value !== after) yield [next.value, rows.get(next.value)];
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
