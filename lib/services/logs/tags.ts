import { invalidParameter } from "./errors.js";
import type { Tags } from "./state/groups.js";

const MOST_TAGS = 50;

/**
 * Tags that pass the rules beyond the model's: keys that begin with `aws:` are AWS's own.
 *
 * @throws InvalidParameterException
 */
export function checkedTags(tags: Tags = {}): Tags {
  const reserved = Object.keys(tags).find((key) => key.toLowerCase().startsWith("aws:"));
  if (reserved !== undefined)
    throw invalidParameter("aws: prefixed tag key names are not allowed for external use.");
  if (Object.keys(tags).length > MOST_TAGS) {
    throw invalidParameter(`The number of tags exceeds the limit of ${MOST_TAGS}.`);
  }
  return { ...tags };
}

/** Tags after adding others, whose values win. */
export function mergedTags(tags: Tags, added: Tags): Tags {
  return checkedTags({ ...tags, ...checkedTags(added) });
}

/** Tags without those of the given keys; keys that are not there do no harm. */
export function withoutTags(tags: Tags, keys: readonly string[]): Tags {
  return Object.fromEntries(Object.entries(tags).filter(([key]) => !keys.includes(key)));
}
