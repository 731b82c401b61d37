import { type Page, pageOf } from "../../shared/paging.js";
import { invalidMarker } from "./errors.js";

/** The paging members of EFS's operations: the older ones have `MaxItems` and `Marker`, the newer ones the others. */
interface PageRequest {
  readonly MaxItems?: number;
  readonly Marker?: string;
  readonly MaxResults?: number;
  readonly NextToken?: string;
}

/** What a listing reads; see `Listing` of the core. */
interface ListingSource<Item> {
  /** The operation and whatever else the token must not outlive, such as its filters. */
  readonly name: string;
  readonly after: (position: string | undefined) => Iterable<Item>;
  readonly position: (item: Item) => string;
}

/** What EFS gives at most, and when nothing is asked. */
const PAGE_SIZE = 100;

/**
 * One page of a listing.
 *
 * @throws BadRequest for a token that another listing gave.
 */
export function listPage<Item>(request: PageRequest, source: ListingSource<Item>): Page<Item> {
  return pageOf({
    ...source,
    limit: Math.min(request.MaxItems ?? request.MaxResults ?? PAGE_SIZE, PAGE_SIZE),
    token: request.Marker ?? request.NextToken,
    invalidToken: invalidMarker,
  });
}

/** The items of a short list behind one of them, for listings of what a row holds. */
export function itemsAfter<Item>(
  items: readonly Item[],
  position: (item: Item) => string,
  after: string | undefined,
): readonly Item[] {
  if (after === undefined) return items;
  return items.filter((item) => position(item) > after);
}
