import type { AccountRegion } from "../scope.js";
import { type Json, plainRows, type RowCodec } from "./codec.js";
import type { History, Key, Recorded } from "./history.js";
import { SortedKeys } from "./sorted-keys.js";

/** How the rows of a table are partitioned: per account and region, per account, or not at all. */
export type TableScope = "region" | "account" | "global";

/** Options of {@link defineTable}. */
export interface TableOptions<Row> {
  /** Unique in the simulator: the service, a dot, and a plural: `ecs.task-sets`. */
  readonly name: string;
  /**
   * Names of the parts of the keys, in order; empty for a table with a single row, whose key is
   * {@link ONLY_ROW}.
   */
  readonly key: string | readonly string[];
  /** Default `region`. */
  readonly scope?: TableScope;
  /** Increases with each incompatible change of the rows. Default 1. */
  readonly version?: number;
  /** How rows are stored. Default {@link plainRows}. */
  readonly row?: RowCodec<Row>;
  /**
   * Converts a stored row of an earlier version. Without it, stored rows of earlier versions are rejected.
   */
  readonly migrate?: (row: Json, version: number) => Json;
}

/**
 * A kind of row. Definitions are constants; the store has the rows. Rows are never changed in place: a change
 * is a `put` of a new object.
 */
export class TableDefinition<Row, K extends Key = string> {
  readonly name: string;
  readonly key: readonly string[];
  readonly scope: TableScope;
  readonly version: number;
  readonly row: RowCodec<Row>;
  readonly migrate: ((row: Json, version: number) => Json) | undefined;
  /** Declares the type of the keys; never present at run time. */
  declare readonly keyType?: K;

  constructor({
    name,
    key,
    scope = "region",
    version = 1,
    row = plainRows(name),
    migrate,
  }: TableOptions<Row>) {
    this.name = name;
    this.key = typeof key === "string" ? [key] : key;
    this.scope = scope;
    this.version = version;
    this.row = row;
    this.migrate = migrate;
  }
}

/** A table of any rows, for code that handles all tables. */
export type AnyTable = TableDefinition<unknown, Key>;

/** Defines a table. Keys are compared by UTF-16 code unit, or as numbers. */
export function defineTable<Row, K extends Key = string>(
  options: TableOptions<Row>,
): TableDefinition<Row, K> {
  return new TableDefinition(options);
}

/** Start and direction of a {@link Table.range}. */
export interface Range<K> {
  /** The first key, inclusive. */
  readonly from?: K;
  /** Start after this key (before it if `reverse`). */
  readonly after?: K;
  readonly reverse?: boolean;
}

/** Placeholder of a stored row that has not been read yet. */
const UNREAD = Symbol("unread");

/** Removed rows that are not worth a new Map. */
const FEW_ROWS = 16;

/** Rows that are old before half of them are replaced. */
const MANY_ROWS = 8_192;

/** Reads a stored row that has not been read yet. */
export type ReadRow<Row, K extends Key = Key> = (key: K) => Row;

/**
 * The rows of one table in one partition. Rows are found and replaced in constant time. The order of their
 * keys is kept separately: only additions and removals change it, and it is built at its first use.
 */
export class Table<Row, K extends Key = string> implements Recorded {
  private rows = new Map<K, Row | typeof UNREAD>();
  /** Rows that were removed from `rows`. */
  private removed = 0;
  /** Omitted once all rows have been read. */
  private readRow: ReadRow<Row, K> | undefined;
  private keys: SortedKeys<K> | undefined;
  private rewriteCount = 0;
  /** No key is greater; `undefined` while there is none. */
  private greatest: K | undefined;

  constructor(
    readonly definition: TableDefinition<Row, K>,
    private readonly history: History,
    /** Account and region of the rows; empty where the scope has none. */
    readonly at: AccountRegion,
  ) {}

  /** Increases when rows change other than by a `put`. Code that keeps its own order must then rebuild it. */
  get rewrites(): number {
    return this.rewriteCount;
  }

  get size(): number {
    return this.rows.size;
  }

  get(key: K): Row | undefined {
    const row = this.rows.get(key);
    return row === UNREAD ? this.read(key) : row;
  }

  has(key: K): boolean {
    return this.rows.has(key);
  }

  put(key: K, row: Row): void {
    // Most new keys contain a time or a number and are greater than all others: there is no row to look for.
    const before = this.becomesGreatest(key) ? undefined : this.get(key);
    if (before === undefined) {
      this.keys?.add(key);
      this.renew();
    }
    this.rows.set(key, row);
    this.history.record(this, key, before, row);
  }

