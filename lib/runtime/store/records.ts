import type { Context } from "../context.js";
import type { Key } from "./history.js";
import type { Table, TableDefinition } from "./table.js";

/**
 * A history may exceed its limit by this fraction before it is trimmed, so that trimming costs little per
 * row.
 */
const SLACK = 8;

/** The latest records of a sequence, oldest first. */
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
 * Trims a table of records: removes its oldest rows when it exceeds the option `historyLimit`.
 *
 * @param forget removes a row and everything that belongs to it. Default removes only the row.
 * @param isOver whether a row may be removed. Default all.
 */
export function trimHistory<Row, K extends Key = string>(
  ctx: Context,
  definition: TableDefinition<Row, K>,
  forget?: (row: Row, key: K) => void,
  isOver?: (row: Row) => boolean,
): void {
  const { historyLimit } = ctx.settings;
  const table = ctx.table(definition);
  if (table.size <= historyLimit + historyLimit / SLACK) return;
  let excess = table.size - historyLimit;
  for (const [key, row] of table.entries()) {
    if (isOver && !isOver(row)) continue;
    if (forget) forget(row, key);
    else table.delete(key);
    if (--excess === 0) return;
  }
}

/** The next number for a table whose rows are numbered. */
export function nextNumber<Row>(table: Table<Row, number>): number {
  for (const [last] of table.range({ reverse: true })) return last + 1;
  return 0;
}
