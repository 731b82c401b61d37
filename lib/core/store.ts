import * as sortedBtree from "sorted-btree";

// sorted-btree is CommonJS with an `__esModule` default export; Node's ESM view of it nests the class one deeper.
const BTree = sortedBtree.default.default;
type Tree = InstanceType<typeof BTree<unknown, unknown>>;

/** Where the rows of a table live: one set per account and region, per account, or one for all. */
export type TableScope = "region" | "account" | "global";

/**
 * A kind of row. Definitions are constants; the rows are in the {@link Store}.
 * Rows are never changed in place: a change is a `put` of a new object.
 */
export interface TableDefinition<Row, Key = string> {
  readonly name: string;
  readonly scope: TableScope;
  readonly compare: (a: Key, b: Key) => number;
  /** Carries the row type; never present. */
  readonly row?: Row;
}

/** Defines a table. Keys are compared by UTF-16 code unit unless `compare` says otherwise. */
export function defineTable<Row>(name: string, scope?: TableScope): TableDefinition<Row>;
export function defineTable<Row, Key>(
  name: string,
  scope: TableScope,
  compare: (a: Key, b: Key) => number,
): TableDefinition<Row, Key>;
export function defineTable<Row>(
  name: string,
  scope: TableScope = "region",
  compare: (a: string, b: string) => number = compareText,
): TableDefinition<Row> {
  return { name, scope, compare };
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The account and region whose rows are meant. */
export interface Partition {
  readonly account: string;
  readonly region: string;
}

/**
 * The whole state of a simulator: ordered tables in memory.
 *
 * Writes inside {@link transaction} are undone together when it throws.
 * Snapshots share structure with the live tables (copy on write), so taking
 * one costs the number of tables and keeping one costs the number of changes.
 */
export class Store {
  private trees = new Map<string, Tree>();
  private undo: UndoLog | undefined;

  table<Row, Key = string>(definition: TableDefinition<Row, Key>, at: Partition): Table<Row, Key> {
    return new Table(this, definition, partitionKey(definition, at));
  }

  /** Every partition of a table that has rows, for work that spans accounts and regions. */
  *partitionsOf(definition: { readonly name: string }): Iterable<Partition> {
    for (const [name, tree] of this.trees) {
      if (tree.size === 0) continue;
      const [table, account = "", region = ""] = name.split("|");
      if (table === definition.name) yield { account, region };
    }
  }

  /** Runs `work`; if it throws, every write it made is undone. Nested transactions join the outer one. */
  transaction<Result>(work: () => Result): Result {
    if (this.undo) return this.nested(work, this.undo);
    this.undo = [];
    try {
      return work();
    } catch (error) {
      rollBack(this.undo, 0);
      throw error;
    } finally {
      this.undo = undefined;
    }
  }

  private nested<Result>(work: () => Result, undo: UndoLog): Result {
    const mark = undo.length;
    try {
      return work();
    } catch (error) {
      rollBack(undo, mark);
      throw error;
    }
  }

  snapshot(): StoreSnapshot {
    return new Map([...this.trees].map(([name, tree]) => [name, tree.clone()]));
  }

  restore(snapshot: StoreSnapshot): void {
    this.trees = new Map([...snapshot].map(([name, tree]) => [name, tree.clone()]));
  }

  clear(): void {
    this.trees.clear();
  }

  /** @internal The tree behind a {@link Table}; `undefined` while it is empty and nobody writes. */
  treeOf(name: string): Tree | undefined {
    return this.trees.get(name);
  }

  /** @internal */
  treeForWriting(name: string, compare: (a: unknown, b: unknown) => number): Tree {
    let tree = this.trees.get(name);
    if (!tree) {
      tree = new BTree<unknown, unknown>(undefined, compare);
      this.trees.set(name, tree);
    }
    return tree;
  }

  /** @internal Remembers how to take a write back. */
  remember(tree: Tree, key: unknown, before: unknown): void {
    this.undo?.push({ tree, key, before });
  }
}

/** What {@link Store.snapshot} gives and {@link Store.restore} takes. */
export type StoreSnapshot = ReadonlyMap<string, Tree>;

type UndoLog = { tree: Tree; key: unknown; before: unknown }[];

function rollBack(undo: UndoLog, mark: number): void {
  for (let i = undo.length - 1; i >= mark; i--) {
    const change = undo[i];
    if (!change) continue;
    if (change.before === undefined) change.tree.delete(change.key);
    else change.tree.set(change.key, change.before);
  }
  undo.length = mark;
}

function partitionKey(definition: { name: string; scope: TableScope }, at: Partition): string {
  if (definition.scope === "region") return `${definition.name}|${at.account}|${at.region}`;
  return definition.scope === "account" ? `${definition.name}|${at.account}` : definition.name;
}

/** Where a {@link Table.range} starts and which way it goes. */
export interface Range<Key> {
  /** The first key, included. */
  readonly from?: Key;
  /** Start behind this key (before it, when `reverse`). */
  readonly after?: Key;
  readonly reverse?: boolean;
}

/** The rows of one table in one partition, in key order. Every operation is O(log n). */
export class Table<Row, Key = string> {
  constructor(
    private readonly store: Store,
    private readonly definition: TableDefinition<Row, Key>,
    private readonly name: string,
  ) {}

  get size(): number {
    return this.store.treeOf(this.name)?.size ?? 0;
  }

  // The casts below are true by construction: only `put` of a table with the same definition writes into its tree.

  get(key: Key): Row | undefined {
    return this.store.treeOf(this.name)?.get(key) as Row | undefined;
  }

  has(key: Key): boolean {
    return this.store.treeOf(this.name)?.has(key) ?? false;
  }

  put(key: Key, row: Row): void {
    const tree = this.store.treeForWriting(
      this.name,
      this.definition.compare as (a: unknown, b: unknown) => number,
    );
    this.store.remember(tree, key, tree.get(key));
    tree.set(key, row);
  }

  /** Removes a row; `false` when there was none. */
  delete(key: Key): boolean {
    const tree = this.store.treeOf(this.name);
    const before = tree?.get(key);
    if (!tree || before === undefined) return false;
    this.store.remember(tree, key, before);
    return tree.delete(key);
  }

  first(): [Key, Row] | undefined {
    const tree = this.store.treeOf(this.name);
    const key = tree?.minKey();
    return tree && key !== undefined ? [key as Key, tree.get(key) as Row] : undefined;
  }

  /** Rows in key order. The table must not be written to while this is being read. */
  *range(range: Range<Key> = {}): Generator<[Key, Row]> {
    const tree = this.store.treeOf(this.name);
    if (!tree) return;
    const start = range.from ?? range.after;
    const entries = range.reverse ? tree.entriesReversed(start) : tree.entries(start);
    for (const entry of entries) {
      const [key, row] = entry as [Key, Row];
      if (range.after !== undefined && this.definition.compare(key, range.after) === 0) continue;
      yield [key, row];
    }
  }

  *values(range: Range<Key> = {}): Generator<Row> {
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
