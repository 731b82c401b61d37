import type { Table } from "../../runtime/store/store.js";
import { pageOf } from "../../shared/paging.js";
import { invalidMarker } from "./errors.js";
import { keyOf } from "./state.js";

/** The paging members of IAM's listings. */
export interface PageRequest {
  readonly Marker?: string;
  readonly MaxItems?: number;
  readonly PathPrefix?: string;
}

/** A page and what the answer says of it. */
export interface IamPage<Item> {
  readonly items: Item[];
  readonly paging: { readonly IsTruncated: boolean; readonly Marker?: string };
}

/** What IAM gives when nothing is asked. */
const PAGE_SIZE = 100;

/**
 * One page of rows that a table has by name, of those below the path prefix
 * and that pass `wanted`.
 *
 * @throws ValidationError for a marker that another listing gave.
 */
export function pageOfNamed<Row extends { readonly name: string; readonly path: string }>(
  request: PageRequest,
  listing: string,
  table: Table<Row>,
  wanted: (row: Row) => boolean = () => true,
): IamPage<Row> {
  const { PathPrefix = "/" } = request;
  return page(request, {
    name: listing,
    position: ({ name }) => keyOf(name),
    *after(position) {
      for (const row of table.values(position === undefined ? {} : { after: position })) {
        if (row.path.startsWith(PathPrefix) && wanted(row)) yield row;
      }
    },
  });
}

/**
 * One page of a short list, such as the tags of a role.
 *
 * @throws ValidationError for a marker that another listing gave.
 */
export function pageOfList<Item>(
  request: PageRequest,
  listing: string,
  list: readonly Item[],
): IamPage<Item> {
  const numbered = list.map((item, at) => ({ item, at }));
  const { items, paging } = page<{ item: Item; at: number }>(request, {
    name: listing,
    position: ({ at }) => String(at),
    after: (position) => (position === undefined ? numbered : numbered.slice(Number(position) + 1)),
  });
  return { items: items.map(({ item }) => item), paging };
}

interface Source<Item> {
  readonly name: string;
  readonly after: (position: string | undefined) => Iterable<Item>;
  readonly position: (item: Item) => string;
}

function page<Item>({ Marker, MaxItems = PAGE_SIZE }: PageRequest, source: Source<Item>): IamPage<Item> {
  const { items, next } = pageOf({
    ...source,
    limit: MaxItems,
    token: Marker,
    invalidToken: invalidMarker,
  });
  return { items, paging: { IsTruncated: next !== undefined, ...(next !== undefined && { Marker: next }) } };
}
