import { decodeToken, encodeToken } from "../../../shared/pager.js";
import { invalidContinuationToken } from "../errors/requests.js";
import { behindKey, behindPrefix } from "../objects/keys.js";
import type { Last } from "./walk.js";

const LISTING = "ListObjectsV2";

/** A continuation token: the last key or common prefix of a page. */
export function tokenBehind(last: Last<{ readonly key: string }>): string {
  return encodeToken(LISTING, "row" in last ? `k${last.row.key}` : `p${last.commonPrefix}`);
}

/** @throws InvalidArgument for an invalid token. */
export function startOfToken(bucket: string, token: string): string {
  const position = decodeToken(LISTING, token);
  if (position === undefined) throw invalidContinuationToken();
  const text = position.slice(1);
  return position.startsWith("k") ? behindKey(bucket, text) : behindPrefix(bucket, text);
}
