import { genericRefusal, tooManyTags } from "./errors/tags.js";

const MOST_TAGS = 50;

/** @throws InvalidParameterValueException for more tags than a resource may have. */
export function checkTags(tags: Readonly<Record<string, string>>): void {
  if (Object.keys(tags).length > MOST_TAGS) throw tooManyTags();
}

/** The tags after more were put on a resource. */
export function withTags(
  before: Readonly<Record<string, string>>,
  added: Readonly<Record<string, string>>,
): Record<string, string> {
  if (Object.keys(added).length === 0) throw genericRefusal();
  const tags = { ...before, ...added };
  checkTags(tags);
  return tags;
}

export function withoutTags(
  before: Readonly<Record<string, string>>,
  keys: readonly string[],
): Record<string, string> {
  return Object.fromEntries(Object.entries(before).filter(([key]) => !keys.includes(key)));
}
