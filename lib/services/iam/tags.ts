import { duplicateTagKeys, quotaExceeded } from "./errors.js";
import type { Tag } from "./generated/types.js";

const MOST_TAGS = 50;

/** @throws InvalidInput when a key occurs twice, in whatever case. */
export function checkedTags(tags: readonly Tag[] = []): readonly Tag[] {
  if (new Set(tags.map(({ Key }) => Key.toLowerCase())).size < tags.length) throw duplicateTagKeys();
  return tags;
}

/** The tags after some were added; a key that is there, in whatever case, gets the new value. */
export function withTags(tags: readonly Tag[], added: readonly Tag[]): readonly Tag[] {
  const changed = new Map(tags.map((tag) => [tag.Key.toLowerCase(), tag]));
  for (const tag of checkedTags(added)) changed.set(tag.Key.toLowerCase(), tag);
  if (changed.size > MOST_TAGS) throw quotaExceeded("TagsPerResource", MOST_TAGS);
  return [...changed.values()];
}

export function withoutTags(tags: readonly Tag[], keys: readonly string[]): readonly Tag[] {
  const gone = new Set(keys.map((key) => key.toLowerCase()));
  return tags.filter(({ Key }) => !gone.has(Key.toLowerCase()));
}

/** Answers leave empty tags out. */
export function shownTags(tags: readonly Tag[]): { Tags?: readonly Tag[] } {
  return tags.length === 0 ? {} : { Tags: tags };
}
