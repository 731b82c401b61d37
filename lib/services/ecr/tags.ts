import { invalidTag, tooManyTags } from "./errors/repositories.js";
import type { Tag } from "./generated/types.js";

const MOST_TAGS = 50;
const LONGEST_KEY = 128;
const LONGEST_VALUE = 256;

/**
 * The tags of a request, once they pass the rules beyond the model's.
 *
 * @throws InvalidTagParameterException, TooManyTagsException
 */
export function checkedTags(tags: readonly Tag[] = []): readonly Tag[] {
  const keys = new Set<string>();
  for (const { Key, Value } of tags) {
    if (Key.length < 1 || Key.length > LONGEST_KEY)
      throw invalidTag("Tag keys must have 1 to 128 characters.");
    if (Value.length > LONGEST_VALUE) throw invalidTag("Tag values can have at most 256 characters.");
    if (Key.toLowerCase().startsWith("aws:")) throw invalidTag("Tag keys that begin with aws: are reserved.");
    if (keys.has(Key)) throw invalidTag(`Duplicate tag key: ${Key}`);
    keys.add(Key);
  }
  if (tags.length > MOST_TAGS) throw tooManyTags();
  return tags;
}

/** Tags after adding others: a key that is there gets the new value and keeps its place. */
export function mergedTags(tags: readonly Tag[], added: readonly Tag[]): readonly Tag[] {
  const merged = new Map([...tags, ...checkedTags(added)].map(({ Key, Value }) => [Key, Value]));
  if (merged.size > MOST_TAGS) throw tooManyTags();
  return [...merged].map(([Key, Value]) => ({ Key, Value }));
}
