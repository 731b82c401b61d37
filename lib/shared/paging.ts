/**
 * Paging tokens: opaque to clients, and bound to the listing they came from so
 * that one of another operation is refused as AWS refuses it.
 */
export function encodeToken(listing: string, position: string): string {
  return Buffer.from(JSON.stringify([listing, position])).toString("base64url");
}

/** The position inside a token of the same `listing`; `undefined` for any other text. */
export function decodeToken(listing: string, token: string): string | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(token, "base64url").toString());
    if (Array.isArray(value) && value[0] === listing && typeof value[1] === "string") return value[1];
  } catch {
    // Not a token of ours.
  }
  return undefined;
}

/** One page of a listing. */
export interface Page<Item> {
  readonly items: Item[];
  /** Token for the next page; left out on the last. */
  readonly next?: string;
}

/** What {@link pageOf} needs to know of a listing. */
export interface Listing<Item> {
  /** Name that tokens are bound to, usually the operation's. */
  readonly name: string;
  readonly limit: number;
  /** Token from the client. */
  readonly token: string | undefined;
  /** Rows in order, those after `position` when there is one; a table range, so that a page costs the same in any table. */
  readonly after: (position: string | undefined) => Iterable<Item>;
  /** The position of a row in that order. */
  readonly position: (item: Item) => string;
  /** The service's own error for a token that it never gave. */
  readonly invalidToken: () => Error;
}

/** Reads one page: `limit` rows from the token on, and a token when there are more. */
export function pageOf<Item>(listing: Listing<Item>): Page<Item> {
  let start: string | undefined;
  if (listing.token !== undefined) {
    start = decodeToken(listing.name, listing.token);
    if (start === undefined) throw listing.invalidToken();
  }
  const items: Item[] = [];
  for (const item of listing.after(start)) {
    if (items.length === listing.limit) {
      const last = items.at(-1);
      return last === undefined
        ? { items }
        : { items, next: encodeToken(listing.name, listing.position(last)) };
    }
    items.push(item);
  }
  return { items };
}
