import { negative, notAnInteger } from "../errors/requests.js";
import type { EncodingType } from "../generated/types.js";
import type { BucketRow } from "../state/buckets.js";
import { type KeyWriter, keyWriter } from "./encoding.js";
import type { Scope } from "./walk.js";

/** The common members of key listings. */
interface KeyListing {
  readonly Prefix?: string;
  readonly Delimiter?: string;
  readonly EncodingType?: EncodingType;
}

/** A parsed listing request. */
export interface ReadListing {
  readonly scope: Scope;
  readonly write: KeyWriter;
  /** The request members that every response repeats. */
  readonly echo: { Prefix: string; Delimiter?: string; EncodingType?: EncodingType };
}

const MAX_PAGE = 1000;
const LARGEST_INTEGER = 2 ** 31 - 1;

/** Parses the common members of listings. An empty delimiter counts as omitted. */
export function readListing(bucket: BucketRow, input: KeyListing, limit: number): ReadListing {
  const { Prefix = "", EncodingType } = input;
  const delimiter = input.Delimiter === "" ? undefined : input.Delimiter;
  const write = keyWriter(EncodingType);
  return {
    scope: { bucket: bucket.name, prefix: Prefix, delimiter, limit },
    write,
    echo: {
      Prefix: write(Prefix),
      ...(delimiter !== undefined && { Delimiter: write(delimiter) }),
      ...(EncodingType !== undefined && { EncodingType }),
    },
  };
}

/**
 * The page size. Maximum and default 1,000.
 *
 * @param name as in the query: `max-keys`.
 * @throws InvalidArgument
 */
export function pageSize(name: string, value: number | undefined): number {
  return value === undefined ? MAX_PAGE : Math.min(checkInteger(name, value), MAX_PAGE);
}

/** @throws InvalidArgument for an integer that S3 has no room for, and for a negative one. */
export function checkInteger(name: string, value: number): number {
  if (value > LARGEST_INTEGER || value < -LARGEST_INTEGER - 1) throw notAnInteger(name, String(value));
  if (value < 0) throw negative(name === "max-uploads" ? name : camelCase(name), value);
  return value;
}

function camelCase(name: string): string {
  return name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
}
