import type { Table } from "../../runtime/store/store.js";
import { type Page, pageOf } from "../../shared/paging.js";
import { invalidMarker } from "./errors/base.js";

/** What the List operations share: a page size that never exceeds AWS's, and an opaque `Marker`. */
export interface ListInput {
  readonly Marker?: string;
  readonly MaxItems?: number;
}

const LARGEST_PAGE = 50;

/** A page of the rows whose key begins with `prefix`, those that `accept` refuses left out. */
export function listWithPrefix<Row>(
  name: string,
  input: ListInput,
  table: Table<Row>,
  prefix: string,
  accept: (row: Row) => boolean = () => true,
): Page<Row> {
  const page = pageOf<[string, Row]>({
    name,
    limit: pageSize(input),
    token: input.Marker,
    after: (position) => entries(table, prefix, position, accept),
    position: ([key]) => key,
    invalidToken: invalidMarker,
  });
  return { items: page.items.map(([, row]) => row), next: page.next };
}

export function pageSize({ MaxItems = LARGEST_PAGE }: ListInput): number {
  return Math.min(MaxItems, LARGEST_PAGE);
}

function* entries<Row>(
  table: Table<Row>,
  prefix: string,
  after: string | undefined,
  accept: (row: Row) => boolean,
): Generator<[string, Row]> {
  for (const [key, row] of table.range(after === undefined ? { from: prefix } : { after })) {
    if (!key.startsWith(prefix)) return;
    if (accept(row)) yield [key, row];
  }
}
