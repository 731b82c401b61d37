import { duplicateTags, malformedTag } from "./errors/requests.js";
import type { Tag } from "./generated/types.js";

/** Tags of an access point by their keys. @throws InvalidTag */
export function checkedTags(tags: readonly Tag[]): Readonly<Record<string, string>> {
  if (new Set(tags.map(({ Key }) => Key)).size < tags.length) throw duplicateTags();
  for (const { Key, Value } of tags) {
    const isValid =
      /^[\p{L}\p{Z}\p{N}_.:/=+@-]{1,128}$/u.test(Key) && /^[\p{L}\p{Z}\p{N}_.:/=+@-]{0,256}$/u.test(Value);
    if (!isValid) throw malformedTag();
  }
  return Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value]));
}