  /** Removes a row; returns `false` if it did not exist. */
  delete(key: K): boolean {
    const before = this.get(key);
    if (before === undefined) return false;
    this.keys?.delete(key);
    this.rows.delete(key);
    this.removed++;
    this.history.record(this, key, before, undefined);
    return true;
  }

  /** @internal The store's way to remove all rows, with its history. */
  clear(): void {
    for (const [key, row] of this.rows) this.history.recordPutBack(this, key, row, undefined);
    this.rows.clear();
    this.removed = 0;
    this.keys = undefined;
    this.greatest = undefined;
    this.rewriteCount++;
  }

  /** @internal The history's way to read. */
  current(key: Key): unknown {
    return this.get(key as K);
  }

  /**
   * @internal Adds rows that are stored elsewhere: each is read when it is needed first, and stays from then on.
   * Nothing is recorded.
   */
  addUnread(keys: Iterable<K>, read: ReadRow<Row, K>): void {
    this.readRow = read;
    for (const key of keys) {
      this.becomesGreatest(key);
      this.rows.set(key, UNREAD);
    }
    this.keys = undefined;
    this.rewriteCount++;
  }

  /** @internal The history's way to write: nothing is recorded. */
  putBack(key: Key, row: unknown): void {
    // Keys in the history were taken from this table.
    const own = key as K;
    this.history.recordPutBack(this, key, this.rows.get(own), row);
    if (row === undefined) {
      this.rows.delete(own);
      this.keys?.delete(own);
    } else {
      this.becomesGreatest(own);
      this.rows.set(own, row as Row);
      this.keys?.add(own);
      this.rewriteCount++;
    }
  }

  first(): [K, Row] | undefined {
    const key = this.inOrder().first();
    const row = key === undefined ? undefined : this.get(key);
    return key === undefined || row === undefined ? undefined : [key, row];
  }

  /** Keys in order, from the first that is not less than `start`. The table must not be written during the iteration. */
  keysFrom(start: K): Iterable<K> {
    return this.inOrder().from(start);
  }

  /** Rows in key order. The table must not be written during the iteration. */
  *range(range: Range<K> = {}): Generator<[K, Row]> {
    const start = range.from ?? range.after;
    const keys = this.inOrder();
    for (const key of range.reverse ? keys.backFrom(start) : keys.from(start)) {
      if (range.after !== undefined && key === range.after) continue;
      const row = this.get(key);
      if (row !== undefined) yield [key, row];
    }
  }

  /** Rows after a key, in key order, without keeping those that had not been read yet: for a pass over all rows. */
  *passing(after?: K): Generator<[K, Row]> {
    for (const key of this.inOrder().from(after)) {
      if (key === after) continue;
      const row = this.rows.get(key);
      const passed = row === UNREAD ? this.readRow?.(key) : row;
      if (passed !== undefined) yield [key, passed];
    }
  }

  /** All rows in no particular order, which is cheaper. Rows that are added during the iteration may be missing. */
  entries(): Iterable<[K, Row]> {
    // Without a reader, no row is unread.
    return this.readRow ? this.readAll() : (this.rows as Map<K, Row>).entries();
  }

  private *readAll(): Generator<[K, Row]> {
    for (const key of this.rows.keys()) {
      const row = this.get(key);
      if (row !== undefined) yield [key, row];
    }
  }

  /** Keeps a key if it is greater than all others. */
  private becomesGreatest(key: K): boolean {
    if (this.greatest !== undefined && !(key > this.greatest)) return false;
    this.greatest = key;
    return true;
  }

  /**
   * Replaces a Map whose rows come and go before V8 does it. V8 would replace an old Map with one that it counts
   * as old too, and what it leaves there keeps all rows it had until the next full collection: each row would
   * be copied to old memory, however short it lived.
   */
  private renew(): void {
    const { size } = this.rows;
    if (this.removed < FEW_ROWS || this.removed < size / 2 || size > MANY_ROWS) return;
    this.rows = new Map(this.rows);
    this.removed = 0;
  }

  private read(key: K): Row | undefined {
    const row = this.readRow?.(key);
    if (row !== undefined) this.rows.set(key, row);
    return row;
  }

  private inOrder(): SortedKeys<K> {
    if (this.keys) return this.keys;
    this.keys = new SortedKeys();
    for (const key of this.rows.keys()) this.keys.add(key);
    return this.keys;
  }

  *values(range: Range<K> = {}): Generator<Row> {
    for (const [, row] of this.range(range)) yield row;
  }
}

/** Rows of a table with string keys whose key starts with `prefix`, in order, after `after` if given. */
export function* withPrefix<Row>(table: Table<Row>, prefix: string, after?: string): Generator<Row> {
  for (const [key, row] of table.range(after === undefined ? { from: prefix } : { after })) {
    if (!key.startsWith(prefix)) return;
    yield row;
  }
}
