import { Tagging, tagRecord } from "../../../shared/tags.js";
import { duplicateTagKeys, tooManyTags } from "../errors/topics.js";

/** @throws InvalidParameter, TagLimitExceeded */
export const tagging = new Tagging(tagRecord, { tooMany: tooManyTags });

interface Tag {
  readonly Key: string;
  readonly Value: string;
}

/** Tags of a request as a record. @throws InvalidParameter for a duplicate key */
export function tagsIn(tags: readonly Tag[] | undefined): Readonly<Record<string, string>> {
  const record = Object.fromEntries((tags ?? []).map(({ Key, Value }) => [Key, Value]));
  if (tags && Object.keys(record).length < tags.length) throw duplicateTagKeys();
  return record;
}
