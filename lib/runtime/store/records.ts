import type { Context } from "../context.js";
import type { Key } from "./history.js";
import type { Table, TableDefinition } from "./table.js";

/** A history may exceed its limit by this share before it is cut, so that cutting costs little per row. */
const SLACK = 8;

/** The latest of many records, oldest first. */
export class Recent<Item> implements Iterable<Item> {
  private items: Item[] = [];

  constructor(private readonly limit: number) {}

  get length(): number {
    return Math.min(this.items.length, this.limit);
  }

  add(item: Item): void {
    this.items.push(item);
    if (this.items.length > this.limit + this.limit / SLACK) this.items = this.all();
  }

  /** A copy of the list. */
  all(): Item[] {
    return this.items.slice(Math.max(0, this.items.length - this.limit));
  }

  last(): Item | undefined {
    return this.limit === 0 ? undefined : this.items.at(-1);
  }

  clear(): void {
    this.items = [];
  }

  [Symbol.iterator](): Iterator<Item> {
    return this.all()[Symbol.iterator]();
  }
}

/**
 * Cuts a table that records what happened: removes its oldest rows when it has
 * grown beyond the option `historyLimit`.
 *
 * @param forget removes a row, with all that belongs to it; without this, the row alone.
 * @param isOver whether a row may go. Default every one.
 */
export function trimHistory<Row, K extends Key = string>(
  ctx: Context,
  definition: TableDefinition<Row, K>,
  forget: (row: Row, key: K) => void = (_, key) => ctx.table(definition).delete(key),
  isOver: (row: Row) => boolean = () => true,
): void {
  const { historyLimit } = ctx.settings;
  const table = ctx.table(definition);
  if (table.size <= historyLimit + historyLimit / SLACK) return;
  let excess = table.size - historyLimit;
  for (const [key, row] of table.entries()) {
    if (!isOver(row)) continue;
    forget(row, key);
    if (--excess === 0) return;
  }
}

/** The number behind the last key of a table whose rows are numbered. */
export function nextNumber<Row>(table: Table<Row, number>): number {
  for (const [last] of table.range({ reverse: true })) return last + 1;
  return 0;
}
