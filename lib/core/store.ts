import { History, type Key, type Moment } from "./history.js";
import type { Partition } from "./partition.js";
import { Table, type TableDefinition } from "./table.js";

export type { Partition } from "./partition.js";
export type { Range, TableDefinition, TableScope } from "./table.js";
export { defineTable, type Table, withPrefix } from "./table.js";

/** What the store does with a table of any kind of row. */
interface AnyTable {
  readonly definition: { readonly name: string };
  readonly partition: Partition;
  readonly size: number;
  clear(): void;
}

/** A state of a {@link Store}, as {@link Store.snapshot} took it. */
export type StoreSnapshot = Moment;

/**
 * The whole state of a simulator: ordered tables in memory, one set per
 * account and region. Writes inside {@link transaction} are undone together
 * when it throws. A snapshot costs nothing to take; going back to one costs
 * the number of rows that differ.
 */
export class Store {
  private readonly tables = new Map<string, AnyTable>();
  private readonly history = new History();

  table<Row, K extends Key = string>(definition: TableDefinition<Row, K>, at: Partition): Table<Row, K> {
    const name = nameOf(definition, at);
    const known = this.tables.get(name);
    // True by construction: only the definition of this name creates its table.
    if (known) return known as Table<Row, K>;
    const table = new Table<Row, K>(definition, { account: at.account, region: at.region }, this.history);
    this.tables.set(name, table);
    return table;
  }

  /** Every account and region in which a table has rows, for work that spans them. */
  *partitionsOf(definition: { readonly name: string }): Generator<Partition> {
    for (const table of this.tables.values()) {
      if (table.definition.name === definition.name && table.size > 0) yield table.partition;
    }
  }

  /** Runs `work`; if it throws, every write it made is undone. An inner transaction that throws undoes its own part. */
  transaction<Result>(work: () => Result): Result {
    return this.history.transaction(work);
  }

  snapshot(): StoreSnapshot {
    return this.history.mark();
  }

  /** Goes back, or forward, to a snapshot of this store. */
  restore(snapshot: StoreSnapshot): void {
    this.history.goTo(snapshot);
  }

  clear(): void {
    for (const table of this.tables.values()) table.clear();
  }
}

function nameOf({ name, scope }: { name: string; scope: string }, at: Partition): string {
  if (scope === "region") return `${name}|${at.account}|${at.region}`;
  return scope === "account" ? `${name}|${at.account}` : name;
}
