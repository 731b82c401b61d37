import { own } from "../../values/own.js";
import { duplicateTagKeys, transitiveTagConflict, transitiveTagMissing } from "./errors.js";
import type { Tag } from "./generated/types.js";

/**
 * The tags that sessions assumed from a new one inherit.
 *
 * @param inherited transitive tags of the calling session.
 * @throws InvalidParameterValue for duplicate, missing and conflicting keys.
 */
export function transitiveTags(
  tags: readonly Tag[],
  transitiveKeys: readonly string[],
  inherited: Readonly<Record<string, string>>,
): Record<string, string> {
  const values = new Map(tags.map(({ Key, Value }) => [Key.toLowerCase(), Value]));
  if (values.size < tags.length) throw duplicateTagKeys();
  if (tags.some(({ Key }) => own(inherited, Key.toLowerCase()) !== undefined)) throw transitiveTagConflict();
  const transitive = new Map(Object.entries(inherited));
  for (const key of transitiveKeys.map((name) => name.toLowerCase())) {
    const value = values.get(key);
    if (value === undefined) throw transitiveTagMissing();
    transitive.set(key, value);
  }
  return Object.fromEntries(transitive);
}

/** All tags of a new session: its own and inherited ones. */
export function sessionTags(
  tags: readonly Tag[],
  inherited: Readonly<Record<string, string>>,
): Record<string, string> {
  return { ...inherited, ...Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value])) };
}
