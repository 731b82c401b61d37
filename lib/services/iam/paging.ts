import type { Table } from "../../runtime/store/store.js";
import { type ListingName, type Page, Pager } from "../../shared/pager.js";
import { invalidMarker } from "./errors.js";

/** The paging members of IAM's listings. */
export interface PageRequest {
  readonly Marker?: string;
  readonly MaxItems?: number;
  readonly PathPrefix?: string;
}

/** A page, and the paging members of its response. */
export interface IamPage<Item> {
  readonly items: Item[];
  readonly paging: { readonly IsTruncated: boolean; readonly Marker?: string };
}

/** 100 items unless the request has a size. */
const pager = new Pager({ limit: "MaxItems", token: "Marker", size: 100, invalidToken: invalidMarker });

/** One page of the rows of a table with the path prefix. @throws ValidationError for an invalid marker */
export function pageOfRows<Row extends { readonly path: string }>(
  request: PageRequest,
  listing: ListingName,
  table: Table<Row>,
): IamPage<Row> {
  const { PathPrefix = "/" } = request;
  const wanted = ({ path }: Row) => path.startsWith(PathPrefix);
  return withPaging(pager.rows(request, listing, table, { wanted }));
}

/** One page of a short list, such as the tags of a role. @throws ValidationError for an invalid marker */
export function pageOfList<Item>(
  request: PageRequest,
  listing: ListingName,
  list: readonly Item[],
): IamPage<Item> {
  return withPaging(pager.list(request, listing, list));
}

function withPaging<Item>({ items, next }: Page<Item>): IamPage<Item> {
  return { items, paging: { IsTruncated: next !== undefined, ...(next !== undefined && { Marker: next }) } };
}
