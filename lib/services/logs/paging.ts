import type { Context } from "../../runtime/context.js";
import { type TableDefinition, withPrefix } from "../../runtime/store/store.js";
import { type Page, pageOf } from "../../shared/paging.js";
import { invalidToken } from "./errors.js";

/** Page size where a Describe operation is given none; also the most that it takes. */
const DEFAULT_LIMIT = 50;

/** What a Describe operation reads; see `Listing` of the core. */
interface ListingSource<Item> {
  /** The operation and whatever else the token must not outlive, such as its filters. */
  readonly name: string;
  readonly limit: number | undefined;
  readonly token: string | undefined;
  readonly after: (position: string | undefined) => Iterable<Item>;
  readonly position: (item: Item) => string;
}

/** @throws InvalidParameterException for a token that another listing gave. */
export function listPage<Item>({ limit = DEFAULT_LIMIT, ...source }: ListingSource<Item>): Page<Item> {
  return pageOf({ ...source, limit, invalidToken });
}

/** A table's rows whose keys begin with a prefix, which all rows there are when it is empty. */
export function rowsWithPrefix<Row>(
  ctx: Context,
  table: TableDefinition<Row>,
  prefix = "",
  after?: string,
): Generator<Row> {
  return withPrefix(ctx.table(table), prefix, after);
}

/** Those rows that a filter wants. */
export function* only<Row>(rows: Iterable<Row>, wanted: (row: Row) => boolean): Generator<Row> {
  for (const row of rows) if (wanted(row)) yield row;
}
