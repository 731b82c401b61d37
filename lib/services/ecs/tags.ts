import { invalidParameter } from "./errors.js";
import type { Tag } from "./generated/types.js";

const MOST_TAGS = 50;

/**
 * The tags of a request, once they pass ECS's rules beyond the model's: keys
 * are unique, and those that begin with `aws:` are AWS's own.
 *
 * @throws InvalidParameterException
 */
export function checkedTags(tags: readonly Tag[] = []): readonly Tag[] {
  const keys = new Set<string>();
  for (const { key } of tags) {
    if (key === undefined) throw invalidParameter("Tag key can not be null.");
    if (key.toLowerCase().startsWith("aws:")) {
      throw invalidParameter("aws: prefixed tag key names are not allowed for external use.");
    }
    if (keys.has(key)) throw invalidParameter("Duplicate tag keys found. Tag keys must be unique.");
    keys.add(key);
  }
  if (tags.length > MOST_TAGS) throw invalidParameter(`Tags can have at most ${MOST_TAGS} items.`);
  return tags.map(({ key, value = "" }) => ({ key, value }));
}

/** Tags after adding others: a key that is there gets the new value and keeps its place. */
export function mergedTags(tags: readonly Tag[], added: readonly Tag[]): readonly Tag[] {
  const merged = new Map([...tags, ...checkedTags(added)].map(({ key, value }) => [key, value]));
  if (merged.size > MOST_TAGS) throw invalidParameter(`Tags can have at most ${MOST_TAGS} items.`);
  return [...merged].map(([key, value]) => ({ key, value }));
}

/** Tags without those of the given keys; keys that are not there do no harm. */
export function withoutTags(tags: readonly Tag[], keys: readonly string[]): readonly Tag[] {
  return tags.filter(({ key }) => key === undefined || !keys.includes(key));
}
