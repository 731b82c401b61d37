import { type Page, pageOf } from "../../shared/paging.js";
import { invalidParameter, invalidToken } from "./errors.js";

/** The paging members that ECS's List operations share. */
interface PageRequest {
  readonly maxResults?: number;
  readonly nextToken?: string;
}

/** What a List operation reads; see `Listing` of the core. */
interface ListingSource<Item> {
  /** The operation and whatever else the token must not outlive, such as its filters. */
  readonly name: string;
  readonly after: (position: string | undefined) => Iterable<Item>;
  readonly position: (item: Item) => string;
  /** Page size when `maxResults` is left out, 100 in most of ECS. */
  readonly size?: number;
  readonly most?: number;
}

/**
 * One page of an ECS listing.
 *
 * @throws InvalidParameterException for a `maxResults` out of range, or a token that another listing gave.
 */
export function listPage<Item>(
  request: PageRequest,
  { size = 100, most = 100, ...source }: ListingSource<Item>,
): Page<Item> {
  const limit = request.maxResults ?? size;
  if (limit < 1 || limit > most) throw invalidParameter(`maxResults must be between 1 and ${most}.`);
  return pageOf({ ...source, limit, token: request.nextToken, invalidToken });
}
