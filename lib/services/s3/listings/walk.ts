import { behindPrefix, objectKey } from "../objects/keys.js";

/** The keys of a listing, and the page size. */
export interface Scope {
  readonly bucket: string;
  readonly prefix: string;
  /** A key that contains it after the prefix is shown as a common prefix. */
  readonly delimiter: string | undefined;
  /** Maximum number of rows and common prefixes together. */
  readonly limit: number;
}

/** Reads rows in the order of their table keys, from one on. */
export type RowsFrom<Row> = (from: string) => Iterable<readonly [name: string, row: Row]>;

/** The last entry of a page: a row or a common prefix. */
export type Last<Row> = { readonly row: Row } | { readonly commonPrefix: string };

/** One page of a listing. */
export interface KeyPage<Row> {
  readonly rows: Row[];
  readonly commonPrefixes: string[];
  /** Omitted for an empty page. */
  readonly last?: Last<Row>;
  /** More entries follow. */
  readonly truncated: boolean;
}

/**
 * Reads one page from `start` on. All keys below a common prefix cost one step, because the next read starts
 * after them. So a page costs what it shows, independent of the size of the bucket.
 *
 * @param start a string in table order; rows before it are not shown.
 */
export function walk<Row extends { readonly key: string }>(
  scope: Scope,
  start: string,
  rowsFrom: RowsFrom<Row>,
): KeyPage<Row> {
  const { bucket, prefix, limit } = scope;
  const rows: Row[] = [];
  const commonPrefixes: string[] = [];
  let endsWithPrefix = false;
  const page = (truncated: boolean) => {
    const last = lastOf(rows.at(-1), endsWithPrefix ? commonPrefixes.at(-1) : undefined);
    return { rows, commonPrefixes, truncated, ...(last && { last }) };
  };
  if (limit === 0) return page(false);
  const first = objectKey(bucket, prefix);
  let from: string | undefined = start > first ? start : first;
  while (from !== undefined) {
    const read = rowsFrom(from);
    from = undefined;
    for (const [name, row] of read) {
      if (!name.startsWith(first)) break;
      if (rows.length + commonPrefixes.length === limit) return page(true);
      const commonPrefix = commonPrefixOf(scope, row.key);
      endsWithPrefix = commonPrefix !== undefined;
      if (commonPrefix === undefined) {
        rows.push(row);
      } else {
        commonPrefixes.push(commonPrefix);
        from = behindPrefix(bucket, commonPrefix);
        break;
      }
    }
  }
  return page(false);
}

function lastOf<Row>(row: Row | undefined, commonPrefix: string | undefined): Last<Row> | undefined {
  if (commonPrefix !== undefined) return { commonPrefix };
  return row === undefined ? undefined : { row };
}

/** The common prefix of a key; `undefined` if the key itself is shown. */
export function commonPrefixOf(
  { prefix, delimiter }: Pick<Scope, "prefix" | "delimiter">,
  key: string,
): string | undefined {
  if (delimiter === undefined || !key.startsWith(prefix)) return undefined;
  const found = key.indexOf(delimiter, prefix.length);
  return found < 0 ? undefined : key.slice(0, found + delimiter.length);
}
