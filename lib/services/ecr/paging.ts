import { type Page, pageOf } from "../../shared/paging.js";
import { invalidParameter, invalidToken } from "./errors/base.js";

/** The paging members that ECR's listings share. */
interface PageRequest {
  readonly maxResults?: number;
  readonly nextToken?: string;
}

/** What a listing reads; see `Listing` of the core. */
interface ListingSource<Item> {
  /** The operation and whatever else the token must not outlive, such as the repository. */
  readonly name: string;
  readonly after: (position: string | undefined) => Iterable<Item>;
  readonly position: (item: Item) => string;
}

const DEFAULT_SIZE = 100;

/**
 * One page of an ECR listing; 100 items when `maxResults` is left out.
 *
 * @throws InvalidParameterException for a token that another listing gave.
 */
export function listPage<Item>(request: PageRequest, source: ListingSource<Item>): Page<Item> {
  return pageOf({
    ...source,
    limit: request.maxResults ?? DEFAULT_SIZE,
    token: request.nextToken,
    invalidToken,
  });
}

/** One page of a list that is in memory as a whole, such as the findings of a scan. */
export function listPageOf<Item>(request: PageRequest, name: string, items: readonly Item[]): Page<Item> {
  const { items: entries, next } = listPage(request, {
    name,
    after: (position) => [...items.entries()].slice(position === undefined ? 0 : Number(position) + 1),
    position: ([index]) => String(index),
  });
  return { items: entries.map(([, item]) => item), next };
}

/** Resources that were named come at once: with names there are no pages. */
export function refusePaging(request: PageRequest, names: string): void {
  if (request.nextToken !== undefined) throw invalidParameter("nextToken", `Cannot be used with ${names}`);
  if (request.maxResults !== undefined) throw invalidParameter("maxResults", `Cannot be used with ${names}`);
}
