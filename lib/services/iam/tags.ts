import { Tagging, tagList } from "../../shared/tags.js";
import { duplicateTagKeys, quotaExceeded } from "./errors.js";
import type { Tag } from "./generated/types.js";

/** @throws InvalidInput, LimitExceeded */
export const tagging = new Tagging(tagList, {
  ignoresCase: true,
  duplicate: duplicateTagKeys,
  tooMany: (most) => quotaExceeded("TagsPerResource", most),
});

/** Responses omit empty tags. */
export function describeTags(tags: readonly Tag[]): { Tags?: readonly Tag[] } {
  return tags.length === 0 ? {} : { Tags: tags };
}
