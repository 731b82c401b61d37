import * as sortedBtree from "sorted-btree";
import type { AccountRegion } from "../scope.js";
import { plainRows, type RowCodec } from "./codec.js";
import type { History, Key, Recorded } from "./history.js";

// sorted-btree is CommonJS with an `__esModule` default export; Node's ESM view of it nests the class one deeper.
const BTree = sortedBtree.default.default;

/** Where the rows of a table live: one set per account and region, per account, or one for all. */
export type TableScope = "region" | "account" | "global";

/** What {@link defineTable} reads. */
export interface TableOptions<Row> {
  /** Unique in the simulator: the service, a dot, and a plural: `ecs.task-sets`. */
  readonly name: string;
  /** What the parts of the keys are, in order; empty for a table of a single row, whose key is {@link ONLY_ROW}. */
  readonly key: string | readonly string[];
  /** Default `region`. */
  readonly scope?: TableScope;
  /** Grows with each change of the rows that older rows do not fit. Default 1. */
  readonly version?: number;
  /** How rows are stored. Default {@link plainRows}. */
  readonly row?: RowCodec<Row>;
}

/**
 * A kind of row. Definitions are constants; the rows are in the store. Rows
 * are never changed in place: a change is a `put` of a new object.
 */
export class TableDefinition<Row, K extends Key = string> {
  readonly name: string;
  readonly key: readonly string[];
  readonly scope: TableScope;
  readonly version: number;
  readonly row: RowCodec<Row>;
  /** Carries the type of the keys; never present. */
  declare readonly keyType?: K;

  constructor({ name, key, scope = "region", version = 1, row = plainRows(name) }: TableOptions<Row>) {
    this.name = name;
    this.key = typeof key === "string" ? [key] : key;
    this.scope = scope;
    this.version = version;
    this.row = row;
  }
}

/** A table of any rows, for what is done with all tables. */
export type AnyTable = TableDefinition<unknown, Key>;

/** Defines a table. Keys are compared by UTF-16 code unit, or as numbers. */
export function defineTable<Row, K extends Key = string>(
  options: TableOptions<Row>,
): TableDefinition<Row, K> {
  return new TableDefinition(options);
}

function compareKeys<K extends Key>(a: K, b: K): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Where a {@link Table.range} starts and which way it goes. */
export interface Range<K> {
  /** The first key, included. */
  readonly from?: K;
  /** Start behind this key (before it, when `reverse`). */
  readonly after?: K;
  readonly reverse?: boolean;
}

type Keys<K> = InstanceType<typeof BTree<K, undefined>>;

/**
 * The rows of one table in one partition. Rows are found and replaced in
 * constant time; the order of their keys is kept beside them, in a tree that
 * only additions and removals touch, and only from the first time on that
 * somebody asks for the order.
 */
export class Table<Row, K extends Key = string> implements Recorded {
  private readonly rows = new Map<K, Row>();
  private keys: Keys<K> | undefined;
  private rewriteCount = 0;

  constructor(
    readonly definition: TableDefinition<Row, K>,
    private readonly history: History,
    /** Whose rows they are; without account or region where the scope has none. */
    readonly at: AccountRegion,
  ) {}

  /** Grows when rows come back other than by a `put`: whoever keeps an order of its own then makes it anew. */
  get rewrites(): number {
    return this.rewriteCount;
  }

  get size(): number {
    return this.rows.size;
  }

  get(key: K): Row | undefined {
    return this.rows.get(key);
  }

  has(key: K): boolean {
    return this.rows.has(key);
  }

  put(key: K, row: Row): void {
    const before = this.rows.get(key);
    if (before === undefined) this.keys?.set(key, undefined);
    this.rows.set(key, row);
    this.history.record(this, key, before, row);
  }

  /** Removes a row; `false` when there was none. */
  delete(key: K): boolean {
    const before = this.rows.get(key);
    if (before === undefined) return false;
    this.keys?.delete(key);
    this.rows.delete(key);
    this.history.record(this, key, before, undefined);
    return true;
  }

  /** @internal The store's way to remove all rows, with its history. */
  clear(): void {
    for (const [key, row] of this.rows) this.history.recordPutBack(this, key, row, undefined);
    this.rows.clear();
    this.keys = undefined;
    this.rewriteCount++;
  }

  /** @internal The history's way to read. */
  current(key: Key): unknown {
    return this.rows.get(key as K);
  }

  /** @internal The history's way to write: nothing is recorded. */
  putBack(key: Key, row: unknown): void {
    // What the history hands back was taken from this table.
    const own = key as K;
    this.history.recordPutBack(this, key, this.rows.get(own), row);
    if (row === undefined) {
      this.rows.delete(own);
      this.keys?.delete(own);
    } else {
      this.rows.set(own, row as Row);
      this.keys?.set(own, undefined);
      this.rewriteCount++;
    }
  }

  first(): [K, Row] | undefined {
    const key = this.inOrder().minKey();
    const row = key === undefined ? undefined : this.rows.get(key);
    return key === undefined || row === undefined ? undefined : [key, row];
  }

  /** Rows in key order. The table must not be written to while this is being read. */
  *range(range: Range<K> = {}): Generator<[K, Row]> {
    const start = range.from ?? range.after;
    const keys = this.inOrder();
    // The tree's iterator writes each entry to this one, of which only the key is read.
    const entry: K[] = [];
    for (const [key] of range.reverse ? keys.entriesReversed(start, entry) : keys.entries(start, entry)) {
      if (range.after !== undefined && key === range.after) continue;
      const row = this.rows.get(key);
      if (row !== undefined) yield [key, row];
    }
  }

  /** All rows in no particular order: cheaper, where the order does not matter. */
  entries(): Iterable<[K, Row]> {
    return this.rows.entries();
  }

  private inOrder(): Keys<K> {
    if (this.keys) return this.keys;
    this.keys = new BTree<K, undefined>(undefined, compareKeys);
    for (const key of this.rows.keys()) this.keys.set(key, undefined);
    return this.keys;
  }

  *values(range: Range<K> = {}): Generator<Row> {
    for (const [, row] of this.range(range)) yield row;
  }
}

/** Rows of a text-keyed table whose key begins with `prefix`, in order, behind `after` when given. */
export function* withPrefix<Row>(table: Table<Row>, prefix: string, after?: string): Generator<Row> {
  for (const [key, row] of table.range(after === undefined ? { from: prefix } : { after })) {
    if (!key.startsWith(prefix)) return;
    yield row;
  }
}
