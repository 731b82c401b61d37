import type { Table } from "../runtime/store/store.js";

/**
 * What a token is bound to: the operation, and other parts of the request that must not change, such as
 * filters.
 */
export type ListingName = string | readonly unknown[];

/** Creates a token: opaque to clients, and bound to its listing. */
export function encodeToken(listing: ListingName, position: string): string {
  return Buffer.from(JSON.stringify([listing, position])).toString("base64url");
}

/** The position in a token of the same `listing`; `undefined` for any other string. */
export function decodeToken(listing: ListingName, token: string): string | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(token, "base64url").toString());
    if (!Array.isArray(value) || typeof value[1] !== "string") return undefined;
    if (JSON.stringify(value[0]) === JSON.stringify(listing)) return value[1];
  } catch {
    // Not a token of the simulator.
  }
  return undefined;
}

/** One page of a listing. */
export interface Page<Item> {
  readonly items: Item[];
  /** Token for the next page; omitted on the last. */
  readonly next?: string;
}

/** Paging rules of a service. */
export interface PagingRules<Token extends string, Limit extends string = never> {
  /** The request member with the page size; without one, all pages have the default size. */
  readonly limit?: Limit;
  /** The request member with the token. */
  readonly token: Token;
  /** Default page size. */
  readonly size: number;
  /** Maximum page size; larger values are lowered to it. Default only the model's constraints. */
  readonly most?: number;
  /** The service's error for a size that is not between 1 and `most`, if the service rejects it. */
  readonly outOfRange?: (most: number) => Error;
  /** The service's error for a token that does not belong to the listing. */
  readonly invalidToken: () => Error;
}

/** The paging members of a request. */
export type PageRequest<Token extends string, Limit extends string = never> = {
  readonly [Member in Token]?: string;
} & { readonly [Member in Limit]?: number };

/** A listing for {@link Pager.page}. */
export interface Listing<Item> {
  readonly name: ListingName;
  /**
   * Items in order, those after `position` if given. A table range, so that a page costs the same in any
   * table.
   */
  readonly after: (position: string | undefined) => Iterable<Item>;
  /** The position of an item in that order. */
  readonly position: (item: Item) => string;
  /** Default page size, if it differs from the rest of the service. */
  readonly size?: number;
  /** Maximum page size, if it differs from the rest of the service. */
  readonly most?: number;
}

/** The rows of a table that {@link Pager.rows} reads. */
export interface RowSelection<Row> {
  /** Only rows whose keys start with this. */
  readonly prefix?: string;
  readonly wanted?: (row: Row) => boolean;
}

/** Reads the pages of a service's listings. */
export class Pager<Token extends string, Limit extends string = never> {
  constructor(private readonly rules: PagingRules<Token, Limit>) {}

  /**
   * One page of items in order.
   *
   * @throws the service's errors for an invalid token, and for a page size out of range.
   */
  page<Item>(request: PageRequest<Token, Limit>, listing: Listing<Item>): Page<Item> {
    const limit = this.limitOf(request, listing);
    const items: Item[] = [];
    for (const item of listing.after(this.startOf(request, listing.name))) {
      if (items.length === limit) {
        const last = items.at(-1);
        return last === undefined
          ? { items }
          : { items, next: encodeToken(listing.name, listing.position(last)) };
      }
      items.push(item);
    }
    return { items };
  }

  /** One page of the rows of a table, in key order. @throws as {@link page} */
  rows<Row>(
    request: PageRequest<Token, Limit>,
    name: ListingName,
    table: Table<Row>,
    selection: RowSelection<Row> = {},
  ): Page<Row> {
    const { items, next } = this.page<[string, Row]>(request, {
      name,
      after: (position) => entries(table, selection, position),
      position: ([key]) => key,
    });
    return { items: items.map(([, row]) => row), next };
  }

  /**
   * One page of a list in memory.
   *
   * @param position the sort key of the list, if it is sorted: a page then starts at the same item when
   * others are added or removed. Default the index in the list.
   * @throws as {@link page}
   */
  list<Item>(
    request: PageRequest<Token, Limit>,
    name: ListingName,
    list: readonly Item[],
    position?: (item: Item) => string,
  ): Page<Item> {
    if (position) {
      const after = (last?: string) =>
        last === undefined ? list : list.filter((item) => position(item) > last);
      return this.page(request, { name, after, position });
    }
    const start = Number(this.startOf(request, name) ?? -1) + 1;
    const end = start + this.limitOf(request, {});
    return {
      items: list.slice(start, end),
      next: end > start && end < list.length ? encodeToken(name, String(end - 1)) : undefined,
    };
  }

  private limitOf(
    request: { readonly [Member in Limit]?: number },
    { size = this.rules.size, most = this.rules.most }: { readonly size?: number; readonly most?: number },
  ): number {
    const { limit: member, outOfRange } = this.rules;
    const limit = (member === undefined ? undefined : request[member]) ?? size;
    if (most === undefined) return limit;
    if (outOfRange && (limit < 1 || limit > most)) throw outOfRange(most);
    return Math.min(limit, most);
  }

  private startOf(request: { readonly [Member in Token]?: string }, name: ListingName): string | undefined {
    const token: string | undefined = request[this.rules.token];
    if (token === undefined) return undefined;
    const start = decodeToken(name, token);
    if (start === undefined) throw this.rules.invalidToken();
    return start;
  }
}

/** The items that pass a filter, evaluated lazily. */
export function* passing<Item>(
  items: Iterable<Item>,
  wanted: (item: Item) => boolean,
): Generator<Item, undefined> {
  for (const item of items) if (wanted(item)) yield item;
}

function* entries<Row>(
  table: Table<Row>,
  { prefix = "", wanted }: RowSelection<Row>,
  after: string | undefined,
): Generator<[string, Row]> {
  for (const entry of table.range(after === undefined ? { from: prefix } : { after })) {
    if (!entry[0].startsWith(prefix)) return;
    if (wanted === undefined || wanted(entry[1])) yield entry;
  }
}
