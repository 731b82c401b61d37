import type { Table } from "../../runtime/store/store.js";
import { type Listing, type ListingName, type Page, Pager, type RowSelection } from "../../shared/pager.js";
import { invalidToken } from "./errors/requests.js";

const PAGE_SIZE = 100;

const pager = new Pager({ limit: "maxResults", token: "nextToken", size: PAGE_SIZE, invalidToken });

/** The paging members of requests. */
export interface PageRequest {
  /** 0 to 1000; 0 means 100. */
  readonly maxResults?: number;
  readonly nextToken?: string;
}

/** One page of the rows of a table, in key order. @throws InvalidToken */
export function pageRows<Row>(
  { maxResults, nextToken }: PageRequest,
  name: ListingName,
  table: Table<Row>,
  selection?: RowSelection<Row>,
): Page<Row> {
  return pager.rows({ maxResults: maxResults || PAGE_SIZE, nextToken }, name, table, selection);
}

/** One page of items in order. @throws InvalidToken */
export function pageItems<Item>({ maxResults, nextToken }: PageRequest, listing: Listing<Item>): Page<Item> {
  return pager.page({ maxResults: maxResults || PAGE_SIZE, nextToken }, listing);
}
