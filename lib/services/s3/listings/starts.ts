import { behindKey, behindPrefix, objectKey } from "../objects/keys.js";
import { commonPrefixOf, type Scope } from "./walk.js";

/** Starts at the first key. */
export function fromBeginning({ bucket }: Scope): string {
  return objectKey(bucket, "");
}

/**
 * Starts after a key, which need not exist. If the marker is below a common prefix, the page starts after
 * that prefix: marker `a/b` skips all of `a/`.
 */
export function behindMarker(scope: Scope, marker: string): string {
  const commonPrefix = commonPrefixOf(scope, marker);
  return commonPrefix === undefined
    ? behindKey(scope.bucket, marker)
    : behindPrefix(scope.bucket, commonPrefix);
}
