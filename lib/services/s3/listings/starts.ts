import { behindKey, behindPrefix, objectKey } from "../objects/keys.js";
import { commonPrefixOf, type Scope } from "./walk.js";

/** From the first key on. */
export function fromBeginning({ bucket }: Scope): string {
  return objectKey(bucket, "");
}

/**
 * Behind a key, which need not be there. One below a common prefix stands for
 * that: `a/b` as a marker leaves out all of `a/`.
 */
export function behindMarker(scope: Scope, marker: string): string {
  const commonPrefix = commonPrefixOf(scope, marker);
  return commonPrefix === undefined
    ? behindKey(scope.bucket, marker)
    : behindPrefix(scope.bucket, commonPrefix);
}
