import { tooManyTags } from "./errors.js";
import type { Tag } from "./generated/types.js";

const MOST_TAGS = 50;

/** The tags of a new resource; of a key that comes twice, the last value counts. */
export function newTags(tags: readonly Tag[] = []): Tag[] {
  return withTags([], tags);
}

/** @throws BadRequest for more tags than a resource may have. */
export function withTags(before: readonly Tag[], added: readonly Tag[]): Tag[] {
  const values = new Map([...before, ...added].map(({ Key, Value }) => [Key, Value]));
  if (values.size > MOST_TAGS) throw tooManyTags(MOST_TAGS);
  return [...values].map(([Key, Value]) => ({ Key, Value }));
}

export function withoutTags(before: readonly Tag[], keys: readonly string[]): Tag[] {
  return before.filter(({ Key }) => !keys.includes(Key));
}

/** The `Name` member of descriptions is the tag of that name. */
export function nameOf(tags: readonly Tag[]): string | undefined {
  return tags.find(({ Key }) => Key === "Name")?.Value;
}
