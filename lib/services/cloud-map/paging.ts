import { type Page, pageOf } from "../../shared/paging.js";
import { invalidToken } from "./errors.js";

/** The paging members that Cloud Map's List operations share. */
interface PageRequest {
  readonly MaxResults?: number;
  readonly NextToken?: string;
}

/** What a List operation reads; see `Listing` of the core. */
interface ListingSource<Item> {
  /** The operation and whatever else the token must not outlive. */
  readonly name: string;
  readonly after: (position: string | undefined) => Iterable<Item>;
  readonly position: (item: Item) => string;
}

const PAGE_SIZE = 100;

/** @throws InvalidInput for a token that another listing gave. */
export function listPage<Item>(request: PageRequest, source: ListingSource<Item>): Page<Item> {
  const limit = request.MaxResults ?? PAGE_SIZE;
  return pageOf({ ...source, limit, token: request.NextToken, invalidToken });
}
