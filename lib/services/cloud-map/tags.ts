import { invalidInput, tooManyTags } from "./errors.js";
import type { Tag } from "./generated/types.js";

const MOST_TAGS = 50;

/**
 * The tags of a request, once they pass the rules beyond the model's: keys are
 * unique, and those that begin with `aws:` are AWS's own.
 *
 * @param resource ARN that the error names, once there is one.
 * @throws InvalidInput, TooManyTagsException
 */
export function checkedTags(tags: readonly Tag[] = [], resource?: string): readonly Tag[] {
  const keys = new Set<string>();
  for (const { Key } of tags) {
    if (Key.toLowerCase().startsWith("aws:"))
      throw invalidInput("Tag keys that begin with aws: are reserved for AWS use.");
    if (keys.has(Key)) throw invalidInput(`Duplicate tag key: ${Key}`);
    keys.add(Key);
  }
  if (tags.length > MOST_TAGS) throw tooManyTags(MOST_TAGS, resource);
  return tags.map(({ Key, Value }) => ({ Key, Value }));
}

/** Tags after adding others: a key that is there gets the new value and keeps its place. */
export function mergedTags(tags: readonly Tag[], added: readonly Tag[], resource: string): readonly Tag[] {
  const all = [...tags, ...checkedTags(added, resource)];
  const merged = new Map(all.map(({ Key, Value }) => [Key, Value]));
  if (merged.size > MOST_TAGS) throw tooManyTags(MOST_TAGS, resource);
  return [...merged].map(([Key, Value]) => ({ Key, Value }));
}
