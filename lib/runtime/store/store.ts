import type { AccountRegion } from "../scope.js";
import { History, type Key, type RestorePoint } from "./history.js";
import type { Origin } from "./origins.js";
import { type AnyTable, Table, type TableDefinition } from "./table.js";

export type { AccountRegion } from "../scope.js";
export type { Key } from "./history.js";
export { descending, key, keyAbove, keyBelow, keyEnd, keyParts, keyPrefix, ONLY_ROW } from "./key.js";
export type { Origin } from "./origins.js";
export type { AnyTable, Range, ReadRow, TableScope } from "./table.js";
export { defineTable, type Table, TableDefinition, withPrefix } from "./table.js";

/** The rows of any table in one account and region. */
export type AnyRows = Table<unknown, Key>;

/** A state of a {@link Store}, returned by {@link Store.snapshot}. */
export type StoreSnapshot = RestorePoint;

/** A row that a transaction changed. */
export interface Change extends AccountRegion {
  readonly table: AnyTable;
  readonly key: Key;
  /** The current row; `undefined` if it was removed. */
  readonly row: unknown;
}

/** The tables for one account and region: its own, those of the account, and the global ones. */
export class Partition {
  private readonly tables = new Map<object, object>();

  constructor(private readonly open: (definition: AnyTable) => object) {}

  /** Requests look tables up many times: by the definition alone. */
  table<Row, K extends Key = string>(definition: TableDefinition<Row, K>): Table<Row, K> {
    let table = this.tables.get(definition);
    if (table === undefined) {
      table = this.open(definition);
      this.tables.set(definition, table);
    }
    // What is stored for a definition is its own table.
    return table as Table<Row, K>;
  }
}

/** Receives the changes of a transaction in no particular order, each row once. */
export type ChangeSink = (changes: readonly Change[]) => void;

/** A changed row with the origin of the change. */
export interface TracedChange extends Change {
  /** The previous row; `undefined` if it was added. */
  readonly before: unknown;
  /** The origin of the change: a context, a timer or a run, with what contains it. `undefined` if unknown. */
  readonly origin: Origin | undefined;
}

/**
 * The whole state of a simulator: ordered tables in memory, one set per account and region. If
 * {@link transaction} throws, its writes are rolled back. Taking a snapshot is free; restoring one costs the
 * number of differing rows.
 */
export class Store {
  /** Tables by definition, account and region. */
  private readonly tables = new Map<object, Map<string, Map<string, { clear(): void }>>>();
  private readonly partitions = new Map<string, Map<string, Partition>>();
  private readonly history = new History();

  table<Row, K extends Key = string>(definition: TableDefinition<Row, K>, at: AccountRegion): Table<Row, K> {
    return this.partition(at).table(definition);
  }

  /** The tables that an account has in a region. */
  partition({ account, region }: AccountRegion): Partition {
    const known = this.partitions.get(account)?.get(region);
    if (known) return known;
    const open = (definition: AnyTable) => this.tableOf(definition, { account, region });
    const byRegion = entry(this.partitions, account, () => new Map<string, Partition>());
    const partition = new Partition(open);
    byRegion.set(region, partition);
    return partition;
  }

  private tableOf(definition: AnyTable, at: AccountRegion): object {
    const { scope } = definition;
    const account = scope === "global" ? "" : at.account;
    const region = scope === "region" ? at.region : "";
    const byAccount = entry(this.tables, definition, () => new Map());
    const byRegion = entry(byAccount, account, () => new Map());
    return entry(byRegion, region, () => new Table(definition, this.history, { account, region }));
  }

  /** The tables of a definition in every account and region in use. */
  everywhere<Row, K extends Key = string>(definition: TableDefinition<Row, K>): Iterable<Table<Row, K>> {
    const byAccount = this.tables.get(definition);
    // What is stored for a definition is its own table.
    return byAccount === undefined ? [] : (eachOf(byAccount) as Iterable<Table<Row, K>>);
  }

  /**
   * Runs `work`; if it throws, its writes are rolled back. An inner transaction that throws rolls its own
   * part back.
   *
   * @param origin the origin of the changes, for {@link trace}. Default that of the outer transaction.
   */
  transaction<Result>(work: () => Result, origin?: object): Result {
    return this.history.transaction(work, origin);
  }

  /**
   * Runs `work`, whose changes have an origin for {@link trace}, in the open transaction or in none.
   *
   * @param origin returns it; not called while nothing traces.
   */
  attribute<Result>(origin: () => object, work: () => Result): Result {
    return this.history.attribute(origin, work);
  }

  /** Captures the current state. Its rows are kept until it is released or garbage-collected. */
  snapshot(): StoreSnapshot {
    return this.history.mark();
  }

  /** Whether this store can restore a snapshot. */
  has(snapshot: StoreSnapshot): boolean {
    return this.history.has(snapshot);
  }

  /** Moves back or forward to a snapshot that this store {@link has}. */
  restore(snapshot: StoreSnapshot): void {
    this.history.goTo(snapshot);
  }

  /** Releases a snapshot, and the rows that only it needs. */
  release(snapshot: StoreSnapshot): void {
    this.history.release(snapshot);
  }

  /** Adds missing rows in a transaction of their own. Only {@link clear} removes them together. */
  add(rows: Iterable<Change>): void {
    this.history.transaction(() => {
      for (const { table, key, row, account, region } of rows)
        this.table(table, { account, region }).putBack(key, row);
    });
  }

  /** Removes all snapshots and all rows, including those that open transactions would restore. */
  clear(): void {
    this.history.clear(() => {
      for (const byAccount of this.tables.values())
        for (const byRegion of byAccount.values()) for (const table of byRegion.values()) table.clear();
    });
  }

  /**
   * Calls a sink once for each transaction that changed rows, at its end and before its result is used. A
   * write outside a transaction is its own transaction; so are a restore and a clear, with the rows that
   * differ. Rolled-back changes are not included. If the sink throws, the transaction throws and is rolled
   * back; changes that cannot be rolled back are passed on with the next transaction.
   *
   * @returns a function that removes the sink.
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

  /**
   * Calls a sink with each row that a transaction changed, with its previous value (`undefined` if it was added): at the
   * end of the transaction, as {@link onCommit} does. After a {@link clear}, rows that were never read are omitted.
   *
   * @returns a function that removes the sink.
   */
  onChange(sink: (table: AnyRows, key: Key, before: unknown) => void): () => void {
    return this.history.onCommit((changed) => {
      for (const [table, key, before] of changed.all()) if (table instanceof Table) sink(table, key, before);
    });
  }

  /**
   * As {@link onCommit}, with the previous value and the origin of each change. Other sinks are not affected.
   *
   * @param tables whose changes are wanted.
   */
  trace(tables: ReadonlySet<AnyTable>, sink: (changes: readonly TracedChange[]) => void): () => void {
    this.history.trace();
    return this.history.onCommit((changed, origins) => {
      const changes: TracedChange[] = [];
      for (const [table, key, before] of changed.all()) {
        if (!(table instanceof Table) || !tables.has(table.definition)) continue;
        const { at, definition } = table;
        const row = table.current(key);
        const origin = origins?.of(table, key);
        changes.push({ ...at, table: definition, key, row, before, origin });
      }
      if (changes.length > 0) sink(changes);
    });
  }
}

function* eachOf(byAccount: ReadonlyMap<string, ReadonlyMap<string, object>>): Generator<object> {
  for (const byRegion of byAccount.values()) yield* byRegion.values();
}

function entry<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
