import type { AccountRegion } from "../scope.js";
import { History, type Key, type Moment } from "./history.js";
import { type AnyTable, Table, type TableDefinition } from "./table.js";

export type { AccountRegion } from "../scope.js";
export type { Key } from "./history.js";
export { descending, key, keyBelow, keyEnd, keyParts, keyPrefix, ONLY_ROW } from "./key.js";
export type { AnyTable, Range, TableScope } from "./table.js";
export { defineTable, type Table, TableDefinition, withPrefix } from "./table.js";

/** A state of a {@link Store}, as {@link Store.snapshot} took it. */
export type StoreSnapshot = Moment;

/** A row that a committed transaction changed. */
export interface Change extends AccountRegion {
  readonly table: AnyTable;
  readonly key: Key;
  /** The row as it is now; `undefined` if it was removed. */
  readonly row: unknown;
}

/** Receives the changes of a committed transaction, in no particular order: each row once. */
export type ChangeSink = (changes: readonly Change[]) => void;

/**
 * The whole state of a simulator: ordered tables in memory, one set per
 * account and region. Writes inside {@link transaction} are undone together
 * when it throws. A snapshot costs nothing to take; going back to one costs
 * the number of rows that differ.
 */
export class Store {
  /** Tables by definition, account and region: looked up many times in each request, without making a name for it. */
  private readonly tables = new Map<object, Map<string, Map<string, { clear(): void }>>>();
  private readonly history = new History();

  table<Row, K extends Key = string>(definition: TableDefinition<Row, K>, at: AccountRegion): Table<Row, K> {
    const { scope } = definition;
    const account = scope === "global" ? "" : at.account;
    const region = scope === "region" ? at.region : "";
    const known = this.tables.get(definition)?.get(account)?.get(region);
    // True by construction: what is kept for a definition is its own table.
    if (known) return known as Table<Row, K>;
    const table = new Table<Row, K>(definition, this.history, { account, region });
    const byAccount = entry(this.tables, definition, () => new Map());
    entry(byAccount, account, () => new Map()).set(region, table);
    return table;
  }

  /** The tables of a definition in every account and region in which it was used. */
  *everywhere<Row, K extends Key = string>(definition: TableDefinition<Row, K>): Iterable<Table<Row, K>> {
    // True by construction: what is kept for a definition is its own table.
    for (const byRegion of this.tables.get(definition)?.values() ?? [])
      for (const table of byRegion.values()) yield table as Table<Row, K>;
  }

  /** Runs `work`; if it throws, every write it made is undone. An inner transaction that throws undoes its own part. */
  transaction<Result>(work: () => Result): Result {
    return this.history.transaction(work);
  }

  /** A state to go back to. What it needs is kept until it is released, or nothing refers to it. */
  snapshot(): StoreSnapshot {
    return this.history.mark();
  }

  /** Whether a snapshot can be restored here. */
  has(snapshot: StoreSnapshot): boolean {
    return this.history.has(snapshot);
  }

  /** Goes back, or forward, to a snapshot that this store {@link has}. */
  restore(snapshot: StoreSnapshot): void {
    this.history.goTo(snapshot);
  }

  /** Forgets a snapshot, and the rows that only it needs. */
  release(snapshot: StoreSnapshot): void {
    this.history.release(snapshot);
  }

  /** Removes every row, also those that open transactions would put back, and every snapshot. */
  clear(): void {
    this.history.clear(() => {
      for (const byAccount of this.tables.values())
        for (const byRegion of byAccount.values()) for (const table of byRegion.values()) table.clear();
    });
  }

  /**
   * Calls a sink once for each committed transaction that changed rows, after
   * the commit and before what the transaction returned is used. A write
   * outside of a transaction is one of its own; so are a restore and a clear,
   * with the rows that differ. What was rolled back does not appear. If the
   * sink throws, so does the transaction, which stays committed.
   *
   * @returns removes the sink.
   */
  onCommit(sink: ChangeSink): () => void {
    return this.history.onCommit((changed) => {
      const changes: Change[] = [];
      for (const [table, key] of changed.all()) {
        if (table instanceof Table)
          changes.push({ ...table.at, table: table.definition, key, row: table.current(key) });
      }
      sink(changes);
    });
  }
}

function entry<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
